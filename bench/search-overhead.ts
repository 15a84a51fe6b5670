import { runBare, seeWorkspace, statementsOf } from "./bare-call.ts";
import type { Figure } from "./figure.ts";
import { openCalls } from "./lists.ts";
import { seeded } from "./seed.ts";
import { median, timed } from "./statistics.ts";

/** What people search for. The rarest word stands in one of a thousand messages, the most common in three of four. */
const questions: Record<string, string> = {
  rare: "kintsugi",
  common: "coffee",
  phrase: '"rainy river cafe"',
  from: "from:person-7@bench.example",
};

export const searchOverhead: Figure = {
  name: "search.overhead",
  means:
    "a search's p50 over HTTP over the p50 of its SQL alone, with 1,000,000 messages; the worst kind of question",
  target: () => ({ most: 2 }),
  perEngine: true,
  async measure(bench) {
    const world = await seeded(bench, bench.small ? 400 : 1_000_000);
    const calls = openCalls(world);
    await seeWorkspace(world.bare, world.workspace.id);
    const ratios: Record<string, number> = {};
    for (const [kind, question] of Object.entries(questions)) {
      const path = `/api/search?q=${encodeURIComponent(question)}`;
      const statements = await statementsOf(world, path);
      const called: number[] = [];
      const bare: number[] = [];
      for (let round = -2; round < (bench.small ? 2 : 30); round++) {
        const [each = 0] = await calls.call([path], 1);
        const plain = await timed(() => runBare(world.bare, statements));
        if (round < 0) continue;
        called.push(each);
        bare.push(plain);
      }
      bench.say(`${kind}: ${median(called).toFixed(2)} ms, its SQL ${median(bare).toFixed(2)} ms`);
      ratios[kind] = median(called) / median(bare);
    }
    await calls.close();
    return { "": Math.max(...Object.values(ratios)), ...ratios };
  },
};
