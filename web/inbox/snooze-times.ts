/** When a snoozed conversation comes back: on the person's own clock, across changes of the hour. Pure. */

export interface SnoozeTime {
  name: "later" | "tomorrow" | "monday" | "week";
  at: Date;
}

interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** What the clock on the wall says in a zone (IANA) at a moment. */
function wallAt(at: Date, zone: string): Wall & { weekday: number } {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const [year, month, day] = [get("year"), get("month"), get("day")];
  return {
    year,
    month,
    day,
    hour: get("hour"),
    minute: get("minute"),
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
  };
}

/**
 * The moment at which the wall in `zone` says this. A time that is skipped in spring becomes the one an hour later; of
 * one that comes twice in autumn, the first is meant.
 */
export function momentAt(wall: Wall, zone: string): Date {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const offset = (at: number) => {
    const w = wallAt(new Date(at), zone);
    return Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute) - at + (at % 60_000);
  };
  const before = asUtc - offset(asUtc - 86_400_000);
  const after = asUtc - offset(asUtc + 86_400_000);
  if (before - asUtc + offset(before) === 0) return new Date(before);
  if (after - asUtc + offset(after) === 0) return new Date(after);
  return new Date(before);
}

/** The next ways to snooze: in three hours (until eight in the evening), tomorrow at nine, Monday at nine, in a week at nine. */
export function snoozeTimes(now: Date, zone: string): SnoozeTime[] {
  const wall = wallAt(now, zone);
  const morning = (days: number) => {
    const day = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days));
    return momentAt(
      {
        year: day.getUTCFullYear(),
        month: day.getUTCMonth() + 1,
        day: day.getUTCDate(),
        hour: 9,
        minute: 0,
      },
      zone,
    );
  };
  const times: SnoozeTime[] = [];
  if (wall.hour < 17)
    times.push({ name: "later", at: momentAt({ ...wall, hour: wall.hour + 3, minute: 0 }, zone) });
  times.push({ name: "tomorrow", at: morning(1) });
  // On a Sunday, Monday is tomorrow.
  const toMonday = (8 - wall.weekday) % 7 || 7;
  if (toMonday !== 1 && toMonday !== 7) times.push({ name: "monday", at: morning(toMonday) });
  times.push({ name: "week", at: morning(7) });
  return times;
}

/** What a `datetime-local` field says, in the person's zone; undefined when it is no time, or past. */
export function pickedTime(value: string, now: Date, zone: string): Date | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(value);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1).map(Number);
  const at = momentAt({ year, month, day, hour, minute }, zone);
  return at > now ? at : undefined;
}

/** A moment as a `datetime-local` field writes it. */
export function localValue(at: Date, zone: string): string {
  const { year, month, day, hour, minute } = wallAt(at, zone);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}
