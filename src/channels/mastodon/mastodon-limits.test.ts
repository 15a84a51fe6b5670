import assert from "node:assert/strict";
import { test } from "node:test";
import { countMastodon } from "./mastodon-limits.ts";

const cases: Array<[what: string, text: string, weight: number]> = [
  ["plain text counts its letters", "hello", 5],
  ["a family of emoji is one", "👨‍👩‍👧‍👦", 1],
  ["combining marks are part of their letter", "e\u0301", 1],
  ["a short link weighs 23", "http://a.co", 23],
  ["a long link weighs 23", `https://example.com/${"a".repeat(300)}?b=c#d`, 23],
  ["a link within a sentence", "see https://example.com/x, ok", 4 + 23 + 4],
  ["a bracket around a link is not the link's", "(https://example.com/x)", 25],
  ["a bracket opened in the link is", "https://example.com/x_(y)", 23],
  ["no scheme, no link", "example.com", 11],
  ["a mention counts without its server", "@ana@mastodon.example hi", 7],
  ["a local mention counts as written", "@ana hi", 7],
  ["an e-mail address is no mention", "ana@example.com", 15],
  ["a name with an at sign in a link stays the link's", "https://mastodon.example/@ana@other.example", 23],
];
for (const [what, text, weight] of cases) test(what, () => assert.equal(countMastodon(text), weight));

test("the content warning counts too, and servers weigh links as they like", () => {
  assert.equal(countMastodon("abc", "cw"), 5);
  assert.equal(countMastodon("http://a.co", "", 32), 32);
});
