import { runBare, statementsOf } from "./bare-call.ts";
import type { Figure } from "./figure.ts";
import { listPaths, openCalls } from "./lists.ts";
import { seeded } from "./seed.ts";
import { median, timed } from "./statistics.ts";

export const inboxOverhead: Figure = {
  name: "inbox.overhead",
  means: "the list call's p50 over HTTP over the p50 of its SQL alone, with 1,000,000 messages",
  target: () => ({ most: 3 }),
  perEngine: true,
  async measure(bench) {
    const world = await seeded(bench, bench.small ? 400 : 1_000_000);
    const calls = openCalls(world);
    const paths = listPaths(world);
    const statements = await Promise.all(paths.map((path) => statementsOf(world, path)));
    const called: number[] = [];
    const bare: number[] = [];
    const rounds = bench.small ? 2 : 60;
    for (let round = -5; round < rounds; round++) {
      const each = await calls.call(paths, paths.length);
      const plain: number[] = [];
      for (const list of statements) plain.push(await timed(() => runBare(world.bare, list)));
      if (round < 0) continue;
      called.push(...each);
      bare.push(...plain);
    }
    await calls.close();
    bench.say(`p50 of the call ${median(called).toFixed(2)} ms, of its SQL ${median(bare).toFixed(2)} ms`);
    return { "": median(called) / median(bare) };
  },
};
