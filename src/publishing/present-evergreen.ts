/** What a post shows of being said again. */
import { z } from "zod";
import { type Mark, marksOf } from "./evergreen-store.ts";
import { variantStatuses } from "./post.ts";
import { findPost, type PostRecord } from "./post-store.ts";
import { type Repeat, repeatsOf } from "./repeat-post.ts";
import { mostRest } from "./rest-days.ts";

export const markShape = z.object({ channelId: z.uuid(), days: z.number().int().min(1).max(mostRest) });

export const evergreenShape = {
  /** The post that it says again; null: none, or it was taken away. */
  repeatOf: z.object({ id: z.uuid(), brief: z.string() }).nullable(),
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
  repeatOf: { id: string; brief: string } | null;
  repeats: Array<Omit<Repeat, "at"> & { at: string | null }>;
  evergreen: Mark[];
}> {
  const first = post.repeat_of ? await findPost(post.repeat_of) : undefined;
  // What repeats another is itself neither marked nor repeated.
  const repeats = post.repeat_of ? [] : await repeatsOf(post.id);
  return {
    repeatOf: first ? { id: first.id, brief: first.brief } : null,
    repeats: repeats.map((each) => ({ ...each, at: each.at?.toISOString() ?? null })),
    evergreen: post.repeat_of ? [] : await marksOf(post.id),
  };
}
