/**
 * `npm run faults -- ingest|reply|publish --kills N`: kills the product while it talks to real servers, and compares.
 *
 *   --network bluesky|mastodon|email|feed   only this one (default: all that can do it, one after the other)
 *   --fault NAME                            only this one (publish; default: each in turn): kill, term, cut, limit,
 *                                           unreachable, pause, database, clock, disk, signin
 *   --posts N                               so many posts at least (publish)
 *   --seconds N                             how long a limit lasts, default 120 (publish)
 *   --proxy                                 also breaks calls on the way: what is said is carried out, its answer cut
 *   --database pglite|postgres              default pglite
 *   --life SECONDS                          the longest life between two kills, default 4
 *   --seed N                                plays the same chances again
 */
import { parseArgs } from "node:util";
import { peerMissing } from "../peers/available.ts";
import type { NetworkName } from "./network.ts";
import { faultNetworks } from "./networks.ts";
import { type StrikeName, strikes } from "./strikes.ts";
import { tryFaults } from "./try.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: "string", default: "10" },
    network: { type: "string" },
    fault: { type: "string" },
    posts: { type: "string", default: "0" },
    seconds: { type: "string", default: "120" },
    proxy: { type: "boolean", default: false },
    database: { type: "string", default: "pglite" },
    life: { type: "string", default: "4" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const [what] = positionals;
const { database } = values;
const [kills, life, seed] = [Number(values.kills), Number(values.life), Number(values.seed)];
const [posts, seconds] = [Number(values.posts), Number(values.seconds)];
const names = Object.keys(faultNetworks) as NetworkName[];
const all = Object.keys(strikes) as StrikeName[];
const breaking = values.fault ? all.filter((name) => name === values.fault) : all;
const chosen = values.network ? names.filter((name) => name === values.network) : names;
if (
  (what !== "ingest" && what !== "reply" && what !== "publish") ||
  breaking.length === 0 ||
  (database !== "pglite" && database !== "postgres") ||
  ![kills, life, seed, posts, seconds].every((each) => Number.isFinite(each) && each >= 0) ||
  chosen.length === 0
) {
  console.error(
    `npm run faults -- ingest|reply|publish --kills N [--fault ${all.join("|")}] [--network ${names.join("|")}] [--posts N] [--seconds N] [--proxy] [--database pglite|postgres] [--life SECONDS] [--seed N]`,
  );
  process.exit(2);
}

// The product is ended with this process, which is told of an end that is not its own only like this.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));

let failed = false;
for (const network of chosen) {
  if (what === "publish" && !faultNetworks[network].publishes) continue;
  if (what === "reply" && !faultNetworks[network].answers) {
    if (values.network) console.log(`FAULTS reply.${network} skipped: nothing can be said there`);
    continue;
  }
  const missing = peerMissing(faultNetworks[network].needs);
  if (missing) {
    console.log(`FAULTS ${what}.${network} skipped: ${missing}`);
    failed ||= process.env.CI === "true";
    continue;
  }
  for (const fault of what === "publish" ? breaking : (["kill"] as const)) {
    console.error(`${what}.${network}, seed ${seed}`);
    const tell = (progress: string) => console.error(`  ${progress}`);
    const appView = what !== "publish";
    const trial = {
      what,
      network,
      fault,
      kills,
      seed,
      proxy: values.proxy,
      appView,
      database,
      life,
      seconds,
      ...(posts > 0 ? { posts } : {}),
      tell,
    } as const;
    const { line, faults } = await tryFaults(trial);
    console.log(line);
    for (const each of faults) console.log(`  ${each}`);
    failed ||= faults.length > 0;
  }
}
process.exit(failed ? 1 : 0);
