/** Which post goes into which free slot while somebody chooses: what a choice takes from the others and gives back. Pure. */
import { dayIn } from "../calendar/entries.ts";
import type { Filled, Proposal, Slot } from "./evergreen-api.ts";

/** By slot: the post that was put there, or null where it was taken out. Others stand as proposed. */
export type Choices = ReadonlyMap<string, string | null>;

export const slotKey = ({ channelId, at }: Pick<Slot, "channelId" | "at">): string => `${channelId} ${at}`;

export interface FillRow {
  key: string;
  slot: Slot;
  postId: string | null;
  /** What may go there instead, the longest rested first. */
  offers: string[];
}

/** The slots into which anything may go at all, in the order of time. */
export function fillRows({ slots, posts }: Pick<Proposal, "slots" | "posts">, choices: Choices): FillRow[] {
  const days = new Map(
    posts.flatMap(({ id, channels }) => channels.map((each) => [`${id} ${each.channelId}`, each.days])),
  );
  const standing = slots.map((slot) => {
    const chosen = choices.get(slotKey(slot));
    return { slot, postId: chosen === undefined ? slot.postId : chosen };
  });
  const free = (slot: Slot, postId: string) =>
    standing.every(
      (other) =>
        other.slot === slot ||
        other.postId !== postId ||
        other.slot.channelId !== slot.channelId ||
        daysApart(slot, other.slot) >= (days.get(`${postId} ${slot.channelId}`) ?? Number.POSITIVE_INFINITY),
    );
  return standing
    .filter(({ slot }) => slot.ripe.length > 0)
    .map(({ slot, postId }) => ({
      key: slotKey(slot),
      slot,
      postId,
      offers: slot.ripe.filter((each) => each !== postId && free(slot, each)),
    }));
}

/** On the clock of the later one, as the server counts when it comes to it. */
function daysApart(one: Slot, other: Slot): number {
  const [first, last] = one.at < other.at ? [one, other] : [other, one];
  const day = dayIn(last.time.zone);
  return daysBetween(day(new Date(first.at)), day(new Date(last.at)));
}

/** From one day (`YYYY-MM-DD`) to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What would be planned now. */
export const filledRows = (rows: readonly FillRow[], briefOf: (postId: string) => string): Filled[] =>
  rows.flatMap(({ slot: { channelId, at, time }, postId }) =>
    postId === null ? [] : [{ channelId, at, time, postId, brief: briefOf(postId) }],
  );

/** The first day on which anything may go on one of these channels; undefined: nothing is meant for them. */
export const firstRipe = (
  library: ReadonlyArray<{ channels: ReadonlyArray<{ channelId: string; ripeOn: string }> }>,
  channelIds: ReadonlySet<string>,
): string | undefined =>
  library
    .flatMap(({ channels }) => channels)
    .flatMap(({ channelId, ripeOn }) => (channelIds.has(channelId) ? ripeOn : []))
    .toSorted()[0];

/** What stands on one day together, the days in their order. `at`: a moment. */
export const byDay = <T extends { at: string }>(rows: readonly T[], zone: string): Array<[string, T[]]> => [
  ...Map.groupBy(rows, ({ at }) => dayIn(zone)(new Date(at))),
];

/** The week in which a day is, seven days from `first` (0: Sunday, 1: Monday). */
export function weekOf(day: string, first: number): { from: string; to: string } {
  const at = Date.parse(day);
  const back = (new Date(at).getUTCDay() - first + 7) % 7;
  return { from: addDays(day, -back), to: addDays(day, 6 - back) };
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
