import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type KeyRing, openKeyRing, rotateKeyFile } from "./key-ring.ts";
import { isSealedBefore, open, reseal, seal } from "./secrets.ts";

const one = "a secret of one that is long enough";
const two = "a secret of two that is long enough";

function folder(t: TestContext): string {
  const data = mkdtempSync(join(tmpdir(), "rapport-key-"));
  t.after(() => rmSync(data, { recursive: true }));
  return data;
}

function ringOf(data: string, secret?: string, secretPrevious?: string): KeyRing {
  const ring = openKeyRing({ data, secret, secretPrevious });
  assert.ok(ring.ok, JSON.stringify(ring));
  return ring.value;
}

test("the first start makes a key that only its owner may read, and later starts use the same", (t) => {
  const data = join(folder(t), "not", "yet", "there");
  const sealed = seal(ringOf(data), { token: "t" }, "w/c");
  assert.equal(statSync(join(data, "secret.key")).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(data), ["secret.key"]);
  assert.deepEqual(open(ringOf(data), sealed, "w/c"), { ok: true, value: { token: "t" } });
});

test("processes that start together agree on one key", async (t) => {
  const data = folder(t);
  const script = join(data, "start.mjs");
  writeFileSync(
    script,
    `import { openKeyRing } from ${JSON.stringify(new URL("./key-ring.ts", import.meta.url).href)};
     process.once("message", () => {
       process.send(openKeyRing({ data: ${JSON.stringify(join(data, "shared"))} }).value.current.id);
       process.disconnect();
     });
     process.send("ready");`,
  );
  const starts = Array.from({ length: 4 }, () => fork(script));
  await Promise.all(starts.map((start) => new Promise((ready) => start.once("message", ready))));
  const ids = starts.map((start) => new Promise((answer) => start.once("message", answer)));
  for (const start of starts) start.send("go");
  assert.equal(new Set(await Promise.all(ids)).size, 1);
});

test("a key that is gone while the database is there is said, and no other is made", (t) => {
  const data = folder(t);
  mkdirSync(join(data, "database"));
  writeFileSync(join(data, "database", "PG_VERSION"), "17");
  const ring = openKeyRing({ data, secret: undefined, secretPrevious: undefined });
  assert.ok(!ring.ok && ring.fault.tag === "key-missing");
  assert.match(ring.fault.message, /secret\.key is gone.*backup.*RAPPORT_SECRET/s);
  assert.deepEqual(readdirSync(data), ["database"]);
});

test("a broken key file is said and left as it is", (t) => {
  const data = folder(t);
  for (const content of ["", "\n", "not a key\n", `${Buffer.alloc(16).toString("base64")}\n`]) {
    writeFileSync(join(data, "secret.key"), content);
    const ring = openKeyRing({ data, secret: undefined, secretPrevious: undefined });
    assert.ok(!ring.ok && ring.fault.tag === "key-broken", JSON.stringify(content));
    assert.equal(readFileSync(join(data, "secret.key"), "utf8"), content);
  }
});

test("a data folder that cannot hold a key is said", (t) => {
  const data = folder(t);
  writeFileSync(join(data, "file"), "");
  const ring = openKeyRing({ data: join(data, "file"), secret: undefined, secretPrevious: undefined });
  assert.ok(!ring.ok && ring.fault.tag === "key-unreadable");
});

test("a secret needs no file, and the previous one still opens what it sealed", (t) => {
  const data = folder(t);
  const before = seal(ringOf(data, one), { a: 1 }, "w/c");
  assert.deepEqual(readdirSync(data), []);
  assert.equal(open(ringOf(data, two), before, "w/c").ok, false);
  const ring = ringOf(data, two, one);
  assert.deepEqual(open(ring, before, "w/c"), { ok: true, value: { a: 1 } });
  assert.ok(isSealedBefore(ring, before));
  const again = reseal(ring, before, "w/c");
  assert.ok(again.ok);
  assert.ok(!isSealedBefore(ring, again.value));
  assert.deepEqual(open(ringOf(data, two), again.value, "w/c"), { ok: true, value: { a: 1 } });
});

test("an installation that moves from the file to a secret loses nothing", (t) => {
  const data = folder(t);
  const sealed = seal(ringOf(data), { a: 1 }, "w/c");
  const ring = ringOf(data, one);
  assert.equal(ring.source, "secret");
  assert.ok(open(ring, sealed, "w/c").ok);
});

test("a rotated file seals with a new key and opens with the old one", (t) => {
  const data = folder(t);
  const first = ringOf(data);
  const sealed = seal(first, { a: 1 }, "w/c");
  rotateKeyFile(data);
  const ring = ringOf(data);
  assert.notEqual(ring.current.id, first.current.id);
  assert.ok(open(ring, sealed, "w/c").ok);
  assert.equal(statSync(join(data, "secret.key")).mode & 0o777, 0o600);
});
