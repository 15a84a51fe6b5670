/**
 * `npm run bench -- [NAME …] [--database pglite|postgres] [--small]`: takes the figures whose names begin with a NAME
 * (none: all), and prints them last as `BENCH name value`. Without --database each figure that has to do with the
 * database is taken on both, one after the other. A missed target is told, and is no failure of the run.
 */
import { parseArgs } from "node:util";
import { peerMissing } from "../test/peers/available.ts";
import { openBench } from "./bench.ts";
import { benchLineOf, type Engine, engineNames, engines, type Line, linesOf, sentenceOf } from "./figure.ts";
import { figures } from "./figures.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { database: { type: "string" }, small: { type: "boolean", default: false } },
});
const chosen = figures.filter(
  ({ name }) => positionals.length === 0 || positionals.some((beginning) => name.startsWith(beginning)),
);
const wanted = engines.filter((engine) => values.database === undefined || engine === values.database);
if (chosen.length === 0 || wanted.length === 0) {
  console.error(`Figures: ${figures.map(({ name }) => name).join(", ")}\nDatabases: ${engines.join(", ")}`);
  process.exit(2);
}

const lines: Line[] = [];
let failed = false;

async function take(engine: Engine, list: typeof figures): Promise<void> {
  if (list.length === 0) return;
  const bench = await openBench(engine, values.small, (text) => console.log(`  ${text}`));
  try {
    for (const figure of list) {
      const missing = (figure.needs ?? []).map(peerMissing).find((why) => why !== undefined);
      if (missing) console.error(`${figure.name} is not measured: ${missing}`);
      failed ||= missing !== undefined;
      if (missing) continue;
      console.log(`\n${figure.name}${figure.perEngine ? ` on ${engineNames[engine]}` : ""}: ${figure.means}`);
      const measured = linesOf(figure, engine, await figure.measure(bench));
      for (const line of measured) console.log(sentenceOf(line));
      lines.push(...measured);
    }
  } catch (error) {
    failed = true;
    console.error(error);
  } finally {
    await bench.close();
  }
}

for (const engine of wanted) {
  const missing = engine === "postgres" ? peerMissing("postgres") : undefined;
  const list = chosen.filter(
    ({ perEngine, only = engine }) => only === engine && (perEngine || engine === wanted[0]),
  );
  if (missing) console.error(`Nothing is measured on PostgreSQL: ${missing}`);
  failed ||= missing !== undefined;
  await take(engine, missing ? list.filter(({ perEngine }) => !perEngine) : list);
}

console.log(`\n${lines.map(sentenceOf).join("\n")}\n`);
for (const line of lines) console.log(benchLineOf(line));
process.exit(failed ? 1 : 0);
