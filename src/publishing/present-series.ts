/** How the series of a post looks from outside. */
import { z } from "zod";
import type { PostRecord } from "./post-store.ts";
import { restOfRule } from "./recurrence.ts";
import { type Repeating, settleTime } from "./series.ts";
import { findSeries, repeatingOf } from "./series-store.ts";

const choice = {
  skipped: z.enum(["before", "after"]).nullable(),
  twice: z.enum(["first", "second"]).nullable(),
};

export const seriesShape = z.object({
  id: z.uuid(),
  /** What is left of the rule from this one on, by RFC 5545. */
  rule: z.string(),
  untilStopped: z.boolean(),
  zone: z.string(),
  ...choice,
  /** The time that the rule gave this one: it stays when the post is moved. */
  at: z.string(),
  /** The first was planned, and the others are made. */
  begun: z.boolean(),
  /** None come any more: it was stopped, or another rule goes on instead. */
  ended: z.boolean(),
  /** Nobody has touched it. */
  same: z.boolean(),
  /** It is not quite at the rule's time, since the clock leaps over that, or shows it twice. */
  moved: z.enum(["skipped", "twice"]).nullable(),
});

export const wishShape = z.object({
  rule: z.string().min(1).max(500),
  /** It has no end, and that is meant. */
  untilStopped: z.boolean().default(false),
  skipped: choice.skipped.default(null),
  twice: choice.twice.default(null),
});

export async function presentSeries(post: PostRecord): Promise<z.infer<typeof seriesShape> | null> {
  const row = post.series_id ? await findSeries(post.series_id) : undefined;
  if (!row || post.series_at === null) return null;
  const rule: Repeating = repeatingOf(row);
  const settled = settleTime(post.series_at, row.zone, rule);
  return {
    id: row.id,
    rule: row.begun_at ? restOfRule(row.rule, row.start_local, row.zone, post.series_at) : row.rule,
    untilStopped: row.until_stopped,
    zone: row.zone,
    skipped: row.skipped,
    twice: row.twice,
    at: post.series_at,
    begun: row.begun_at !== null,
    ended: row.stopped_at !== null || (row.ends_before !== null && row.ends_before <= post.series_at),
    same: post.series_same,
    moved: settled.ok ? settled.value.moved : null,
  };
}
