/** That every figure can be taken, on tiny data, and is printed as promised. How large it is says nothing here. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { needsPeer } from "../test/peers/available.ts";
import { benchLineOf, type Engine, linesOf, meets, sentenceOf } from "./figure.ts";
import { figures } from "./figures.ts";
import { chance, median, percentile } from "./statistics.ts";

async function bench(...args: string[]): Promise<{ code: number | null; lines: string[]; errors: string }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("run.ts", import.meta.url)), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (data: Buffer) => {
    output += data;
  });
  child.stderr.on("data", (data: Buffer) => {
    errors += data;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, lines: output.trimEnd().split("\n"), errors };
}

async function runs(engine: Engine): Promise<void> {
  const { code, lines, errors } = await bench("--small", "--database", engine);
  assert.equal(code, 0, errors);
  for (const { name, perEngine, only = engine } of figures) {
    if (only !== engine) continue;
    const whole = perEngine ? `${name}.${engine}` : name;
    const at = lines.findIndex((line) => line.startsWith(`BENCH ${whole} `));
    assert.notEqual(at, -1, `${whole} is missing in\n${lines.join("\n")}`);
    const value = Number(lines[at]?.split(" ")[2]);
    // Of what must not be at all there is none, on tiny data, too.
    assert.ok(name === "publish.doubled" ? value === 0 : value > 0, lines[at]);
    assert.ok(lines.findIndex((line) => line.startsWith(`${whole}: `)) < at, `${whole} has no sentence`);
  }
  const first = lines.findIndex((line) => line.startsWith("BENCH "));
  assert.ok(
    lines.slice(first).every((line) => line.startsWith("BENCH ")),
    "the figures come last",
  );
}

describe("the bench", () => {
  it("takes every figure on the embedded database", async (t) => {
    if (needsPeer(t, "bluesky")) await runs("pglite");
  });

  it("takes every figure on a server", async (t) => {
    if (needsPeer(t, "postgres", "bluesky")) await runs("postgres");
  });

  it("names its figures when it is asked for one that it does not have", async () => {
    const { code, errors } = await bench("nothing");
    assert.equal(code, 2);
    assert.match(errors, /ingest\.ratio/);
  });

  it("says whether a target is met", () => {
    const figure = figures.find(({ name }) => name === "ingest.ratio");
    assert.ok(figure);
    const [line] = linesOf(figure, "postgres", { "": 0.4321 });
    assert.ok(line);
    assert.equal(sentenceOf(line), "ingest.ratio.postgres: 0.43 (target at least 0.5: missed)");
    assert.equal(benchLineOf(line), "BENCH ingest.ratio.postgres 0.43");
    assert.ok(meets(0.5, { least: 0.5 }) && meets(4, { most: 4 }) && !meets(4.01, { most: 4 }));
  });

  it("counts percentiles by nearest rank, and repeats its chance", () => {
    const values = Array.from({ length: 20 }, (_, index) => 20 - index);
    assert.deepEqual([percentile(values, 0.95), median(values), percentile([7], 0.95)], [19, 10, 7]);
    const [one, other] = [chance(5), chance(5)];
    assert.deepEqual([one(), one()], [other(), other()]);
  });
});
