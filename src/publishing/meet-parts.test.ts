/** Two who write in one draft at once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { caretAfter, meetParts, meetTexts } from "./meet-parts.ts";

const part = (text: string, ...files: string[]) => ({
  text,
  media: files.map((fileId) => ({ fileId, alt: "" })),
});

test("what two write in different places of one text stands together", () => {
  assert.equal(
    meetTexts("Ride on Saturday.", "Ride with us on Saturday.", "Ride on Saturday at ten."),
    "Ride with us on Saturday at ten.",
  );
  assert.equal(meetTexts("One two three", "One three", "One two three four"), "One three four");
  assert.equal(meetTexts("One", "One", "Two"), "Two");
  assert.equal(meetTexts("One", "Two", "Two"), "Two");
});

test("where both wrote on the same words nothing is guessed", () => {
  assert.equal(meetTexts("Saturday.", "Saturday at noon.", "Sunday at ten."), undefined);
  assert.equal(meetTexts("", "Mine", "Theirs"), undefined);
  assert.equal(
    meetTexts("Ride", "Ride fast", "Ride slowly"),
    undefined,
    "both at the end: no order is right",
  );
});

test("parts are put together one by one, their pictures too", () => {
  assert.deepEqual(
    meetParts([part("One"), part("Two")], [part("One!"), part("Two")], [part("One", "a"), part("Two!")]),
    [part("One!", "a"), part("Two!")],
  );
  assert.equal(meetParts([part("One")], [part("One", "a")], [part("One", "b")]), undefined);
  assert.equal(meetParts([part("One")], [part("One!")], [part("One"), part("Two")]), undefined);
});

test("whom two people mention is mentioned, and whom one took away is not", () => {
  const [nora, teo] = [
    { word: "@nora", identityId: "1" },
    { word: "@teo", identityId: "2" },
  ];
  const saying = (text: string, ...mentions: object[]) => ({ text, media: [], mentions }) as never;
  const meet = (was: never, mine: never, theirs: never) => meetParts([was], [mine], [theirs])?.[0]?.mentions;
  const stood = saying("Hello, on Saturday");
  assert.deepEqual(
    meet(stood, saying("Hello @nora, on Saturday", nora), saying("Hello, on Saturday with @teo", teo)),
    [nora, teo],
  );
  assert.deepEqual(meet(saying("A @teo B", teo), saying("A B"), saying("A @teo B!", teo)), []);
});

test("a caret stays among its words", () => {
  assert.equal(caretAfter("Ride Saturday", "Come and ride Saturday", 13), 22);
  assert.equal(caretAfter("Ride Saturday", "Ride Saturday at ten", 4), 4);
  assert.equal(caretAfter("Ride on Saturday", "Ride Saturday", 6), 5);
});
