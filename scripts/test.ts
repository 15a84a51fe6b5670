/**
 * `npm test`: every check of the project in order, each with its duration, and a summary. `npm test -- NAME …` runs the
 * named parts; `npm test -- unit PATH …` only those files. With CI=true a skipped test counts as failed.
 */
import { spawn } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { basename } from "node:path";
import { argv, env, execPath, exit, stdout } from "node:process";
import { runFiles } from "./test-files.ts";

interface Part {
  name: string;
  heading: string;
  run(files: string[]): Promise<string | undefined>;
}

const node = execPath;
const tsc = "node_modules/typescript-7/bin/tsc";
const bold = (text: string) => (stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text);

const program =
  (...args: string[]) =>
  async (): Promise<string | undefined> => {
    const child = spawn(node, args, { stdio: ["ignore", "inherit", "inherit"], env });
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (ended) => resolve(ended ?? 1));
    });
    return code === 0 ? undefined : `${basename(args[0] ?? "")} ended with ${code}`;
  };

const all = async (...works: Array<() => Promise<string | undefined>>): Promise<string | undefined> => {
  const faults: string[] = [];
  for (const work of works) {
    const fault = await work();
    if (fault) faults.push(fault);
  }
  return faults.length > 0 ? faults.join("; ") : undefined;
};

/** node:test over the files of a pattern, so many at a time: the machine has to serve the real servers as well. */
const tests = (pattern: string, concurrency: number) => async (files: string[]) => {
  const found = files.length > 0 ? files : globSync(pattern).toSorted();
  if (found.length === 0) return `no test matches ${pattern}`;
  const { counts, failed, shaky } = await runFiles(found, concurrency);
  const { tests: ran, skipped, todo } = counts;
  console.log(`COUNTS tests=${ran} failed=${counts.failed} skipped=${skipped} todo=${todo}`);
  for (const file of shaky) console.log(`SHAKY ${file}: it failed among others and held alone`);
  if (failed.length > 0) return `failed: ${failed.join(", ")}`;
  if (env.CI === "true" && skipped + todo > 0) return `${skipped + todo} skipped, and CI=true allows none`;
  return undefined;
};

const parts: Part[] = [
  {
    name: "types",
    heading: "Types",
    run: () =>
      all(
        program(tsc, "--noEmit", "-p", "tsconfig.json"),
        ...(existsSync("web/tsconfig.json") ? [program(tsc, "--noEmit", "-p", "web/tsconfig.json")] : []),
      ),
  },
  {
    name: "style",
    heading: "Style",
    run: program("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."),
  },
  { name: "unused", heading: "Unused code", run: program("node_modules/knip/bin/knip.js") },
  { name: "architecture", heading: "Architecture", run: tests("test/architecture*.test.ts", 2) },
  { name: "unit", heading: "Units", run: tests("{src,web,scripts,bench}/**/*.test.{ts,tsx}", 2) },
  { name: "journeys", heading: "Journeys", run: tests("test/journeys/*.test.ts", 2) },
  { name: "faults", heading: "Faults", run: tests("test/faults/*.test.ts", 1) },
  { name: "browser", heading: "Browser", run: tests("test/browser/*.test.ts", 2) },
];

const asked = argv.slice(2);
const chosen = parts.filter(({ name }) => asked.includes(name));
const files = asked.filter((each) => !parts.some(({ name }) => name === each));
const missing = files.filter((file) => !existsSync(file));
if (missing.length > 0 || (files.length > 0 && chosen.length !== 1)) {
  console.error(
    `Parts: ${parts.map(({ name }) => name).join(", ")}. Files are named after one part: npm test -- unit PATH`,
  );
  exit(2);
}

const summary: string[] = [];
let failed = false;
for (const { name, heading, run: work } of chosen.length > 0 ? chosen : parts) {
  console.log(`\n${bold(heading)}`);
  const begun = performance.now();
  const fault = await work(files);
  const duration = `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  failed ||= fault !== undefined;
  summary.push(`${fault ? "✖" : "✔"} ${name.padEnd(13)} ${duration.padStart(8)}${fault ? `  ${fault}` : ""}`);
}
console.log(`\n${summary.join("\n")}`);
exit(failed ? 1 : 0);
