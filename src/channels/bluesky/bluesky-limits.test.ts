import assert from "node:assert/strict";
import { test } from "node:test";
import { countBluesky } from "./bluesky-limits.ts";

test("a grapheme counts once, however many code points it takes", () => {
  assert.deepEqual(countBluesky("ñ👩‍👩‍👧‍👦🇪🇸e\u0301"), { graphemes: 4, bytes: 38, fits: true });
  assert.deepEqual(countBluesky(""), { graphemes: 0, bytes: 0, fits: true });
});

test("300 graphemes fit and 301 do not", () => {
  assert.equal(countBluesky("é".repeat(300)).fits, true);
  assert.equal(countBluesky("é".repeat(301)).fits, false);
});

test("3000 bytes are the end, also below 300 graphemes", () => {
  assert.equal(countBluesky("👩‍👩‍👧‍👦".repeat(120)).fits, true);
  assert.equal(countBluesky("👩‍👩‍👧‍👦".repeat(121)).fits, false);
});
