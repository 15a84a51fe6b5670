import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** Lingui's own check; what it found wrong, or nothing. */
async function check(what: "sync" | "missing", ...more: string[]): Promise<string> {
  const cli = "node_modules/@lingui/cli/dist/lingui.js";
  try {
    await run(process.execPath, [cli, "check", what, ...more, "--config", "web/lingui.config.js"], { cwd: root });
    return "";
  } catch (failure) {
    const { stdout, stderr } = failure as { stdout: string; stderr: string };
    return `${stdout}${stderr}`.trim() || String(failure);
  }
}

test("every string on the screens is in the catalogues (npm run messages)", async () => {
  assert.equal(await check("sync", "--clean"), "");
});

test("every string has its Spanish (web/locales/*/es.po)", async () => {
  assert.equal(await check("missing", "--mode", "catalog"), "");
});

test("what the page begins with finds its words (first, in web/lingui.config.js)", async () => {
  const web = join(root, "web");
  const { first } = (await import(join(web, "lingui.config.js"))) as { first: string[] };
  const begun = new Set(first.flatMap((glob) => globSync(glob, { cwd: web })));
  const seen = new Set<string>();
  const wordless: string[] = [];
  const follow = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = readFileSync(join(web, file), "utf8").replaceAll(/withWords\(\(\) =>\s*import\([^)]*\)/g, "");
    if (!begun.has(file) && /from "@lingui\/(core|react)\/macro"/.test(code)) wordless.push(file);
    for (const [, next = ""] of code.matchAll(/(?:from |import\()"(\.[^"]+\.tsx?)"/g))
      if (!next.endsWith(".gen.d.ts")) follow(join(dirname(file), next));
  };
  for (const file of begun) if (!/\.(test|d)\.ts$/.test(file)) follow(file);
  assert.deepEqual(wordless, []);
});
