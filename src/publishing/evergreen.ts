/**
 * Posts that may be said again: how long each rests on a channel, and which goes into which free slot. Days are those of
 * the calendar on the clock of a zone, so that nine o'clock ninety days later is ninety days later also where the clocks
 * change in between. Pure.
 */
import { DateTime } from "luxon";

/** Days that a post rests on a channel unless somebody says otherwise. */
export const usualRest = 90;
export const mostRest = 730;

/** A post that may be said again on a channel, with every time that it stands there: past and to come. */
export interface Resting {
  /** The post that is repeated, not one of its repeats. */
  postId: string;
  channelId: string;
  /** From one time to the next, in whole days. */
  days: number;
  at: readonly Date[];
}

/** The day of a moment, `YYYY-MM-DD`. */
export const dayOf = (moment: Date, zone: string): string =>
  DateTime.fromJSDate(moment, { zone }).toFormat("yyyy-MM-dd");

/** Whole days from one day to another, whichever is first. */
export const daysBetween = (one: string, other: string): number =>
  Math.abs(noon(one).diff(noon(other), "days").days);

const noon = (day: string) => DateTime.fromISO(`${day}T12:00`, { zone: "utc" });
const daysLater = (day: string, days: number): string => noon(day).plus({ days }).toFormat("yyyy-MM-dd");

/** A time at which it stands already, and the first day on which it may stand again. */
export interface Rest {
  at: Date;
  until: string;
}

/** The nearest time that is less than its days away from `at`, before or after; undefined: it is rested. */
export function restsAt({ days, at: times }: Omit<Resting, "postId" | "channelId">, at: Date, zone: string) {
  const day = dayOf(at, zone);
  const distance = (each: Date) => daysBetween(dayOf(each, zone), day);
  const [nearest] = times
    .filter((each) => distance(each) < days)
    .toSorted((one, other) => distance(one) - distance(other) || one.getTime() - other.getTime());
  return nearest && ({ at: nearest, until: ripeOn({ days, at: times }, at, zone) } satisfies Rest);
}

/** The first day, from that of `from` on, on which it is far enough from every time at which it stands. */
export function ripeOn(
  { days, at: times }: Omit<Resting, "postId" | "channelId">,
  from: Date,
  zone: string,
): string {
  let day = dayOf(from, zone);
  for (const each of times.map((time) => dayOf(time, zone)).toSorted())
    if (daysBetween(each, day) < days) day = daysLater(each, days);
  return day;
}

/** A free slot, and what may go into it. */
export interface Filling {
  channelId: string;
  at: Date;
  /** The post that goes into it; undefined: none is ripe. */
  postId: string | undefined;
  /** All that may go there beside what the fill puts elsewhere, the longest rested first; `postId` among them. */
  ripe: string[];
}

/**
 * Puts into each free slot the post of its channel that rested longest, one never said first; never nearer than its days to
 * any time at which it stands or which this fill gives it. `slots`: in the order of time.
 */
export function fillSlots(
  slots: ReadonlyArray<{ channelId: string; at: Date }>,
  posts: readonly Resting[],
  zone: string,
): Filling[] {
  const given = new Map(posts.map((each) => [each, [...each.at]]));
  const mayStand = (post: Resting, slot: { channelId: string; at: Date }, times: readonly Date[]) =>
    post.channelId === slot.channelId && !restsAt({ days: post.days, at: times }, slot.at, zone);
  const placed = slots.map((slot) => {
    const [longest] = byRest(
      posts.flatMap((each) => {
        const at = given.get(each) ?? [];
        return mayStand(each, slot, at) ? [{ ...each, at, post: each }] : [];
      }),
      slot.at,
    );
    if (longest) given.get(longest.post)?.push(slot.at);
    return { slot, post: longest?.post };
  });
  return placed.map(({ slot, post }) => {
    const others = (each: Resting) =>
      each === post ? (given.get(each) ?? []).filter((time) => time !== slot.at) : (given.get(each) ?? []);
    const ripe = posts.flatMap((each) => {
      const at = others(each);
      return mayStand(each, slot, at) ? [{ ...each, at }] : [];
    });
    return { ...slot, postId: post?.postId, ripe: byRest(ripe, slot.at).map(({ postId }) => postId) };
  });
}

/** The longest rested before a moment first; of those that rested alike, always the same. */
export function byRest<R extends Resting>(posts: readonly R[], before: Date): R[] {
  const last = ({ at }: Resting) =>
    Math.max(Number.NEGATIVE_INFINITY, ...at.filter((each) => each <= before).map(Number));
  return posts.toSorted((one, other) => {
    const [a, b] = [last(one), last(other)];
    if (a !== b) return a < b ? -1 : 1;
    return one.postId < other.postId ? -1 : 1;
  });
}
