/**
 * Working hours: weekly local times in an IANA zone, and arithmetic on them. Pure. Local times are taken as wall clock
 * times of the zone, so a day with a change of the clock is as long as it really is (IANA time zone database, by luxon).
 */
import { DateTime, IANAZone } from "luxon";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** `["09:00", "13:00"]`, local; the end may be "24:00". An end that is not after its start lies on the next day. */
export type Span = [from: string, to: string];
export type Hours = Partial<Record<Weekday, Span[]>>;

/** A person's week where that person lives. */
export interface Calendar {
  hours: Hours;
  zone: string;
}

interface Interval {
  from: number;
  to: number;
}

/** Beyond this, an answer is not looked for: a team that works so little has no next opening worth a name. */
const horizonDays = 400;

export const isZone = (zone: string): boolean => zone.length < 64 && IANAZone.isValidZone(zone);

/** Whether `at` lies within working hours (the start belongs to them, the end does not). */
export function isWithin(hours: Hours, zone: string, at: Date): boolean {
  const time = at.getTime();
  return around(hours, zone, at).some(({ from, to }) => from <= time && time < to);
}

/** The first moment at or after `from` that lies within working hours; undefined when there are none. */
export function nextOpening(hours: Hours, zone: string, from: Date): Date | undefined {
  for (const { from: start, to } of walk([{ hours, zone }], from))
    if (to > from.getTime()) return new Date(Math.max(start, from.getTime()));
  return undefined;
}

/**
 * The moment at which `minutes` of the united working time of all calendars have passed since `from`. Time in which
 * several work counts once. Where nobody has working hours, every minute counts.
 */
export function addWorkingMinutes(calendars: Calendar[], from: Date, minutes: number): Date {
  let left = Math.max(0, minutes) * 60_000;
  if (left === 0) return from;
  for (const { from: start, to } of walk(calendars, from)) {
    const begin = Math.max(start, from.getTime());
    if (to <= begin) continue;
    if (to - begin >= left) return new Date(begin + left);
    left -= to - begin;
  }
  // No working time was found, or far too little of it: every minute counts.
  return new Date(from.getTime() + Math.max(0, minutes) * 60_000);
}

/**
 * `addWorkingMinutes` for many moments on the same calendars: united intervals are worked out once and kept, which is
 * some hundred times less work for a batch.
 */
export function workingClock(calendars: Calendar[]): (from: Date, minutes: number) => Date {
  const slack = 15 * 86_400_000;
  let origin = Number.POSITIVE_INFINITY;
  let known: Interval[] = [];
  let source: Generator<Interval> | undefined;
  /** The interval at an index, worked out when it is not known yet. */
  const at = (index: number): Interval | undefined => {
    while (known.length <= index) {
      const next = source?.next();
      if (!next || next.done) return undefined;
      known.push(next.value);
    }
    return known[index];
  };
  return (from, minutes) => {
    const time = from.getTime();
    let left = Math.max(0, minutes) * 60_000;
    if (left === 0) return from;
    if (time < origin || time > origin + 200 * 86_400_000) {
      origin = time - slack;
      known = [];
      source = walk(calendars, new Date(origin));
    }
    for (let index = firstEndingAfter(known, time); ; index++) {
      const interval = at(index);
      if (!interval) return addWorkingMinutes(calendars, from, minutes);
      const begin = Math.max(interval.from, time);
      if (interval.to <= begin) continue;
      if (interval.to - begin >= left) return new Date(begin + left);
      left -= interval.to - begin;
    }
  };
}

/** The index of the first interval that ends after a time; the number of intervals when none does. */
function firstEndingAfter(intervals: Interval[], time: number): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle]?.to ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** United working time between two moments, in minutes. */
export function workingMinutesBetween(calendars: Calendar[], from: Date, to: Date): number {
  let sum = 0;
  for (const interval of walk(calendars, from)) {
    if (interval.from >= to.getTime()) break;
    sum += Math.max(0, Math.min(interval.to, to.getTime()) - Math.max(interval.from, from.getTime()));
  }
  return sum / 60_000;
}

/** Disjoint intervals of united working time in order (they may touch), from the one that holds `from` on, day by day. */
function* walk(calendars: Calendar[], from: Date): Generator<Interval> {
  const open = calendars.filter(({ hours }) => weekdays.some((day) => hours[day]?.length));
  if (open.length === 0) return;
  // Local days of different zones differ, so a day's intervals are held back until no earlier one can come.
  const days = open.map(({ zone }) => DateTime.fromJSDate(from, { zone }).startOf("day").minus({ days: 2 }));
  let waiting: Interval[] = [];
  for (let day = 0; day < horizonDays; day++) {
    for (const [index, calendar] of open.entries()) {
      const start = days[index]?.plus({ days: day });
      if (start) waiting.push(...ofDay(calendar.hours, start));
    }
    waiting = unite(waiting);
    // Whatever later days bring starts no earlier than the earliest of the next local midnights.
    const settled = Math.min(
      ...days.map((first) =>
        first
          .plus({ days: day + 1 })
          .startOf("day")
          .toMillis(),
      ),
    );
    // Cut there: where somebody is always at work, one endless interval would otherwise be held back for ever.
    const ready = waiting.filter((interval) => interval.from < settled);
    waiting = ready
      .filter(({ to }) => to > settled)
      .map(({ to }) => ({ from: settled, to }))
      .concat(waiting.slice(ready.length));
    for (const { from: start, to } of ready) {
      const end = Math.min(to, settled);
      if (end > from.getTime()) yield { from: start, to: end };
    }
  }
}

const around = (hours: Hours, zone: string, at: Date): Interval[] => {
  const day = DateTime.fromJSDate(at, { zone }).startOf("day");
  return [day.minus({ days: 1 }), day].flatMap((each) => ofDay(hours, each));
};

/** The intervals that begin on one local day. */
function ofDay(hours: Hours, midnight: DateTime): Interval[] {
  const name = weekdays[midnight.weekday - 1];
  return (name ? (hours[name] ?? []) : [])
    .map(([from, to]) => {
      const next = minuteOfDay(to) <= minuteOfDay(from) ? midnight.plus({ days: 1 }) : midnight;
      return { from: wall(midnight, from), to: wall(next, to) };
    })
    .filter(({ from, to }) => to > from);
}

/** A wall-clock time on a day. One that a change of the clock skips is read as if the clock had not changed yet. */
function wall(midnight: DateTime, text: string): number {
  const minute = minuteOfDay(text);
  const day = minute === 1440 ? midnight.plus({ days: 1 }) : midnight;
  const { year, month, day: date } = day;
  return DateTime.fromObject(
    { year, month, day: date, hour: Math.floor((minute % 1440) / 60), minute: minute % 60 },
    { zone: midnight.zone },
  ).toMillis();
}

function minuteOfDay(text: string): number {
  const [hour = "0", minute = "0"] = text.split(":");
  return Number(hour) * 60 + Number(minute);
}

function unite(intervals: Interval[]): Interval[] {
  const united: Interval[] = [];
  for (const interval of intervals.sort((a, b) => a.from - b.from)) {
    const last = united.at(-1);
    if (last && interval.from <= last.to) last.to = Math.max(last.to, interval.to);
    else united.push({ ...interval });
  }
  return united;
}
