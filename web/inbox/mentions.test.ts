import assert from "node:assert/strict";
import { test } from "node:test";
import { mentionAt, mentionedIds, mentionSpans } from "./mentions.ts";

const team = [
  { id: "1", name: "Ana" },
  { id: "2", name: "Ana María Ruiz" },
  { id: "3", name: "Teo Lindqvist" },
];

test("a mention is the longest name that stands there", () => {
  assert.deepEqual(mentionedIds("@Ana María Ruiz and @Ana, see this", team), ["2", "1"]);
  assert.deepEqual(mentionedIds("@Anabel is somebody else", team), []);
  assert.deepEqual(mentionSpans("hi @Teo Lindqvist!", team), [{ start: 3, end: 17, id: "3" }]);
});

test("teammates are offered after an @ that begins a word", () => {
  assert.deepEqual(mentionAt("ask @te", 7), { start: 4, query: "te" });
  assert.deepEqual(mentionAt("ask @", 5), { start: 4, query: "" });
  assert.equal(mentionAt("mail ana@example", 16), undefined);
  assert.equal(mentionAt("@teo said so and then", 21), undefined);
});
