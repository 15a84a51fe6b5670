import type { Figure } from "./figure.ts";
import { listPaths, openCalls } from "./lists.ts";
import { seeded } from "./seed.ts";
import { percentile } from "./statistics.ts";

/** Both products serve in turn, so that what else the machine does falls on both. */
export const inboxGrowth: Figure = {
  name: "inbox.growth",
  means: "the list call's p95 with 1,000,000 messages over its p95 with 10,000",
  target: () => ({ most: 1.5 }),
  perEngine: true,
  async measure(bench) {
    const sizes = bench.small ? [200, 400] : [10_000, 1_000_000];
    const worlds = [];
    for (const size of sizes) worlds.push(await seeded(bench, size));
    const calls = worlds.map(openCalls);
    const taken: number[][] = worlds.map(() => []);
    const rounds = bench.small ? 2 : 20;
    for (let round = 0; round <= rounds; round++)
      for (const [index, world] of worlds.entries()) {
        const each = (await calls[index]?.call(listPaths(world), bench.small ? 6 : 60)) ?? [];
        // The first round fills caches: the database's, the session's, the compiler's.
        if (round > 0) taken[index]?.push(...each);
      }
    for (const each of calls) await each.close();
    const [small = 0, large = 0] = taken.map((each) => percentile(each, 0.95));
    bench.say(`p95 at ${sizes[0]} messages ${small.toFixed(2)} ms, at ${sizes[1]} ${large.toFixed(2)} ms`);
    return { "": large / small };
  },
};
