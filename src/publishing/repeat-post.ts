/** Saying a post again on one channel: a post of its own, which says what the first says now. */
import { sql } from "kysely";
import { db, workspaceId } from "../kernel/scope.ts";
import { deliveriesOfPosts } from "./delivery-store.ts";
import type { LocalTime } from "./local-time.ts";
import { findPillar } from "./pillars.ts";
import { type VariantStatus, variantStatus } from "./post.ts";
import type { Written } from "./post-change.ts";
import { findPost, variantsOf } from "./post-store.ts";
import { contentOfPost, createPost } from "./save-post.ts";

/**
 * Drafts the repeat, as the first is written now: all that it says on this channel, its pillar, and the blanks of a template
 * that are still to be filled in. undefined: the first, or its channel, is there no more.
 */
export async function draftRepeat(
  of: string,
  { id, channelId, zone }: { id: string; channelId: string } & Pick<LocalTime, "zone">,
  by: string,
): Promise<Written | undefined> {
  const first = await findPost(of);
  const variants = await variantsOf([of]);
  if (!first || !variants.some((each) => each.channel_id === channelId)) return undefined;
  const { base, variants: own } = contentOfPost(first, variants);
  const { pillar_id: pillarId, source } = first;
  const drafted = await createPost(
    {
      id,
      base,
      channelIds: [channelId],
      own: own.filter((each) => each.channelId === channelId),
      pillarId: pillarId && (await findPillar(pillarId)) ? pillarId : null,
      zone,
      source: source?.kind === "template" ? source : undefined,
      repeatOf: of,
    },
    by,
  );
  if (!drafted.ok) throw new Error(`A repeat cannot be written: ${drafted.fault.tag}.`);
  return drafted.value;
}

export interface Repeat {
  id: string;
  brief: string;
  /** null: it has no time yet. */
  at: Date | null;
  status: VariantStatus;
}

/** How many repeats of one post are named. */
const mostRepeats = 50;

/** Of a post, the latest first; those that were taken away are left out. */
export async function repeatsOf(postId: string): Promise<Repeat[]> {
  const { rows } = await sql<{ id: string; brief: string; at: Date | null }>`
    select p.id, p.brief, min(v.due_at) as at
    from post p left join variant v on v.workspace_id = ${workspaceId()} and v.post_id = p.id
    where p.workspace_id = ${workspaceId()} and p.repeat_of = ${postId}::uuid and p.state <> 'removed'
    group by p.workspace_id, p.id order by at desc nulls first, p.id limit ${mostRepeats}`.execute(db());
  if (rows.length === 0) return [];
  const deliveries = Map.groupBy(
    (await deliveriesOfPosts(rows.map(({ id }) => id))).filter(({ kind }) => kind === "post"),
    (each) => each.post_id,
  );
  return rows.map((row) => ({
    ...row,
    status: variantStatus((deliveries.get(row.id) ?? []).map(({ status }) => status)),
  }));
}
