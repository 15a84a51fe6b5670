import assert from "node:assert/strict";
import { execFile } from "node:child_process";
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

test("every string has its Spanish (web/locales/es.po)", async () => {
  assert.equal(await check("missing", "--mode", "catalog"), "");
});
