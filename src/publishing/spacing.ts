/** Posts that come too close to each other: in time on one channel, or in words. Pure. */
import { days as asDays, minutes as asMinutes } from "../kernel/clock.ts";
import { alikePairs } from "./alike-pairs.ts";
import { tellsLittle } from "./text-shape.ts";

export interface Spacing {
  /** Two posts of one channel that are closer are told of; 0: nobody is. */
  minutes: number;
  /** Nearly the same words within so many days are told of; 0: nobody is. */
  days: number;
}

export const usualSpacing: Spacing = { minutes: 30, days: 14 };

/** What one post says on one channel. */
export interface Saying {
  postId: string;
  /** The series that it is one of, which means to say the same again. */
  seriesId: string | null;
  /** The post that may be said again, of which it is one of the times. */
  familyId: string | null;
  brief: string;
  /** null: a draft that is on no channel yet. */
  channelId: string | null;
  /** null: it has no time yet. */
  at: Date | null;
  shape: string;
}

/** What a post is too close to, by the ids of the others. */
export interface TooClose {
  inTime: Set<string>;
  inWords: Set<string>;
}

/** Another post on the same channel, less than the minutes away. */
export const closeInTime = (one: Saying, other: Saying, { minutes }: Spacing): boolean =>
  one.postId !== other.postId &&
  one.channelId !== null &&
  one.channelId === other.channelId &&
  one.at !== null &&
  other.at !== null &&
  Math.abs(one.at.getTime() - other.at.getTime()) < asMinutes(minutes);

/**
 * Whether two posts may not say nearly the same: on one channel within the days, whatever became of the other; on
 * different channels while the other is still to come. What has no time yet may come at any. One post on several channels
 * says it once; those of one series, and the times of one that may be said again, say it on purpose.
 */
export function wouldRepeat(one: Saying, other: Saying, { days }: Spacing, now: Date): boolean {
  if (days === 0 || one.postId === other.postId) return false;
  if (one.seriesId !== null && one.seriesId === other.seriesId) return false;
  if (one.familyId !== null && one.familyId === other.familyId) return false;
  if (one.at && other.at && Math.abs(one.at.getTime() - other.at.getTime()) > asDays(days)) return false;
  if (one.channelId !== null && one.channelId === other.channelId) return true;
  return other.at === null || other.at > now;
}

/** All that are too close to another, by post. */
export function tooClose(sayings: readonly Saying[], spacing: Spacing, now: Date): Map<string, TooClose> {
  const found = new Map<string, TooClose>();
  const tell = (one: Saying, other: Saying, how: keyof TooClose) => {
    const known = found.get(one.postId) ?? { inTime: new Set(), inWords: new Set() };
    known[how].add(other.postId);
    found.set(one.postId, known);
  };
  for (const mine of Map.groupBy(sayings, ({ channelId }) => channelId).values()) {
    const inOrder = mine
      .filter(({ at }) => at !== null)
      .toSorted((one, other) => Number(one.at) - Number(other.at));
    for (const [place, one] of inOrder.entries())
      for (let next = place + 1; next < inOrder.length; next += 1) {
        const other = inOrder[next];
        if (!other || Number(other.at) - Number(one.at) >= asMinutes(spacing.minutes)) break;
        if (!closeInTime(one, other, spacing)) continue;
        tell(one, other, "inTime");
        tell(other, one, "inTime");
      }
  }
  if (spacing.days === 0) return found;
  const byShape = Map.groupBy(
    sayings.filter(({ shape }) => !tellsLittle(shape)),
    ({ shape }) => shape,
  );
  const compare = (some: readonly Saying[], others: readonly Saying[]) => {
    for (const one of some)
      for (const other of others) if (wouldRepeat(one, other, spacing, now)) tell(one, other, "inWords");
  };
  for (const some of byShape.values()) compare(some, some);
  for (const [one, other] of alikePairs([...byShape.keys()])) {
    const [some, others] = [byShape.get(one) ?? [], byShape.get(other) ?? []];
    compare(some, others);
    compare(others, some);
  }
  return found;
}
