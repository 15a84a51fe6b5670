import type { Figure } from "./figure.ts";
import { npmStart } from "./npm-start.ts";
import { median } from "./statistics.ts";

/** The first start of all, which makes the database, is not counted: it happens once in an installation's life. */
export const startSeconds: Figure = {
  name: "start.seconds",
  means: "seconds from `npm start`, with everything installed, to the first 200 of /healthz",
  target: () => ({ most: 4 }),
  perEngine: true,
  async measure(bench) {
    const environment = await bench.freshEnvironment("start_seconds");
    const seconds: number[] = [];
    for (let round = 0; round <= (bench.small ? 1 : 5); round++) {
      const started = await npmStart(environment);
      await started.stop();
      bench.say(`${round === 0 ? "first start" : "start"}: ${started.seconds.toFixed(2)} s`);
      if (round > 0) seconds.push(started.seconds);
    }
    return { "": median(seconds) };
  },
};
