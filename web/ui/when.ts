const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "Monday, 23 November 2026 at 11:20 CET": `zone` is an IANA name. */
export const formatFull = (at: Date, language: string, zone: string): string =>
  new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
    timeZone: zone,
  }).format(at);

/** The calendar day in a zone, as days since 1970, so that "yesterday" is the person's yesterday. */
function dayNumber(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return Math.round(Date.parse(`${parts.format(at)}T00:00:00Z`) / day);
}

/** "Mon, 23 Nov, 17:00", with the year when it is another one: a moment to come, in a sentence. */
export const formatDue = (at: Date, language: string, zone: string, now = new Date()): string =>
  new Intl.DateTimeFormat(language, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(at.getUTCFullYear() === now.getUTCFullYear() ? {} : { year: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).format(at);

/**
 * Short and exact enough to act on: "now", "5 min ago", "3 hr ago" within the day, then "yesterday", the weekday within
 * six days, then the date (with the year when it is another one). Works ahead as well: "in 5 min", "tomorrow".
 */
export function formatRelative(at: Date, now: Date, language: string, zone: string): string {
  const span = at.getTime() - now.getTime();
  const far = Math.abs(span);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  if (far < minute) return relative.format(0, "second");
  if (far < hour) return relative.format(Math.trunc(span / minute), "minute");
  const days = dayNumber(at, zone) - dayNumber(now, zone);
  if (days === 0 || far < 6 * hour) return relative.format(Math.trunc(span / hour), "hour");
  if (Math.abs(days) === 1) return relative.format(days, "day");
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: zone, ...options }).format(at);
  if (Math.abs(days) < 7)
    return format({ weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const year = (date: Date) =>
    new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric" }).format(date);
  return format({ day: "numeric", month: "short", ...(year(at) === year(now) ? {} : { year: "numeric" }) });
}

/** Milliseconds until the words may change: a minute within the hour, else ten. */
export const nextTick = (at: Date, now: Date): number =>
  Math.abs(at.getTime() - now.getTime()) < hour ? minute / 2 : 10 * minute;
