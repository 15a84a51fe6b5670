/** The SQL of approval policies and of what was approved. Approvals are append-only. */
import { type Selectable, sql } from "kysely";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import type { ApprovalStep, ApprovalVerdict, Policy } from "./approval.ts";
import type { PostRecord } from "./post-store.ts";

export type ApprovalRecord = Selectable<Tables["approval"]>;

export async function listPolicies(): Promise<Policy[]> {
  const rows = await db()
    .selectFrom("approval_policy")
    .where("workspace_id", "=", workspaceId())
    .select(["id", "channel_id", "pillar_id", "steps"])
    .orderBy("id")
    .execute();
  return rows.map(({ id, channel_id, pillar_id, steps }) => ({
    id,
    channelId: channel_id,
    pillarId: pillar_id,
    steps,
  }));
}

/** Writes who is asked for a channel and a pillar (null: for all). A new policy asks anew, so its id is a new one. */
export async function setPolicy(
  { channelId, pillarId, steps }: Omit<Policy, "id">,
  by: string,
): Promise<Policy> {
  await db()
    .deleteFrom("approval_policy")
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`channel_id is not distinct from ${channelId}::uuid`)
    .where(sql<boolean>`pillar_id is not distinct from ${pillarId}::uuid`)
    .execute();
  const id = newId();
  await db()
    .insertInto("approval_policy")
    .values({
      workspace_id: workspaceId(),
      id,
      channel_id: channelId,
      pillar_id: pillarId,
      steps: JSON.stringify(steps satisfies ApprovalStep[]),
      updated_by: by,
      updated_at: now(),
    })
    .execute();
  announce("posts");
  return { id, channelId, pillarId, steps };
}

/** False: it is not there. */
export async function dropPolicy(id: string): Promise<boolean> {
  const { numDeletedRows } = await db()
    .deleteFrom("approval_policy")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .executeTakeFirst();
  announce("posts");
  return numDeletedRows > 0n;
}

/** What was said of a post, of every version, the oldest first. */
export const approvalsOf = (postId: string): Promise<ApprovalRecord[]> =>
  db()
    .selectFrom("approval")
    .where("workspace_id", "=", workspaceId())
    .where("post_id", "=", postId)
    .selectAll()
    .orderBy("at")
    .orderBy("id")
    .execute();

/** What was said of many posts, the oldest first. */
export const approvalsOfPosts = (postIds: string[]): Promise<ApprovalRecord[]> =>
  postIds.length === 0
    ? Promise.resolve([])
    : db()
        .selectFrom("approval")
        .where("workspace_id", "=", workspaceId())
        .where(sql<boolean>`post_id = any(${postIds}::uuid[])`)
        .selectAll()
        .orderBy("at")
        .orderBy("id")
        .execute();

/**
 * What counts for the versions that stand: what was said of each, and what was said of another post of its series as long
 * as both say exactly what the series says. By post id, the oldest first.
 */
export async function approvalsCounting(
  posts: readonly Pick<PostRecord, "id" | "version" | "series_id" | "series_same">[],
): Promise<Map<string, ApprovalRecord[]>> {
  const series = posts.flatMap((each) => (each.series_same && each.series_id) || []);
  const rows = await db()
    .selectFrom("approval")
    .where("workspace_id", "=", workspaceId())
    .where(
      sql<boolean>`(post_id = any(${posts.map(({ id }) => id)}::uuid[]) or series_id = any(${series}::uuid[]))`,
    )
    .selectAll()
    .orderBy("at")
    .orderBy("id")
    .execute();
  const counts = (post: (typeof posts)[number], said: ApprovalRecord): boolean =>
    (said.post_id === post.id && said.version === post.version) ||
    (post.series_same && said.series_id !== null && said.series_id === post.series_id);
  return new Map(posts.map((post) => [post.id, rows.filter((said) => counts(post, said))]));
}

/** Who says it: a teammate, or somebody from outside through a link. */
export type Voice = { userId: string } | { linkId: string; reviewer: string };

/** No steps: it is kept all the same, and decides nothing. */
export async function insertApprovals(
  post: Pick<PostRecord, "id" | "series_id" | "series_same">,
  version: number,
  steps: Array<{ policyId: string; step: number }>,
  { verdict, note, voice }: { verdict: ApprovalVerdict; note: string; voice: Voice },
): Promise<void> {
  const decided = steps.length > 0 ? steps : [{ policyId: null, step: null }];
  const outside = "linkId" in voice;
  const at = now();
  await db()
    .insertInto("approval")
    .values(
      decided.map(({ policyId, step }) => ({
        workspace_id: workspaceId(),
        id: newId(),
        post_id: post.id,
        series_id: post.series_same ? post.series_id : null,
        version,
        policy_id: policyId,
        step,
        verdict,
        user_id: outside ? null : voice.userId,
        review_link_id: outside ? voice.linkId : null,
        reviewer: outside ? voice.reviewer : null,
        note,
        at,
      })),
    )
    .execute();
}
