/** What a post shows of being said again. */
import { z } from "zod";
import { type Mark, marksOf } from "./evergreen-store.ts";
import { variantStatuses } from "./post.ts";
import { type PostRecord, standingPost } from "./post-store.ts";
import { type Repeat, repeatsOf } from "./repeat-post.ts";
import { mostRest } from "./rest-days.ts";

export const markShape = z.object({ channelId: z.uuid(), days: z.number().int().min(1).max(mostRest) });

export const evergreenShape = {
  /** The post that it says again. `removed`: that was taken away since. */
  repeatOf: z.object({ id: z.uuid(), brief: z.string(), removed: z.boolean() }).nullable(),
  /** The posts that say it again, at most 50, the latest first. */
  repeats: z.array(
    z.object({
      id: z.uuid(),
      brief: z.string(),
      at: z.string().nullable(),
      status: z.enum(variantStatuses),
    }),
  ),
  /** On which channels it may be said again. */
  evergreen: z.array(markShape),
};

export async function presentEvergreen(post: PostRecord): Promise<{
  repeatOf: { id: string; brief: string; removed: boolean } | null;
  repeats: Array<Omit<Repeat, "at"> & { at: string | null }>;
  evergreen: Mark[];
}> {
  const first = post.repeat_of ? await standingPost(post.repeat_of) : undefined;
  // What repeats another is itself neither marked nor repeated.
  const repeats = post.repeat_of ? [] : await repeatsOf(post.id);
  return {
    repeatOf: first ? { id: first.id, brief: first.brief, removed: first.state === "removed" } : null,
    repeats: repeats.map((each) => ({ ...each, at: each.at?.toISOString() ?? null })),
    evergreen: post.repeat_of ? [] : await marksOf(post.id),
  };
}
