/**
 * Posts that may be said again: how long each rests on a channel, and which goes into which free slot. Days are those of
 * the calendar on the clock of a zone, so that nine o'clock ninety days later is ninety days later also where the clocks
 * change in between. Pure.
 */
import { DateTime } from "luxon";

/** How many of those that could go into a slot are named. */
export const mostOffered = 50;

/** From one time to the next in whole days, and every time at which it stands: past and to come. */
export interface Rested {
  days: number;
  at: readonly Date[];
}

/** A post that may be said again on a channel. */
export interface Resting extends Rested {
  /** The post that is repeated, not one of its repeats. */
  postId: string;
  channelId: string;
}

/** The day of a moment, `YYYY-MM-DD`. */
export const dayOf = (moment: Date, zone: string): string =>
  DateTime.fromJSDate(moment, { zone }).toFormat("yyyy-MM-dd");

/** Numbers the days of a zone's calendar, one after another; asked twice for a moment, it knows. */
function daysIn(zone: string): (moment: Date) => number {
  const known = new Map<number, number>();
  return (moment) => {
    const found = known.get(moment.getTime());
    if (found !== undefined) return found;
    const { year, month, day } = DateTime.fromJSDate(moment, { zone });
    const number = Date.UTC(year, month - 1, day) / 86_400_000;
    known.set(moment.getTime(), number);
    return number;
  };
}

const dayFrom = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);

/** A time at which it stands already, and the first day on which it may stand again. */
export interface Rest {
  at: Date;
  until: string;
}

/** The nearest time that is less than its days away from `at`, before or after; undefined: it is rested. */
export function restsAt({ days, at: times }: Rested, at: Date, zone: string): Rest | undefined {
  const number = daysIn(zone);
  const distance = (each: Date) => Math.abs(number(each) - number(at));
  const [nearest] = times
    .filter((each) => distance(each) < days)
    .toSorted((one, other) => distance(one) - distance(other) || one.getTime() - other.getTime());
  return nearest && { at: nearest, until: ripeOn({ days, at: times }, at, zone) };
}

/** The first day, from that of `from` on, on which it is far enough from every time at which it stands. */
export function ripeOn({ days, at: times }: Rested, from: Date, zone: string): string {
  const number = daysIn(zone);
  let day = number(from);
  for (const each of times.map(number).toSorted((one, other) => one - other))
    if (Math.abs(each - day) < days) day = each + days;
  return dayFrom(day);
}

/** A slot at which nothing stands. */
export interface FreeSlot {
  channelId: string;
  at: Date;
  /** The zone whose days are counted. */
  zone: string;
}

/** What may go into a free slot. */
export interface Filling<S extends FreeSlot> {
  slot: S;
  /** The post that goes into it; undefined: none is left for it. */
  postId: string | undefined;
  /** Those that may go there as things stand, whatever this fill puts elsewhere: the longest rested first, at most 50. */
  ripe: string[];
}

/**
 * Puts into each free slot the post of its channel that rested longest, one never said first; never nearer than its days to
 * any time at which it stands or which this fill gives it. `slots`: in the order of time.
 */
export function fillSlots<S extends FreeSlot>(
  slots: readonly S[],
  posts: readonly Resting[],
): Array<Filling<S>> {
  const onChannel = Map.groupBy(posts, (each) => each.channelId);
  const given = new Map<Resting, Date[]>();
  const calendars = new Map<string, (moment: Date) => number>();
  return slots.map((slot) => {
    const number = calendars.get(slot.zone) ?? daysIn(slot.zone);
    calendars.set(slot.zone, number);
    const rested = ({ days }: Rested, times: readonly Date[]) =>
      times.every((each) => Math.abs(number(each) - number(slot.at)) >= days);
    const ripe = byRest(
      (onChannel.get(slot.channelId) ?? []).filter((each) => rested(each, each.at)),
      slot.at,
    );
    const [longest] = byRest(
      ripe.flatMap((post) => {
        const here = given.get(post) ?? [];
        return rested(post, here) ? [{ postId: post.postId, at: [...post.at, ...here], post }] : [];
      }),
      slot.at,
    );
    if (longest) given.set(longest.post, [...(given.get(longest.post) ?? []), slot.at]);
    return { slot, postId: longest?.postId, ripe: offered(ripe, longest?.postId) };
  });
}

/** The one that is put there is among them, however long the line. */
function offered(ripe: readonly Resting[], chosen: string | undefined): string[] {
  const ids = ripe.map(({ postId }) => postId);
  const first = ids.slice(0, mostOffered);
  return chosen === undefined || first.includes(chosen) ? first : [...first.slice(0, -1), chosen];
}

/** The longest rested before a moment first, one never said before all; of those that rested alike, always the same. */
export function byRest<R extends Pick<Resting, "postId" | "at">>(posts: readonly R[], before: Date): R[] {
  return posts
    .map((post) => ({ post, last: lastBefore(post.at, before) }))
    .toSorted(
      (one, other) => compared(one.last, other.last) || (one.post.postId < other.post.postId ? -1 : 1),
    )
    .map(({ post }) => post);
}

const compared = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1);

const lastBefore = (times: readonly Date[], moment: Date): number =>
  times.reduce(
    (last, each) => (each <= moment ? Math.max(last, each.getTime()) : last),
    Number.NEGATIVE_INFINITY,
  );
