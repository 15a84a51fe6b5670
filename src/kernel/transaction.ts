/** Opens transactions: for one workspace under the tenant role, or for the product's own work across workspaces. */
import { sql } from "kysely";
import { now } from "./clock.ts";
import type { Database } from "./database.ts";
import { newId } from "./ids.ts";
import { log } from "./log.ts";
import { type Actor, type Announcements, currentScope, type Scope, withScope } from "./scope.ts";

export const outboxChannel = "rapport_outbox";
/** Announcements made in the system's scope belong to no workspace: this id stands in their outbox rows. */
export const noWorkspace = "00000000-0000-0000-0000-000000000000";

/** Runs `work` in one transaction that sees one workspace. Never wait for a network or a person inside. */
export const inWorkspace = <T>(
  database: Database,
  workspaceId: string,
  actor: Actor,
  work: () => Promise<T>,
): Promise<T> => transact(database, workspaceId, actor, work);

/** Runs `work` in one transaction across workspaces, for the product's own errands. */
export const asSystem = <T>(database: Database, work: () => Promise<T>): Promise<T> =>
  transact(database, undefined, { kind: "system" }, work);

async function transact<T>(
  database: Database,
  workspaceId: string | undefined,
  actor: Actor,
  work: () => Promise<T>,
): Promise<T> {
  if (currentScope()?.transaction)
    throw new Error("A transaction is open already: call the function directly, or open this one after it.");
  const announcements: Announcements = { live: new Map(), jobs: [] };
  const scope: Scope = { workspaceId, actor, announcements, afterCommit: [] };
  const result = await withScope(scope, () =>
    database.root.transaction().execute((transaction) =>
      withScope({ ...scope, transaction }, async () => {
        const value = await work();
        await writeOutbox(scope, transaction);
        return value;
      }),
    ),
  );
  for (const task of scope.afterCommit) {
    try {
      task();
    } catch (error) {
      log.error({ error }, "a task after commit failed");
    }
  }
  return result;
}

/** One row for all that this transaction tells, in the workspace's own shard, and a nudge for the relay. */
async function writeOutbox(scope: Scope, transaction: NonNullable<Scope["transaction"]>): Promise<void> {
  const { live, jobs } = scope.announcements;
  if (live.size === 0 && jobs.length === 0) return;
  const payload = JSON.stringify({
    live: [...live].map(([topic, ids]) => ({ topic, ids: [...ids] })),
    jobs: jobs.map((job) => ({ ...job, after: job.after?.toISOString() })),
  });
  await transaction
    .insertInto("outbox")
    .values({ workspace_id: scope.workspaceId ?? noWorkspace, id: newId(), at: now(), payload })
    .execute();
  await sql`select pg_notify(${outboxChannel}, '')`.execute(transaction);
}
