import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { type Files, openFiles } from "./files.ts";

function folder(t: TestContext): { data: string; files: Files } {
  const data = mkdtempSync(join(tmpdir(), "rapport-files-"));
  t.after(() => rmSync(data, { recursive: true }));
  return { data, files: openFiles(data) };
}

const later = new Date("2100-01-01T00:00:00Z");
const hello = Buffer.from("hello");
const HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

const everything = (data: string) =>
  readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(data.length + 1));

test("the same bytes lie on the disk once, under their own name", async (t) => {
  const { data, files } = folder(t);
  const stored = await Promise.all([files.put(hello), files.put(hello), files.put(Buffer.from(hello))]);
  for (const each of stored) assert.deepEqual(each, { sha256: HELLO, bytes: 5 });
  assert.deepEqual(everything(data), [`files/2c/f2/${HELLO}`]);
  assert.deepEqual(await files.read(HELLO), { ok: true, value: hello });
});

test("a file can be streamed, whole or in part", async (t) => {
  const { files } = folder(t);
  await files.put(hello);
  const whole = await files.stream(HELLO);
  assert.ok(whole.ok);
  assert.deepEqual([await text(whole.value.stream), whole.value.bytes], ["hello", 5]);
  const part = await files.stream(HELLO, { start: 1, end: 2 });
  assert.ok(part.ok);
  assert.deepEqual([await text(part.value.stream), part.value.bytes], ["el", 5]);
});

test("an empty file is a file", async (t) => {
  const { files } = folder(t);
  const { sha256, bytes } = await files.put(new Uint8Array());
  assert.equal(bytes, 0);
  assert.deepEqual(await files.read(sha256), { ok: true, value: Buffer.alloc(0) });
});

test("nothing but a SHA-256 leads to a file", async (t) => {
  const { data, files } = folder(t);
  writeFileSync(join(data, "secret.key"), "key");
  const tricks = [
    "",
    "..",
    "../secret.key",
    "../../secret.key",
    "/etc/passwd",
    HELLO.toUpperCase(),
    HELLO.slice(1),
    `${HELLO}/`,
    `${HELLO}\0`,
    `${HELLO}\n`,
    "..%2f..%2fsecret.key",
    `..${"/".repeat(2)}${"a".repeat(60)}`,
    "2c/f2",
  ];
  for (const trick of tricks) {
    const read = await files.read(trick);
    assert.ok(!read.ok && read.fault.tag === "missing", JSON.stringify(trick));
    const stream = await files.stream(trick);
    assert.ok(!stream.ok && stream.fault.tag === "missing", JSON.stringify(trick));
    await files.remove(trick, later);
  }
  assert.equal(readFileSync(join(data, "secret.key"), "utf8"), "key");
});

test("a file that the disk has changed is not handed out, and is mended when its bytes come again", async (t) => {
  const { data, files } = folder(t);
  await files.put(hello);
  writeFileSync(join(data, "files", "2c", "f2", HELLO), "hel");
  const read = await files.read(HELLO);
  assert.ok(!read.ok && read.fault.tag === "damaged");
  await files.put(hello);
  assert.deepEqual(await files.read(HELLO), { ok: true, value: hello });
});

test("what is removed is gone, and removing it again is fine", async (t) => {
  const { files } = folder(t);
  await files.put(hello);
  await files.remove(HELLO, later);
  await files.remove(HELLO, later);
  const read = await files.read(HELLO);
  assert.ok(!read.ok && read.fault.tag === "missing");
});

test("what was put again meanwhile is not removed", async (t) => {
  const { data, files } = folder(t);
  await files.put(hello);
  const path = join(data, "files", "2c", "f2", HELLO);
  const [old, between] = [new Date("2026-01-01T08:00:00Z"), new Date("2026-01-01T09:00:00Z")];
  utimesSync(path, old, old);
  await files.put(hello);
  await files.remove(HELLO, between);
  assert.deepEqual(await files.read(HELLO), { ok: true, value: hello });
  utimesSync(path, old, old);
  await files.remove(HELLO, between);
  assert.deepEqual(everything(data), []);
  // Both at the same moment: whatever comes first, what was put is there.
  for (let n = 0; n < 50; n += 1) {
    await files.put(hello);
    utimesSync(path, old, old);
    await Promise.all([files.remove(HELLO, between), files.put(hello)]);
    assert.deepEqual(await files.read(HELLO), { ok: true, value: hello });
    assert.deepEqual(everything(data), [`files/2c/f2/${HELLO}`]);
  }
});
