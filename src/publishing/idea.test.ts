/** Where an idea stands among others. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { contentOfIdea, freshRanks, rankBetween } from "./idea.ts";

test("a place is found between any two neighbours, and at both ends", () => {
  assert.equal(rankBetween(undefined, undefined), 0);
  assert.ok((rankBetween(undefined, 0) as number) < 0);
  assert.ok((rankBetween(0, undefined) as number) > 0);
  const between = rankBetween(1, 2) as number;
  assert.ok(between > 1 && between < 2);
});

test("when no number lies between two any more it says so, and fresh ranks leave room again", () => {
  let [low, high, rounds] = [0, 1024, 0];
  for (let middle = rankBetween(low, high); middle !== undefined; middle = rankBetween(low, high)) {
    assert.ok(middle > low && middle < high);
    low = middle;
    rounds += 1;
  }
  assert.ok(rounds > 40, `only ${rounds} times between the same two`);
  const [one, two] = freshRanks(2);
  assert.notEqual(rankBetween(one, two), undefined);
});

test("a draft begins with the words and the link, each once", () => {
  const words = (text: string, link: string | null) => contentOfIdea({ text, link }).parts[0]?.text;
  assert.equal(words("Dawn rides", "https://rides.test/"), "Dawn rides\n\nhttps://rides.test/");
  assert.equal(
    words("See https://rides.test/ again", "https://rides.test/"),
    "See https://rides.test/ again",
  );
  assert.equal(words("", "https://rides.test/"), "https://rides.test/");
  assert.equal(words("", null), "");
});
