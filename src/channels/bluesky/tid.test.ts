import assert from "node:assert/strict";
import { test } from "node:test";
import { isTid, makeTid, tidTime } from "./tid.ts";

test("a key carries its moment", () => {
  const now = new Date("2026-11-23T10:15:30.123Z");
  const key = makeTid(now);
  assert.ok(isTid(key), key);
  assert.equal(tidTime(key)?.toISOString(), now.toISOString());
});

test("it agrees with the specification's example", () => {
  // https://atproto.com/specs/tid: the first is valid, the others are not.
  assert.ok(isTid("3jzfcijpj2z2a"));
  for (const wrong of [
    "3jzfcijpj2z21",
    "0000000000000",
    "3jzfcijpj2z2aa",
    "3jzf-cij-pj2z-2a",
    "kjzfcijpj2z2a",
  ])
    assert.equal(isTid(wrong), false, wrong);
  assert.equal(tidTime("3jzfcijpj2z2a")?.getUTCFullYear(), 2023);
  assert.equal(tidTime("not a key"), undefined);
});

test("many keys of one moment all differ", () => {
  const now = new Date();
  assert.equal(new Set(Array.from({ length: 5000 }, () => makeTid(now))).size, 5000);
});

test("a key's moment is the clock's, also after the clock was set back", () => {
  makeTid(new Date("2030-01-01T00:00:00Z"));
  const before = new Date("2026-01-01T00:00:00Z");
  assert.equal(tidTime(makeTid(before))?.toISOString(), before.toISOString());
});
