/** The week's hours in which somebody is there. Pure: times come in, half hours go out. */

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];
/** `["09:00", "17:00"]`, local; an end that is not after its start lies on the next day, "24:00" ends the day. */
export type Hours = { [day in Weekday]?: string[][] };
export interface Calendar {
  hours: Hours;
  zone: string;
}

const minute = 60_000;
export const slotMinutes = 30;
export const slotsADay = (24 * 60) / slotMinutes;

export function minuteOfDay(time: string): number {
  const [hour = "0", minutes = "0"] = time.split(":");
  return Number(hour) * 60 + Number(minutes);
}

export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone at a moment, as if it were UTC: good for arithmetic on days and minutes. */
function wall(zone: string, at: number): Date {
  let format = formatters.get(zone);
  if (!format) {
    const numeric = "numeric" as const;
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
    });
    formatters.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  return new Date(
    Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0),
  );
}

/** 0 is Monday. */
const weekdayOf = (date: Date): number => (date.getUTCDay() + 6) % 7;

/** Whether a person's hours hold this moment: the start belongs to them, the end does not. */
export function isWithin({ hours, zone }: Calendar, at: Date): boolean {
  const there = wall(zone, at.getTime());
  const now = there.getUTCHours() * 60 + there.getUTCMinutes();
  const spans = (back: number) => hours[weekdays[(weekdayOf(there) + 7 - back) % 7] ?? "mon"] ?? [];
  const today = spans(0).some(([from = "", to = ""]) => {
    const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
    return start <= now && (end <= start || now < end);
  });
  // A span of yesterday that goes past midnight.
  const spilled = spans(1).some(
    ([from = "", to = ""]) => minuteOfDay(to) <= minuteOfDay(from) && now < minuteOfDay(to),
  );
  return today || spilled;
}

/** The moment at which a zone's clock shows this wall time; one that a change of the clock skips moves with it. */
function momentOf(wallTime: number, zone: string): number {
  const first = wallTime - (wall(zone, wallTime).getTime() - wallTime);
  return first - (wall(zone, first).getTime() - wallTime);
}

/** How many of the calendars are open, by day (Monday first) and half hour, in this zone's week that holds `now`. */
export function coverage(calendars: readonly Calendar[], zone: string, now: Date): number[][] {
  const here = wall(zone, now.getTime());
  const midnight = Date.UTC(here.getUTCFullYear(), here.getUTCMonth(), here.getUTCDate());
  const monday = midnight - weekdayOf(here) * 24 * 60 * minute;
  return weekdays.map((_, day) =>
    Array.from({ length: slotsADay }, (_, slot) => {
      const at = momentOf(monday + (day * 24 * 60 + slot * slotMinutes) * minute, zone);
      return calendars.filter((calendar) => isWithin(calendar, new Date(at))).length;
    }),
  );
}

/** Stretches of a day in which anybody is there, in minutes of the day. */
export function stretches(day: readonly number[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const [slot, count] of day.entries()) {
    if (count === 0) continue;
    const from = slot * slotMinutes;
    const last = found.at(-1);
    if (last && last.to === from) last.to += slotMinutes;
    else found.push({ from, to: from + slotMinutes });
  }
  return found;
}

export const coveredHours = (week: readonly (readonly number[])[]): number =>
  (week.flat().filter((count) => count > 0).length * slotMinutes) / 60;
