import { registerConnectors } from "../src/channels/index.ts";
import { prepareArrivals, storeArrivals } from "../src/listening/arrivals.ts";
import { turnAlongside } from "../src/listening/turn-waiting.ts";
import { identify } from "../src/people/index.ts";
import { bareStatements, makeBareTables, markRows } from "./bare-insert.ts";
import { connectChannel, foundWorkspace } from "./community.ts";
import type { Figure } from "./figure.ts";
import { benchNetwork, makeRaws } from "./network.ts";
import { median, timed } from "./statistics.ts";

/** What a page of a pull brings. */
const page = 500;

/**
 * Each round ingests as a pull does (digest and store page by page; meanwhile read, clean, thread, identify, settle), then inserts the very rows that this made, batches of 500 already laid out, into tables of the same shape on a plain
 * connection. Both grow side by side, and the ratio of each round is taken by itself.
 */
export const ingestRatio: Figure = {
  name: "ingest.ratio",
  means:
    "arrivals a second, turned into messages, conversations and identities, over a bare insert of the same rows",
  // The promise is given for the server; on the embedded database it is shown.
  target: (engine) => (engine === "postgres" ? { least: 0.5 } : undefined),
  perEngine: true,
  async measure(bench) {
    const product = await bench.openProduct("ingest");
    registerConnectors([benchNetwork]);
    const workspace = await foundWorkspace(product);
    const channelId = await connectChannel(workspace, benchNetwork.network, "brand", workspace.deskIds[0]);
    const { kernel } = product.running;
    const many = bench.small ? 200 : 5000;
    await makeBareTables(product.bare);

    const ingest = async (raws: ReturnType<typeof makeRaws>) => {
      const turner = turnAlongside({ kernel, identify }, workspace.id, channelId, false);
      for (let start = 0; start < raws.length; start += page) {
        const prepared = await prepareArrivals(kernel.files, raws.slice(start, start + page));
        await workspace.inside(() => storeArrivals(channelId, prepared));
        turner.more();
      }
      await turner.done();
    };
    const ratios: number[] = [];
    for (let round = 0; round <= (bench.small ? 1 : 7); round++) {
      const raws = makeRaws(many, round + 1);
      await markRows(product.bare);
      const whole = await timed(() => ingest(raws));
      const { rows: left } = await product.bare(
        "select count(*)::int as n from arrival where state <> 'turned'",
      );
      if (left[0]?.n !== 0) throw new Error(`${left[0]?.n} arrivals were not turned into messages.`);
      const { statements, rows } = await bareStatements(product.bare);
      const plain = await timed(async () => {
        for (const { text, values } of statements) await product.bare(text, values);
      });
      bench.say(
        `${round === 0 ? "warming up: " : ""}${Math.round((many / whole) * 1000)} arrivals/s (${rows} rows), bare ${Math.round((many / plain) * 1000)}/s, ratio ${(plain / whole).toFixed(2)}`,
      );
      if (round > 0) ratios.push(plain / whole);
    }
    return { "": median(ratios) };
  },
};
