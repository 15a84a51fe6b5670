/**
 * How the calendar looks from outside. A busy month has thousands of entries, and it is asked for at every step: what many
 * of them share stands in lists of its own, and an entry names its place there.
 */
import { z } from "zod";
import { type CalendarEntry, mostEntries } from "./calendar.ts";
import { variantStatuses } from "./post.ts";

export const calendarShape = z.object({
  channels: z.array(z.uuid()),
  pillars: z.array(z.uuid()),
  statuses: z.array(z.enum(variantStatuses)),
  posts: z.array(
    z.object({
      id: z.uuid(),
      /** The first words. */
      brief: z.string(),
      /** Its place in `pillars`; left out: none. */
      pillar: z.number().optional(),
      /** For each channel: its place in `channels`, the moment in seconds since 1970, the place in `statuses`. */
      on: z.array(z.array(z.number())),
    }),
  ),
  /** The places in `posts` of those that are one of many, by a rule. */
  series: z.array(z.number()),
  /** There are more in this stretch than are shown. */
  cut: z.boolean(),
});

/** What an entry has room for. */
const mostOfBrief = 60;

export function presentCalendar(entries: readonly CalendarEntry[]): z.infer<typeof calendarShape> {
  const channels = new Places<string>();
  const pillars = new Places<string>();
  const repeated: number[] = [];
  const posts = new Map<string, z.infer<typeof calendarShape>["posts"][number]>();
  for (const { postId, channelId, at, brief, pillarId, status, series } of entries) {
    const post = posts.get(postId) ?? {
      id: postId,
      brief: shortened(brief),
      ...(pillarId ? { pillar: pillars.of(pillarId) } : {}),
      on: [],
    };
    if (series && !posts.has(postId)) repeated.push(posts.size);
    posts.set(postId, post);
    post.on.push([channels.of(channelId), Math.floor(at.getTime() / 1000), variantStatuses.indexOf(status)]);
  }
  return {
    channels: channels.all,
    pillars: pillars.all,
    statuses: [...variantStatuses],
    posts: [...posts.values()],
    series: repeated,
    cut: entries.length === mostEntries,
  };
}

function shortened(brief: string): string {
  const letters = [...brief];
  return letters.length > mostOfBrief
    ? `${letters
        .slice(0, mostOfBrief - 1)
        .join("")
        .trimEnd()}…`
    : brief;
}

/** A list in which each value has one place. */
class Places<T> {
  readonly all: T[] = [];
  readonly #places = new Map<T, number>();
  of(value: T): number {
    const place = this.#places.get(value) ?? this.all.push(value) - 1;
    this.#places.set(value, place);
    return place;
  }
}
