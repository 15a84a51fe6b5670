/** Where a post can be begun: the free slots, by moment or by day, and the time that an empty day begins with. Pure. */
import { dayIn, localIn } from "./entries.ts";

export interface FreeRow {
  channelId: string;
  at: string;
  time: { local: string; zone: string; second?: boolean | undefined };
}

/** A moment that is free on these channels. */
export interface Free {
  at: string;
  time: FreeRow["time"];
  channelIds: string[];
}

/** One for each moment, in the order of time. */
export function freeOf(rows: readonly FreeRow[]): Free[] {
  const moments = new Map<string, Free>();
  for (const { at, time, channelId } of rows) {
    const known = moments.get(at);
    if (known) known.channelIds.push(channelId);
    else moments.set(at, { at, time, channelIds: [channelId] });
  }
  return [...moments.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
}

/** By the day on the clock that is shown. */
export function freeByDay(free: readonly Free[], zone: string): Map<string, Free[]> {
  const day = dayIn(zone);
  return Map.groupBy(free, ({ at }) => day(new Date(at)));
}

/** Nine o'clock; today, where that has passed, the next full hour but one. */
export function firstTime(day: string, zone: string, now: Date): string {
  const nine = `${day}T09:00`;
  if (localIn(now, zone) < nine) return nine;
  const later = localIn(new Date(now.getTime() + 2 * 3_600_000), zone);
  return later.startsWith(day) ? `${later.slice(0, 13)}:00` : `${day}T23:45`;
}

/** `2027-03-29T09:00`, so many minutes later or earlier on the same clock; whole days keep the hour. */
export function shifted(local: string, minutes: number): string {
  return new Date(Date.parse(`${local}Z`) + minutes * 60_000).toISOString().slice(0, 16);
}
