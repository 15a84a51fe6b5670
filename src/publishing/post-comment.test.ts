/** Where a comment stands once the post was written on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Content, Part } from "./content.ts";
import { type CommentPlace, partAfter, placeAfter, quoteAt, standOf } from "./post-comment.ts";

const part = (text: string, fileId?: string): Part => ({
  text,
  media: fileId ? [{ fileId, alt: "The terrace" }] : [],
});
const place = (more: Partial<CommentPlace>): CommentPlace => ({
  channelId: null,
  field: "parts",
  part: 0,
  fileId: null,
  quote: null,
  ...more,
});

test("quoted words are found again where they have moved to, the nearest of several", () => {
  assert.equal(quoteAt("on Friday, or on Friday", { text: "Friday", at: 16 }), 17);
  assert.equal(quoteAt("on Friday, or on Friday", { text: "Friday", at: 5 }), 3);
  assert.equal(quoteAt("on Sunday", { text: "Friday", at: 3 }), -1);
});

test("it says whether the words, or the whole place, are gone", () => {
  const content: Content = { parts: [part("Half price on Friday", "f1")], subject: "June" };
  const quote = { text: "Friday", at: 14 };
  assert.equal(standOf(content, place({ quote })), "there");
  assert.equal(standOf(content, place({ quote: { text: "Sunday", at: 14 } })), "changed");
  assert.equal(standOf(content, place({ part: 1 })), "gone");
  assert.equal(standOf(content, place({ part: null, quote })), "gone");
  assert.equal(standOf(content, place({ fileId: "f1" })), "there");
  assert.equal(standOf(content, place({ fileId: "f2" })), "gone");
  assert.equal(standOf(content, place({ field: "subject", part: null })), "there");
  assert.equal(standOf(content, place({ field: "contentWarning", part: null })), "gone");
  assert.equal(standOf(content, place({ field: "firstComment", part: null })), "gone");
  assert.equal(standOf(content, null), "there");
  assert.equal(standOf(undefined, place({})), "gone", "the channel is no longer the post's");
});

test("a comment goes with its part when others are added, taken out, split or joined", () => {
  const [one, two, three] = [part("One."), part("Two, at length. And its end."), part("Three.")];
  const was = [one, two, three];
  assert.equal(partAfter(was, [part("New"), ...was], 1), 2, "added before it");
  assert.equal(partAfter(was, [one, three], 2), 1, "another was taken out");
  assert.equal(partAfter(was, [one, three], 1), null, "it was taken out itself");
  const split = [one, part("Two, at length."), part("And its end."), three];
  assert.equal(partAfter(was, split, 1), 1);
  assert.equal(partAfter(was, split, 1, "its end"), 2, "the quoted words say which half");
  assert.equal(partAfter(was, split, 2), 3);
  assert.equal(partAfter(split, was, 2), 1, "joined again");
  assert.equal(partAfter(was, [one, part("Two, at some length. And its end."), part("More"), three], 1), 1);
  assert.equal(partAfter([one, part("", "f1")], [one, part("Now with words", "f1"), three], 1), 1);
});

test("it is never lost with its part, and finds it again when the part comes back", () => {
  const [one, two] = [part("One."), part("Two, at length.")];
  const lost = placeAfter([one, two], [one], place({ part: 1 }));
  assert.deepEqual(lost, { ...place({ part: null }), lost: "Two, at length." });
  assert.deepEqual(placeAfter([one], [part("Other")], lost), lost);
  assert.deepEqual(placeAfter([one], [part("New"), one, two], lost), place({ part: 2 }));
  const subject = place({ field: "subject", part: null });
  assert.equal(placeAfter([one, two], [one], subject), subject);
});
