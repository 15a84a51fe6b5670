/**
 * The relay: hands outbox rows to jobs and live listeners, exactly when their transaction has committed. A row is
 * deleted in the transaction that hands it on, so a crash repeats nothing and loses nothing.
 */
import { sql } from "kysely";
import { fromKysely, type PgBoss } from "pg-boss";
import type { Database } from "./database.ts";
import { liveChannel, liveNotification } from "./live.ts";
import { log } from "./log.ts";
import type { JsonObject } from "./result.ts";
import { db } from "./scope.ts";
import { asSystem, outboxChannel } from "./transaction.ts";

interface Payload {
  live: Array<{ topic: string; ids: string[] }>;
  jobs: Array<{ name: string; data: JsonObject; after?: string; key?: string }>;
}

export interface Relay {
  /** Hands on all that waits now. For tests; the relay does it by itself. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

const batch = 200;

export async function startRelay(database: Database, boss: PgBoss): Promise<Relay> {
  let stopped = false;
  let wanted = true;
  let running: Promise<void> | undefined;

  async function once(): Promise<number> {
    return asSystem(database, async () => {
      const rows = await db()
        .selectFrom("outbox")
        .selectAll()
        .orderBy("id")
        .limit(batch)
        .forUpdate()
        .skipLocked()
        .execute();
      for (const row of rows) {
        const payload = row.payload as unknown as Payload;
        for (const { topic, ids } of payload.live) {
          const text = liveNotification({ workspaceId: row.workspace_id, topic, ids });
          await sql`select pg_notify(${liveChannel}, ${text})`.execute(db());
        }
        if (payload.jobs.length > 0) await sendJobs(row.workspace_id, payload.jobs);
        await db()
          .deleteFrom("outbox")
          .where("workspace_id", "=", row.workspace_id)
          .where("id", "=", row.id)
          .execute();
      }
      return rows.length;
    });
  }

  async function sendJobs(workspaceId: string, jobs: Payload["jobs"]): Promise<void> {
    // Jobs live in a schema of their own, which the system role does not own: leave the role for the rest of this transaction.
    await sql`reset role`.execute(db());
    for (const job of jobs)
      await boss.send(
        job.name,
        { ...job.data, workspaceId },
        {
          db: fromKysely(db()),
          ...(job.after ? { startAfter: new Date(job.after) } : {}),
          ...(job.key ? { singletonKey: job.key } : {}),
        },
      );
    await sql`set local role rapport_system`.execute(db());
  }

  async function drain(): Promise<void> {
    while (!stopped && (await once()) === batch);
  }

  function run(): void {
    if (stopped) return;
    wanted = true;
    running ??= (async () => {
      while (wanted && !stopped) {
        wanted = false;
        try {
          await drain();
        } catch (error) {
          log.error({ error }, "the outbox could not be relayed; it is tried again");
          await new Promise((resolve) => setTimeout(resolve, 1000));
          wanted = true;
        }
      }
      running = undefined;
    })();
  }

  const unlisten = await database.listen(outboxChannel, run);
  // Rows whose notification was lost (a crash between commit and hand-over) are found by looking now and then.
  const timer = setInterval(run, 5000).unref();
  run();
  return {
    drain,
    async stop() {
      stopped = true;
      clearInterval(timer);
      unlisten();
      await running;
    },
  };
}
