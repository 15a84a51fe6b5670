/**
 * Runs test files, each in a process of its own and several at a time, and tells of each as it ends. A file that fails
 * while others load the machine is run once more alone: what holds then passes, and is named, so that nobody takes it
 * for sound.
 */
import { spawn } from "node:child_process";
import { join, relative } from "node:path";
import { env, execPath } from "node:process";

export interface Counts {
  tests: number;
  failed: number;
  skipped: number;
  todo: number;
}

interface Ran {
  file: string;
  seconds: number;
  output: string;
  /** Undefined when the process did not come to say it. */
  counts: Counts | undefined;
  good: boolean;
}

/** What all the files came to. */
export interface Outcome {
  counts: Counts;
  /** Files that failed, alone too. */
  failed: string[];
  /** Files that failed among others and held alone. */
  shaky: string[];
}

const root = join(import.meta.dirname, "..");
const COUNTS = /^COUNTS tests=(\d+) failed=(\d+) skipped=(\d+) todo=(\d+)$/m;

/** Runs one file under node:test; its report is kept until it is asked for. */
async function runFile(file: string): Promise<Ran> {
  const begun = performance.now();
  const child = spawn(
    execPath,
    [
      "--test-timeout=600000",
      "--test-reporter=spec",
      "--test-reporter-destination=stdout",
      "--test-reporter=./scripts/test-counts.js",
      "--test-reporter-destination=stdout",
      file,
    ],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      // Stripping the types of the whole house once is enough.
      env: { ...env, NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node") },
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data: Buffer) => {
      output += data;
    });
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (ended) => resolve(ended ?? 1));
  });
  const said = COUNTS.exec(output)?.slice(1).map(Number);
  const counts = said && {
    tests: said[0] ?? 0,
    failed: said[1] ?? 0,
    skipped: said[2] ?? 0,
    todo: said[3] ?? 0,
  };
  const good = code === 0 && (counts?.tests ?? 0) > 0 && counts?.failed === 0;
  return { file, seconds: (performance.now() - begun) / 1000, output, counts, good };
}

/** A line for each file; the whole report of one that failed, and what a good one says of how much it tried. */
function tell({ file, seconds, output, counts, good }: Ran): void {
  const count = counts ? `${counts.tests} tests` : "did not say how many tests it has";
  if (!good) console.log(output.trimEnd());
  else
    for (const line of output.match(/^(?:[A-Z]{5,} |skipped: |todo: ).*$/gm) ?? [])
      if (!COUNTS.test(line)) console.log(line);
  console.log(
    `${good ? "✔" : "✖"} ${seconds.toFixed(1).padStart(6)} s  ${relative(root, join(root, file))}  (${count})`,
  );
}

/** Runs `files`, `concurrency` at a time, the failed ones once more alone. */
export async function runFiles(files: readonly string[], concurrency: number): Promise<Outcome> {
  const counts: Counts = { tests: 0, failed: 0, skipped: 0, todo: 0 };
  const add = (ran: Ran): void => {
    for (const key of ["tests", "failed", "skipped", "todo"] as const) counts[key] += ran.counts?.[key] ?? 0;
  };
  const again: string[] = [];
  const waiting = [...files];
  const one = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const ran = await runFile(file);
      tell(ran);
      if (ran.good) add(ran);
      else again.push(file);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  const outcome: Outcome = { counts, failed: [], shaky: [] };
  for (const file of again) {
    console.log(`  once more, alone: ${file}`);
    const ran = await runFile(file);
    tell(ran);
    add(ran);
    (ran.good ? outcome.shaky : outcome.failed).push(file);
  }
  return outcome;
}
