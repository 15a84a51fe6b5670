import assert from "node:assert/strict";
import { test } from "node:test";
import { needsPeer, peerMissing } from "./available.ts";

test("a test whose server is missing is skipped with the reason, and fails where nothing may be skipped", (t) => {
  const before = { ...process.env };
  t.after(() => {
    process.env = before;
  });
  process.env = { ...before, PATH: "/nowhere", RAPPORT_PEERS_DIR: "/nowhere", CI: "false" };
  const skipped: string[] = [];
  const context = { skip: (message: string) => skipped.push(message) };
  assert.match(peerMissing("snac") ?? "", /^snac2 is not installed: /);
  assert.equal(needsPeer(context, "feed", "snac"), false);
  assert.deepEqual(skipped, [peerMissing("snac")]);
  process.env.CI = "true";
  assert.throws(() => needsPeer(context, "snac"), /snac2 is not installed/);
  assert.equal(skipped.length, 1);
  assert.equal(needsPeer(context, "feed"), true);
});
