import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Bench } from "./bench.ts";
import type { Figure } from "./figure.ts";
import type { Heard } from "./outbound-network.ts";
import { type Newsroom, openNewsroom, plan } from "./publish-seed.ts";
import { timed } from "./statistics.ts";

const processes = 4;

export const publishDoubled: Figure = {
  name: "publish.doubled",
  means: "of 10,000 deliveries due at one instant, how many are said more than once by 4 worker processes",
  target: () => ({ most: 0 }),
  perEngine: true,
  only: "postgres",
  async measure(bench) {
    const room = await openNewsroom(bench, "publish_doubled", 6);
    const count = bench.small ? 1000 : 10_000;
    const workers = await Promise.all(Array.from({ length: processes }, () => openWorker(bench, room)));
    const due = Date.now() + (bench.small ? 2000 : 10_000);
    await plan(room, "four", { count, at: `to_timestamp(${due / 1000})`, status: "scheduled" });
    await room.bare("analyze");
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - Date.now())));
    const seconds = await timed(async () => {
      await allOut(room);
    });
    const told = await Promise.all(workers.map(heardBy));
    const calls = told.flat();
    // A network that folds what comes again under its key has one of these; whoever is slow to write it down calls again.
    const standing = new Set(calls.map(({ key, text }) => `${key} ${text}`)).size;
    const said = new Set(calls.map(({ text }) => text)).size;
    if (said !== count) throw new Error(`${said} of ${count} went out.`);
    bench.say(
      `${Math.round((count / seconds) * 1000)} deliveries/s; called by process: ${told.map(({ length }) => length).join(", ")}; called again under the same key: ${calls.length - standing}`,
    );
    return { "": standing - said };
  },
};

/** A process of its own on the same database. Resolves when it waits for something to send. */
async function openWorker(bench: Bench, { running }: Newsroom): Promise<ChildProcess> {
  const { data, databaseUrl = "" } = running.kernel.config;
  const child = fork(fileURLToPath(new URL("publish-worker.ts", import.meta.url)), {
    env: { ...process.env, RAPPORT_DATA: data, DATABASE_URL: databaseUrl, RAPPORT_LOG: "error" },
  });
  bench.atEnd(async () => child.kill("SIGKILL"));
  await answerOf(child);
  return child;
}

async function heardBy(child: ChildProcess): Promise<Heard[]> {
  const heard = answerOf(child);
  child.send("enough");
  return (await heard) as Heard[];
}

const answerOf = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code, signal) => reject(new Error(`A worker ended (${code ?? signal}).`)));
  });

async function allOut({ bare, workspace }: Newsroom): Promise<void> {
  const open = `select 1 from delivery where workspace_id = '${workspace.id}' and status in ('scheduled', 'sending', 'unknown') limit 1`;
  const deadline = Date.now() + 600_000;
  while ((await bare(open)).rows.length > 0) {
    if (Date.now() > deadline) throw new Error("Not all went out in ten minutes.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
