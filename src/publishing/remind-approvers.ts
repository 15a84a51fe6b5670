/** Reminds those whose approval a planned post waits for: in their own hours, once a day, sooner when its time is near. */
import { sql } from "kysely";
import { after, minutes, now } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import type { JobKind } from "../kernel/jobs.ts";
import { log } from "../kernel/log.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { listTeammates, notify, quietUntil } from "../team/index.ts";
import { approvalsOfPosts } from "./approval-store.ts";
import { pathOf } from "./delivery-store.ts";
import type { PostRecord } from "./post-store.ts";
import { reminderDue } from "./reminder.ts";
import { stepsFor, type WaitingPost, waitingPosts } from "./waiting.ts";

export const remindJob = (database: Database): JobKind => ({
  name: "remind-approvers",
  cron: "*/10 * * * *",
  handle: () => remindAll(database),
});

export async function remindAll(database: Database): Promise<void> {
  const workspaces = await asSystem(database, async () => {
    const { rows } = await sql<{ id: string }>`
      select distinct workspace_id as id from delivery where kind = 'post' and status = 'held'`.execute(db());
    return rows.map(({ id }) => id);
  });
  for (const workspace of workspaces)
    try {
      await inWorkspace(database, workspace, { kind: "system" }, remindApprovers);
    } catch (error) {
      // One workspace's trouble must not keep the others' approvers waiting.
      log.error({ error, workspace }, "approvers could not be reminded; it is tried again");
    }
}

/** One round for the open workspace. Answers how many were told. */
export async function remindApprovers(): Promise<number> {
  const found = await waitingPosts();
  if (found.length === 0) return 0;
  const ids = found.map(({ post }) => post.id);
  const said = Map.groupBy(await approvalsOfPosts(ids), (each) => each.post_id);
  const reminded = await remindersOf(ids);
  const team = (await listTeammates()).filter(({ leftAt }) => leftAt === null);
  const at = now();
  let told = 0;
  for (const { post, variants, waiting } of found) {
    const times = variants.flatMap(({ due_at }) => due_at ?? []);
    const goesOutAt = times.length > 0 ? new Date(Math.min(...times.map((each) => each.getTime()))) : null;
    const askedAt = askedSince(post, said.get(post.id) ?? []);
    const writer = team.find(({ id }) => id === post.updated_by)?.name ?? "";
    for (const { id: userId, role, hours, timeZone } of team) {
      if (stepsFor(waiting, post, { userId, role }).length === 0) continue;
      // Outside their hours they are left in peace; the first round of their day finds them.
      if (quietUntil(hours, timeZone, at)) continue;
      const remindedAt = reminded.get(`${post.id} ${userId}`) ?? null;
      if (!reminderDue({ askedAt, remindedAt, goesOutAt }, at)) continue;
      if (!(await claim(post, userId, at))) continue;
      const subject = { kind: "post" as const, id: post.id };
      const data = { by: writer, what: post.brief.slice(0, 120), path: pathOf(subject) };
      await notify([{ userId, kind: "approval-due", subject, data }]);
      told += 1;
    }
  }
  return told;
}

/** Since it was planned as it stands, or since the step before was agreed to. */
function askedSince(
  { updated_at, version }: WaitingPost["post"],
  said: ReadonlyArray<{ version: number; at: Date }>,
): Date {
  const last = said.findLast((each) => each.version === version)?.at;
  return last && last > updated_at ? last : updated_at;
}

async function remindersOf(postIds: string[]): Promise<Map<string, Date>> {
  const rows = await db()
    .selectFrom("approval_reminder")
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`post_id = any(${postIds}::uuid[])`)
    .select(["post_id", "user_id", "reminded_at"])
    .execute();
  return new Map(rows.map((each) => [`${each.post_id} ${each.user_id}`, each.reminded_at]));
}

/** The row is the claim: of several workers, the one that writes it tells. */
async function claim({ id, version }: PostRecord, userId: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into approval_reminder (workspace_id, post_id, user_id, version, reminded_at)
    values (${workspaceId()}, ${id}, ${userId}, ${version}, ${at})
    on conflict (workspace_id, post_id, user_id) do update
      set reminded_at = excluded.reminded_at, version = excluded.version
      where approval_reminder.reminded_at < ${after(at, -minutes(5))}
    returning post_id`.execute(db());
  return rows.length > 0;
}
