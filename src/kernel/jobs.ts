/** Background work through pg-boss: e-mail, push, upkeep. Timed deliveries and pulls are not jobs: their rows are their queue. */
import { PgBoss } from "pg-boss";
import type { Database } from "./database.ts";
import { log } from "./log.ts";
import type { JsonObject } from "./result.ts";
import { outsideScope } from "./scope.ts";

export type JobHandler = (data: JsonObject) => Promise<void>;

export interface Jobs {
  boss: PgBoss;
  /** Starts working: every registered handler, and the schedules. */
  work(): Promise<void>;
  stop(): Promise<void>;
}

export interface JobKind {
  name: string;
  handle: JobHandler;
  /** Cron line in UTC for work that repeats. */
  cron?: string;
  retries?: number;
  /** Orders with the same key that still wait are one. Every order of such a job carries a key. */
  folds?: boolean;
}

/** Opens the queue; the tenant role has no right to its schema, which holds every workspace's jobs. */
export async function openJobs(database: Database, kinds: JobKind[]): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.executeSql(text, values) },
    schema: "pgboss",
    backend: database.engine === "pglite" ? "pglite" : "postgres",
  });
  boss.on("error", (error) => log.error({ error }, "the job queue reports an error"));
  await boss.start();
  for (const kind of kinds)
    await boss.createQueue(kind.name, {
      retryLimit: kind.retries ?? 5,
      retryBackoff: true,
      retryDelay: 5,
      policy: kind.folds ? "short" : "standard",
    });
  return {
    boss,
    async work() {
      for (const kind of kinds) {
        await boss.work<JsonObject>(kind.name, { batchSize: 1, pollingIntervalSeconds: 2 }, async ([job]) => {
          if (job) await outsideScope(() => kind.handle(job.data));
        });
        if (kind.cron) await boss.schedule(kind.name, kind.cron, {});
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  };
}
