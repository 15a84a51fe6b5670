/** One run on one network: starts the real server and the product, lets them meet the faults, and says what came of it. */
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../peers/daemon.ts";
import { startPostgres } from "../peers/postgres.ts";
import { startProduct } from "../product.ts";
import { ingestFaults, type Outcome } from "./ingest.ts";
import type { NetworkName } from "./network.ts";
import { faultNetworks } from "./networks.ts";
import { publishFaults } from "./publish.ts";
import { replyFaults } from "./reply.ts";
import { onServer, type StrikeName, strikes } from "./strikes.ts";
import { chance } from "./words.ts";

const clockModule = join(import.meta.dirname, "set-clock.ts");

export interface Trial {
  what: "ingest" | "reply" | "publish";
  /** For posts: what breaks. Default kill. */
  fault?: StrikeName;
  network: NetworkName;
  kills: number;
  seed: number;
  /** For posts: how many at least. */
  posts?: number;
  /** For posts: how long a limit lasts. Default 4. */
  seconds?: number;
  proxy?: boolean;
  database?: "pglite" | "postgres";
  /** Bluesky: threads and notifications. Without: only the brand's own posts, from other apps. Default true. */
  appView?: boolean;
  /** The longest life between two kills, in seconds. */
  life?: number;
  tell?: (progress: string) => void;
}

/** Answers the line to print and, when something is wrong, what. Then the product's folder is kept. */
export async function tryFaults(trial: Trial): Promise<{ line: string; faults: string[] }> {
  const { what, kills, seed, fault = "kill", appView = true, life = 4, tell = () => {} } = trial;
  const random = chance(seed);
  const proxy = what === "publish" || (trial.proxy ?? false);
  const began = performance.now();
  const network = await faultNetworks[trial.network].open({ random, proxy, appView });
  const needsServer = what === "publish" && onServer.includes(fault);
  // What is committed outlives a crash, as on any server that is kept.
  const server =
    trial.database === "postgres" || needsServer
      ? await startPostgres({ settings: { synchronous_commit: "on" } })
      : undefined;
  const clock = join(makeFolder("clock"), "ahead");
  const product = await startProduct({
    ...(server ? { databaseUrl: await server.createDatabase("faults") } : {}),
    ...(fault === "clock" ? { env: { FAULTS_CLOCK: clock, NODE_OPTIONS: `--import ${clockModule}` } } : {}),
  });
  const run = {
    kills,
    random,
    // While a network is away, some fifteen posts become due.
    pace: what === "ingest" ? 700 : fault === "unreachable" ? 12_000 : 250,
    longestLife: life * 1_000,
    least: trial.posts ?? Math.min(30, Math.max(kills, 1) * 4),
    patience: 240_000,
    tell: (progress: string) => tell(`${Math.round((performance.now() - began) / 1000)} s: ${progress}`),
  };
  const name = `${what}.${trial.network}${what === "publish" ? `.${fault}` : ""}`;
  const faults: string[] = [];
  let line = "";
  try {
    const work = {
      ingest: () => ingestFaults(product, network, run),
      reply: () => replyFaults(product, network, run),
      publish: () =>
        publishFaults(product, network, run, strikes[fault], {
          seconds: trial.seconds ?? 4,
          server,
          forMinutes: fault === "unreachable",
          setClock: (seconds) => writeFileSync(clock, String(seconds * 1000)),
        }),
    };
    const { messages, lost, doubled, wrong }: Outcome = await work[what]();
    for (const [how, which] of Object.entries({ lost, doubled, wrong }))
      for (const each of which) faults.push(`${how}: ${each}`);
    const cut = trial.proxy ? ` cut ${network.broken()}` : "";
    const counted = { ingest: "messages", reply: "ordered", publish: "posts" }[what];
    const seconds = Math.round((performance.now() - began) / 1000);
    line = `FAULTS ${name} kills ${kills}${cut} ${counted} ${messages} lost ${lost.length} doubled ${doubled.length} seconds ${seconds}`;
  } catch (error) {
    const { stack, cause } = error instanceof Error ? error : new Error(String(error));
    faults.push(`could not end: ${stack}${cause ? `, because of ${cause}` : ""}`);
    if (network.log) faults.push(`the server's log ends: ${network.log().slice(-1500)}`);
    line = `FAULTS ${name} kills ${kills} broke`;
  } finally {
    if (faults.length > 0) {
      await product.kill();
      faults.push(`kept: ${product.data}`, `the product's log ends: ${product.log().slice(-3000)}`);
    } else await product.stop();
    await server?.stop();
    await network.stop();
    rmSync(dirname(clock), { recursive: true, force: true });
  }
  return { line, faults };
}
