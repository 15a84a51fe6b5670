import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { foundWorkspace, openProduct } from "../test/browser/product.ts";
import { needsPeer } from "../test/peers/available.ts";
import { startPostgres } from "../test/peers/postgres.ts";

/** Through scripts/rapport.js, as a person starts it. */
async function rapport(env: Record<string, string>, ...args: string[]) {
  const script = join(dirname(import.meta.dirname), "scripts", "rapport.js");
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, PORT: "0", ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, output };
}

function folder(t: TestContext): string {
  const data = mkdtempSync(join(tmpdir(), "rapport-cli-"));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  return data;
}

test("the verbs explain themselves, and what is mistyped is refused", async () => {
  const help = await rapport({}, "help");
  assert.equal(help.code, 0);
  for (const verb of ["start", "web", "worker", "migrate", "backup", "restore", "doctor"]) {
    assert.match(help.output, new RegExp(`^  .*\\b${verb}\\b`, "m"));
  }
  for (const args of [["strat"], ["backup", "--kee"], ["restore"], ["restore", "/nowhere.tar.gz"], ["web"]]) {
    const { code, output } = await rapport({}, ...args);
    assert.equal(code, 2, args.join(" "));
    assert.doesNotMatch(output, /\n\s+at /, "no stack for a mistake of typing");
  }
});

test("wrong settings are all told before anything is touched", async (t) => {
  const data = folder(t);
  const { code, output } = await rapport({ RAPPORT_DATA: data, PORT: "x", RAPPORT_LOG: "loud" }, "migrate");
  assert.equal(code, 2);
  assert.match(output, /PORT is not a whole number[\s\S]*RAPPORT_LOG is none of/);
  assert.deepEqual(readdirSync(data), []);
});

test("an installation is made, backed up and put back from the command line", async (t) => {
  const data = folder(t);
  const env = { RAPPORT_DATA: data };
  assert.equal((await rapport(env, "backup")).code, 2, "nothing to back up yet");
  assert.match((await rapport(env, "migrate")).output, /^ran \d{12}_kernel_foundation$/m);
  assert.match((await rapport(env, "migrate")).output, /up to date/);
  const { output } = await rapport(env, "backup", "--key");
  const path = /^(\S+\.tar\.gz) \(/m.exec(output)?.[1] ?? "";
  assert.doesNotMatch(output, /holds no key/);
  const other = folder(t);
  const restored = await rapport({ RAPPORT_DATA: other }, "restore", path);
  assert.deepEqual(
    [restored.code, /Restored the backup of/.test(restored.output)],
    [0, true],
    restored.output,
  );
  assert.match((await rapport({ RAPPORT_DATA: other }, "migrate")).output, /up to date/);
});

test("with a PostgreSQL server the doctor looks at it, and a backup leaves its database to pg_dump", async (t) => {
  if (!needsPeer(t, "postgres")) return;
  const server = await startPostgres();
  t.after(() => server.stop());
  const env = { RAPPORT_DATA: folder(t), DATABASE_URL: await server.createDatabase("doctor") };
  assert.match(
    (await rapport(env, "doctor")).output,
    /PostgreSQL is 1[5-9][\s\S]*made at the first start[\s\S]*have not run/,
  );
  assert.match((await rapport(env, "migrate")).output, /^ran /m);
  const { output } = await rapport(env, "doctor");
  assert.match(output, /roles that keep workspaces apart are there[\s\S]*schema is up to date/);
  assert.match((await rapport(env, "backup")).output, /It holds no database.*pg_dump/);
});

test("everything is paused from the command line while the product runs, and let out again when it does not", async (t) => {
  const product = await openProduct();
  t.after(() => product.close());
  const env = { RAPPORT_DATA: product.folder };
  const owner = await foundWorkspace(product);
  const told = async () => {
    const { rows } = await owner.ask("GET", "/pauses");
    return rows.map(({ reason, channelId }: { reason: string; channelId: string | null }) => [
      reason,
      channelId,
    ]);
  };
  const wrong = await rapport(env, "pause", "--channel", "@nobody");
  assert.deepEqual([wrong.code, await told()], [2, []], wrong.output);
  const begun = await rapport(env, "pause", "--reason", "A recall");
  assert.match(begun.output, /nothing goes out of Juniper Cycles/);
  assert.deepEqual(await told(), [["A recall", null]]);
  await product.stop();
  assert.match((await rapport(env, "resume")).output, /Juniper Cycles speaks again/);
});
