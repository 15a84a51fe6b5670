import assert from "node:assert/strict";
import { test } from "node:test";
import { type Content, changedFields, contentOf, inBrief, saidParts } from "./content.ts";

const part = (text: string) => ({ text, media: [] });
const base: Content = {
  parts: [part("Ride with us on Saturday.")],
  contentWarning: "Steep hills",
  language: "en",
};

test("a variant follows the base until a field is changed on its own, and only that field", () => {
  const own = { parts: [part("Saturday ride! All welcome.")] };
  const later: Content = {
    ...base,
    parts: [part("Ride with us on Sunday.")],
    contentWarning: "Very steep hills",
  };
  assert.equal(contentOf(base, {}).parts[0]?.text, "Ride with us on Saturday.");
  assert.equal(contentOf(later, {}).parts[0]?.text, "Ride with us on Sunday.");
  assert.equal(contentOf(later, own).parts[0]?.text, "Saturday ride! All welcome.");
  assert.equal(contentOf(later, own).contentWarning, "Very steep hills");
});

test("a variant can go without what the base has, but never without words", () => {
  assert.equal(contentOf(base, { contentWarning: null }).contentWarning, undefined);
  assert.deepEqual(contentOf(base, { parts: null }).parts, base.parts);
});

test("the first comment is said last, and an empty one not at all", () => {
  assert.deepEqual(
    saidParts({ parts: [part("a"), part("b")], firstComment: part("c") }).map(({ text }) => text),
    ["a", "b", "c"],
  );
  assert.equal(saidParts({ parts: [part("a")], firstComment: part("  ") }).length, 1);
});

test("what changed is told field by field, whatever the order in which it was written", () => {
  const same: Content = {
    language: "en",
    contentWarning: "Steep hills",
    parts: [{ media: [], text: "Ride with us on Saturday." }],
  };
  assert.deepEqual(changedFields(base, same), []);
  assert.deepEqual(changedFields(base, { ...base, parts: [part("x")], language: "es" }), [
    "parts",
    "language",
  ]);
});

test("in brief it is one line that ends at a character", () => {
  assert.equal(inBrief({ parts: [part("Two\n  lines")] }), "Two lines");
  assert.equal(inBrief({ parts: [part("🚲".repeat(300))] }, 5), "🚲🚲🚲🚲…");
});
