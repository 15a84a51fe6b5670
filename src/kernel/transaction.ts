/** Opens transactions: for one workspace under the tenant role, or for the product's own work across workspaces. */
import { sql } from "kysely";
import { now } from "./clock.ts";
import type { Database } from "./database.ts";
import { newId } from "./ids.ts";
import { log } from "./log.ts";
import { type Actor, type Announcements, currentScope, db, type Scope, withScope } from "./scope.ts";
import { runUnread, Unread } from "./unread.ts";

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
  const scope: Scope = { workspaceId, actor, announcements, afterCommit: [], unread: new Unread() };
  let failed: { error: unknown } | undefined;
  const result = await withScope(scope, () =>
    database.root.transaction().execute((transaction) =>
      withScope({ ...scope, transaction }, async () => {
        try {
          const value = await work();
          await writeOutbox(scope);
          await nothingFailed(scope.unread);
          return value;
        } catch (error) {
          failed = { error: await scope.unread.causeOf(error) };
          throw failed.error;
        } finally {
          scope.unread.end();
        }
      }),
    ),
  ).catch((error) => {
    // On a connection that broke the rollback fails as well, and would tell that instead of the reason.
    throw failed ? failed.error : error;
  });
  for (const task of scope.afterCommit) {
    try {
      task();
    } catch (error) {
      log.error({ error }, "a task after commit failed");
    }
  }
  return result;
}

/** The commit waits for everything that nobody waited for. */
async function nothingFailed(unread: Unread): Promise<void> {
  const fault = await unread.fault();
  if (fault !== undefined) throw fault;
}

/** One row for all that this transaction tells, in the workspace's own shard, and a nudge for the relay. */
async function writeOutbox(scope: Scope): Promise<void> {
  const { live, jobs } = scope.announcements;
  if (live.size === 0 && jobs.length === 0) return;
  const payload = JSON.stringify({
    live: [...live].map(([topic, ids]) => ({ topic, ids: [...ids] })),
    jobs: jobs.map((job) => ({ ...job, after: job.after?.toISOString() })),
  });
  const row = { workspace_id: scope.workspaceId ?? noWorkspace, id: newId(), at: now(), payload };
  await runUnread(db().insertInto("outbox").values(row).compile());
  await runUnread(sql`select pg_notify(${outboxChannel}, '')`.compile(db()));
}
