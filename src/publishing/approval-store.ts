/** The SQL of approval policies and of what was approved. Approvals are append-only. */
import { type Selectable, sql } from "kysely";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import type { ApprovalStep, ApprovalVerdict, Policy } from "./approval.ts";

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

/** What was said of a post, the oldest first; of every version, or of one. */
export const approvalsOf = (postId: string, version?: number): Promise<ApprovalRecord[]> =>
  db()
    .selectFrom("approval")
    .where("workspace_id", "=", workspaceId())
    .where("post_id", "=", postId)
    .$if(version !== undefined, (query) => query.where("version", "=", version ?? 0))
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

/** Who says it: a teammate, or somebody from outside through a link. */
export type Voice = { userId: string } | { linkId: string; reviewer: string };

/** No steps: it is kept all the same, and decides nothing. */
export async function insertApprovals(
  postId: string,
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
        post_id: postId,
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
