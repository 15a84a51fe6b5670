/** What is a blank, and what it becomes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Content } from "./content.ts";
import { blanksIn, blanksInPost, fillPost } from "./template.ts";

const of = (base: Content) => ({ base, variants: [] });

test("a blank has a name between two braces; what does not end is text", () => {
  assert.deepEqual(blanksIn(["Hello {{ name }}, {{name}} of {{the town}}"]), ["name", "the town"]);
  assert.deepEqual(blanksIn(["{{ without end", "{{}} {{ }} {one}", "{{two\nlines}}", "a }} b {{"]), []);
  assert.deepEqual(blanksIn(["{{open {{name}}"]), ["name"]);
  assert.deepEqual(blanksIn([`{{${"x".repeat(41)}}}`]), []);
  assert.deepEqual(blanksIn(["{{x}} {{día de mañana}}"]), ["x", "día de mañana"]);
});

test("blanks are filled wherever somebody writes; what is not said stays, and pictures keep their descriptions", () => {
  const base: Content = {
    parts: [{ text: "{{who}} rides on {{day}}.", media: [{ fileId: "f1", alt: "{{who}} at the bar" }] }],
    firstComment: { text: "{{day}}!", media: [] },
    subject: "{{day}}",
    contentWarning: "{{day}}",
    card: { url: "https://rides.test/", title: "{{who}}", description: "" },
    poll: { options: ["{{who}}", "no"], minutes: 60, multiple: false },
  };
  const own = { parts: [{ text: "@{{who}} {{place}}", media: [] }], subject: null };
  const template = { base, variants: [{ channelId: "c", own }] };
  assert.deepEqual(blanksInPost(template), ["who", "day", "place"]);
  const filled = fillPost(
    template,
    new Map([
      ["who", "Ada\nPrieto"],
      ["day", "{{who}}"],
      ["place", ""],
    ]),
  );
  assert.deepEqual(filled.base.parts[0], {
    text: "Ada\nPrieto rides on {{who}}.",
    media: [{ fileId: "f1", alt: "Ada\nPrieto at the bar" }],
  });
  assert.deepEqual(filled.base.card?.title, "Ada Prieto");
  assert.deepEqual(filled.base.poll?.options, ["Ada Prieto", "no"]);
  assert.deepEqual(filled.variants[0]?.own, {
    parts: [{ text: "@Ada\nPrieto {{place}}", media: [] }],
    subject: null,
  });
  assert.deepEqual(fillPost(of({ parts: [{ text: "{{ a", media: [] }] }), new Map([["a", "b"]])).base.parts, [
    { text: "{{ a", media: [] },
  ]);
});
