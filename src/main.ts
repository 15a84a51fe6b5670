/** Opens the kernel, starts the parts, and stops them in order. */
import { randomUUID } from "node:crypto";
import { flushCompileCache } from "node:module";
import { hostname } from "node:os";
import { type App, buildApp } from "./app.ts";
import { answerBackupRequests } from "./kernel/backup.ts";
import type { Config } from "./kernel/config.ts";
import { openDatabase } from "./kernel/database.ts";
import { answerErrands } from "./kernel/errand.ts";
import { openFiles } from "./kernel/files.ts";
import { openBucket } from "./kernel/files-bucket.ts";
import { openJobs } from "./kernel/jobs.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { openKeyRing } from "./kernel/key-ring.ts";
import { openLive } from "./kernel/live.ts";
import { log } from "./kernel/log.ts";
import { createMailer } from "./kernel/mailer.ts";
import { migrate } from "./kernel/migrate.ts";
import { createOutbound } from "./kernel/outbound.ts";
import { startRelay } from "./kernel/outbox.ts";

export interface Running {
  app: App;
  kernel: Kernel;
  /** Where it serves, when it does. */
  address: string | undefined;
  stop(): Promise<void>;
}

/** Starts web, worker or both. Throws what keeps it from starting, in words for the person at the terminal. */
export async function start(config: Config, parts: { web: boolean; worker: boolean }): Promise<Running> {
  const ring = openKeyRing(config);
  if (!ring.ok) throw new Error(ring.fault.message);
  const database = await openDatabase({ url: config.databaseUrl, folder: config.data });
  const ends: Array<() => unknown> = [() => database.close()];
  const stop = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    await migrate(database);
    const outbound = createOutbound({ allow: config.allow });
    ends.push(() => outbound.close());
    const bucket = config.bucket && openBucket(config.bucket);
    if (bucket) ends.push(() => bucket.close());
    const live = await openLive(database);
    ends.push(() => live.close());
    const kernel: Kernel = {
      config,
      database,
      origin: config.origin,
      keys: ring.value,
      files: bucket ?? openFiles(config.data),
      outbound,
      live,
      mailer: createMailer(config),
      worker: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
    };
    const app = await buildApp(kernel);
    if (parts.worker) {
      const jobs = await openJobs(database, app.jobs);
      ends.push(() => jobs.stop());
      const relay = await startRelay(database, jobs.boss);
      ends.push(() => relay.stop());
      await jobs.work();
      ends.push(await app.startWork());
      if (database.engine === "pglite") {
        ends.push(answerBackupRequests(config.data, database));
        ends.push(answerErrands(config.data, app.errands));
      }
    }
    ends.push(() => app.close());
    const address = parts.web ? await app.server.listen({ port: config.port, host: config.host }) : undefined;
    return { app, kernel, address, stop };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}

/** What the command line calls: starts, says where, and stays until it is told to stop. */
export async function run(config: Config, parts: { web: boolean; worker: boolean }): Promise<void> {
  const running = await start(config, parts);
  console.log(
    running.address
      ? `Rapport is at ${config.origin === `http://localhost:${config.port}` ? `http://localhost:${new URL(running.address).port}` : config.origin}`
      : "Rapport's worker is working.",
  );
  if (running.kernel.database.engine === "pglite")
    log.info(
      "the embedded database is in use: a power cut may cost the last moments; backups are made daily",
    );
  // Kept now and not at the end, so that a process which is killed has left it to the next one.
  flushCompileCache();
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  // A connection that hangs must not keep the process: what is under way is found again at the next start.
  setTimeout(() => process.exit(0), 10_000).unref();
  await running.stop();
}
