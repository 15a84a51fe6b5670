import assert from "node:assert/strict";
import { test } from "node:test";
import { canSplit, splitAtBlankLines, splitBySentence } from "./split.ts";

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

const within = (most: number) => (text: string) => [...text].length <= most;
const cut = (text: string, most: number, language = "en") =>
  splitBySentence({ text, media }, within(most), language).map((part) => part.text);

test("a long text is cut after sentences, into as few parts as hold it", () => {
  const text = "We ride on Saturday. Bring water! Is rain a problem?\n\nNo. It never was.";
  assert.deepEqual(cut(text, 40), [
    "We ride on Saturday. Bring water!",
    "Is rain a problem?\n\nNo. It never was.",
  ]);
  assert.deepEqual(cut(text, 500), [text], "what has room stays whole, its blank line in it");
  const [first, second] = splitBySentence({ text, media }, within(40));
  assert.deepEqual([first?.media, second?.media], [media, []], "the pictures stay with the first");
});

test("no cut goes through a link, a word, a handle or a title", () => {
  const link = "https://hillbike.example/rides?when=Sat.Next#map";
  assert.deepEqual(cut(`See it here: ${link} and then come along.`, 30), [
    "See it here:",
    link,
    "and then come along.",
  ]);
  assert.deepEqual(cut("Ask Dr. Ruiz. Or ask @ana.hill.example today.", 16), [
    "Ask Dr. Ruiz.",
    "Or ask",
    "@ana.hill.example",
    "today.",
  ]);
});

test("a sentence too long by itself is cut between words, and the next goes on behind it", () => {
  assert.deepEqual(cut("One two three four five six. Seven.", 14), [
    "One two three",
    "four five six.",
    "Seven.",
  ]);
  assert.deepEqual(cut("One two three four five. Six.", 16), ["One two three", "four five. Six."]);
});

test("a language without spaces is cut at its own stops and words", () => {
  assert.deepEqual(cut("今日は雨です。明日は晴れです。", 8, "ja"), ["今日は雨です。", "明日は晴れです。"]);
  const parts = cut("明日は新宿駅で自転車に乗りましょう。", 8, "ja");
  assert.equal(parts.join(""), "明日は新宿駅で自転車に乗りましょう。");
  assert.ok(parts.every((part) => part.length <= 8) && parts.length > 1, parts.join("|"));
});

test("each part is counted with what stands under it: the first may have less room", () => {
  const fits = (text: string, piece: number) => text.length <= (piece === 0 ? 10 : 30);
  assert.deepEqual(
    splitBySentence({ text: "Come here. All of you. Now.", media: [] }, fits).map(({ text }) => text),
    ["Come here.", "All of you. Now."],
  );
});
