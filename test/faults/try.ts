/** One run on one network: starts the real server and the product, lets them meet the faults, and says what came of it. */
import { startPostgres } from "../peers/postgres.ts";
import { startProduct } from "../product.ts";
import { ingestFaults, type Outcome } from "./ingest.ts";
import type { NetworkName } from "./network.ts";
import { faultNetworks } from "./networks.ts";
import { replyFaults } from "./reply.ts";
import { chance } from "./words.ts";

export interface Trial {
  what: "ingest" | "reply";
  network: NetworkName;
  kills: number;
  seed: number;
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
  const { what, kills, seed, proxy = false, appView = true, life = 4, tell = () => {} } = trial;
  const random = chance(seed);
  const began = performance.now();
  const network = await faultNetworks[trial.network].open({ random, proxy, appView });
  const server = trial.database === "postgres" ? await startPostgres() : undefined;
  const product = await startProduct(server ? { databaseUrl: await server.createDatabase("faults") } : {});
  const run = {
    kills,
    random,
    pace: what === "ingest" ? 700 : 250,
    longestLife: life * 1_000,
    least: Math.min(30, Math.max(kills, 1) * 4),
    patience: 240_000,
    tell: (progress: string) => tell(`${Math.round((performance.now() - began) / 1000)} s: ${progress}`),
  };
  const name = `${what}.${trial.network}`;
  const faults: string[] = [];
  let line = "";
  try {
    const work = what === "ingest" ? ingestFaults : replyFaults;
    const { messages, lost, doubled, wrong }: Outcome = await work(product, network, run);
    for (const [how, which] of Object.entries({ lost, doubled, wrong }))
      for (const each of which) faults.push(`${how}: ${each}`);
    const cut = proxy ? ` cut ${network.broken()}` : "";
    const counted = what === "ingest" ? "messages" : "ordered";
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
  }
  return { line, faults };
}
