import assert from "node:assert/strict";
import { test } from "node:test";
import { match } from "./match.ts";

test("a command is found by any of its words, in any order, without accents", () => {
  assert.ok(match("Ir a Señales", "senales ir") > 0);
  assert.ok(match("Go to inbox", "inb") > 0);
  assert.equal(match("Go to inbox", "inbox zebra"), 0);
});

test("a word's beginning ranks above its middle, and that above letters in order", () => {
  const begin = match("inbox", "in");
  const second = match("the inbox", "in");
  const middle = match("begin", "in");
  const spelled = match("italian", "in");
  assert.ok(begin > second && second > middle && middle > spelled && spelled > 0);
});
