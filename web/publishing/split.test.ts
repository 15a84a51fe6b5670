import assert from "node:assert/strict";
import { test } from "node:test";
import { canSplit, splitAtBlankLines } from "./split.ts";

const media = [{ fileId: "0192f0c1-0000-7000-8000-000000000001", alt: "A hill" }];

test("a text is cut at its blank lines, and its pictures stay with the first piece", () => {
  const part = { text: "One.\nStill one.\n\n\n  Two.\n \t\nThree.\n\n", media };
  assert.ok(canSplit(part));
  assert.deepEqual(splitAtBlankLines(part), [
    { text: "One.\nStill one.", media },
    { text: "Two.", media: [] },
    { text: "Three.", media: [] },
  ]);
});

test("a text without a blank line between words stays whole", () => {
  for (const text of ["", "One.", "One.\nTwo.", "\n\nOne.\n\n", " \n \n"]) {
    const part = { text, media };
    assert.equal(canSplit(part), false, JSON.stringify(text));
    assert.deepEqual(splitAtBlankLines(part), [part]);
  }
});
