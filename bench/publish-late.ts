import { startDeliveries } from "../src/publishing/deliver-worker.ts";
import type { Figure } from "./figure.ts";
import { openNewsroom, plan } from "./publish-seed.ts";
import { percentile } from "./statistics.ts";

/** Single posts, each due when nothing else is, between the whole seconds at which a clock might tick. */
export const publishLate: Figure = {
  name: "publish.late_ms_p99",
  means: "ms from the moment a single post is due to the call of its network, on an idle system, p99",
  target: () => ({ most: 50 }),
  perEngine: true,
  async measure(bench) {
    const room = await openNewsroom(bench, "publish_late", 3);
    const worker = await startDeliveries(room.running.kernel);
    const count = bench.small ? 5 : 200;
    const gap = 137;
    // What is planned and not yet due, and what is long out, is there in a newsroom, too.
    await plan(room, "later", {
      count: bench.small ? 20 : 5000,
      at: "now() + n * interval '1 hour'",
      status: "scheduled",
    });
    await plan(room, "out", {
      count: bench.small ? 20 : 5000,
      at: "now() - n * interval '1 hour'",
      status: "sent",
    });
    await room.bare("analyze");
    const start = Date.now() + 1500;
    const at = `to_timestamp(${start} / 1000.0) + n * interval '${gap} milliseconds'`;
    await plan(room, "single", { count, at, status: "scheduled" });
    while (room.heard.length < count) {
      if (Date.now() > start + count * gap + 10_000)
        throw new Error(`${room.heard.length} of ${count} went out.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await worker.stop();
    const late = room.heard.map(({ text, at: called }) => called - (start + numberOf(text) * gap));
    bench.say(
      `p50 ${percentile(late, 0.5)} ms, p99 ${percentile(late, 0.99)} ms, worst ${Math.max(...late)} ms`,
    );
    return { "": percentile(late, 0.99) };
  },
};

const numberOf = (text: string): number => Number(/ (\d+):/.exec(text)?.[1]);
