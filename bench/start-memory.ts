import type { Figure } from "./figure.ts";
import { npmStart } from "./npm-start.ts";

export const startMemory: Figure = {
  name: "start.rss_mb",
  means: "megabytes of memory that the product holds when it has been idle for 30 seconds after a start",
  target: (engine) => ({ most: engine === "pglite" ? 700 : 250 }),
  perEngine: true,
  async measure(bench) {
    const environment = await bench.freshEnvironment("start_memory");
    // The start that makes the database is not the one that people live with.
    await (await npmStart(environment)).stop();
    const started = await npmStart(environment);
    await new Promise((resolve) => setTimeout(resolve, bench.small ? 500 : 30_000));
    const memory = started.memory();
    await started.stop();
    return { "": memory };
  },
};
