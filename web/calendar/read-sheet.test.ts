import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, readSheet } from "./read-sheet.ts";

test("a sheet is read in the letters in which it was written", () => {
  assert.equal(decode(new TextEncoder().encode("\ufeffmañana, “sí”")), "mañana, “sí”");
  assert.equal(decode(new Uint8Array([0x6d, 0x61, 0xf1, 0x61, 0x6e, 0x61, 0x20, 0x93, 0x94])), "mañana “”");
  assert.equal(decode(new Uint8Array([0xff, 0xfe, 0x73, 0x00, 0xed, 0x00])), "sí");
});

test("what is far too large is not even read", async () => {
  assert.equal(await readSheet(new Blob([new Uint8Array(4_000_001)])), undefined);
  assert.equal(await readSheet(new Blob(["text"])), "text");
});
