/**
 * `npm run faults -- ingest|reply --kills N`: kills the product while it talks to real servers, and compares.
 *
 *   --network bluesky|mastodon|email|feed   only this one (default: all that can do it)
 *   --proxy                                 also breaks calls on the way: what is said is carried out, its answer cut
 *   --database pglite|postgres              default pglite
 *   --life SECONDS                          the longest life between two kills, default 4
 *   --seed N                                plays the same chances again
 */
import { parseArgs } from "node:util";
import { peerMissing } from "../peers/available.ts";
import { startPostgres } from "../peers/postgres.ts";
import { startProduct } from "../product.ts";
import { ingestFaults, type Outcome } from "./ingest.ts";
import type { NetworkName } from "./network.ts";
import { faultNetworks } from "./networks.ts";
import { replyFaults } from "./reply.ts";
import { chance } from "./words.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: "string", default: "10" },
    network: { type: "string" },
    proxy: { type: "boolean", default: false },
    database: { type: "string", default: "pglite" },
    life: { type: "string", default: "4" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const [what] = positionals;
const names = Object.keys(faultNetworks) as NetworkName[];
if (what !== "ingest" && what !== "reply") {
  console.error(
    "npm run faults -- ingest|reply --kills N [--network NAME] [--proxy] [--database pglite|postgres]",
  );
  process.exit(2);
}
const chosen = values.network ? names.filter((name) => name === values.network) : names;
let failed = chosen.length === 0;
if (failed) console.error(`There is no network ${values.network}: ${names.join(", ")}`);

for (const name of chosen) {
  const { needs, answers, open } = faultNetworks[name];
  if (what === "reply" && !answers) continue;
  const missing = peerMissing(needs);
  if (missing) {
    console.log(`FAULTS ${what}.${name} skipped: ${missing}`);
    failed ||= process.env.CI === "true";
    continue;
  }
  const random = chance(Number(values.seed));
  const network = await open({ random, proxy: values.proxy, appView: true });
  const server = values.database === "postgres" ? await startPostgres() : undefined;
  const product = await startProduct(server ? { databaseUrl: await server.createDatabase("faults") } : {});
  const kills = Number(values.kills);
  const run = {
    kills,
    random,
    pace: 350,
    longestLife: Number(values.life) * 1000,
    least: Math.min(20, kills * 4),
    patience: 300_000,
  };
  try {
    const found: Outcome & { unsettled?: string[] } =
      what === "ingest"
        ? await ingestFaults(product, network, run)
        : await replyFaults(product, network, run);
    const { messages, lost, doubled, strange, broken, unsettled = [] } = found;
    const cut = values.proxy ? ` cut ${broken}` : "";
    console.log(
      `FAULTS ${what}.${name} kills ${kills}${cut} messages ${messages} lost ${lost.length} doubled ${doubled.length}`,
    );
    const wrong = { lost, doubled, strange, unsettled };
    for (const [how, which] of Object.entries(wrong))
      if (which.length > 0) console.log(`  ${how}: ${which.slice(0, 8).join(" | ")}`);
    if (Object.values(wrong).some((which) => which.length > 0)) {
      failed = true;
      console.log(`  seed ${values.seed}; the product's log ends: ${product.log().slice(-2000)}`);
    }
  } catch (error) {
    failed = true;
    console.log(
      `FAULTS ${what}.${name} kills ${kills} could not end: ${error}\n${product.log().slice(-3000)}`,
    );
  } finally {
    await product.stop();
    await server?.stop();
    await network.stop();
  }
}
process.exit(failed ? 1 : 0);
