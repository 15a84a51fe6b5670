import assert from "node:assert/strict";
import { test } from "node:test";
import type { Content } from "./content.ts";
import { rankHashtags } from "./hashtags.ts";
import { asSaid, isHandle, mentionedIn, mentionSpans, sayMentions, withMention } from "./mentions.ts";

const ana = { word: "@ana.sky.example", identityId: "a" };
const bo = { word: "@bo", identityId: "b" };
const known = new Map([
  [
    "a",
    {
      identityId: "a",
      name: "Ana Ruiz",
      accounts: [
        { network: "bluesky", handle: "ana.sky.example" },
        { network: "mastodon", handle: "ana@hill.example" },
      ],
    },
  ],
  ["b", { identityId: "b", name: "Bo", accounts: [{ network: "mastodon", handle: "bo@far.example" }] }],
]);
const on = (network: string, text: string, mentions = [ana, bo]) =>
  sayMentions({ text, mentions }, known, { network, mentions: network !== "email" });

test("a person is called by the handle that they have on each network", () => {
  const text = "Thanks, @ana.sky.example!";
  assert.deepEqual(on("bluesky", text), { text, uncalled: [] });
  assert.deepEqual(on("mastodon", text), { text: "Thanks, @ana@hill.example!", uncalled: [] });
});

test("where a person has no account, or nobody can be called, the name stands, and that is told", () => {
  assert.deepEqual(on("bluesky", "With @bo."), { text: "With Bo.", uncalled: ["Bo"] });
  assert.deepEqual(on("email", "With @bo and @bo."), { text: "With Bo and Bo.", uncalled: ["Bo"] });
});

test("words that only look like a mention stay as they are", () => {
  for (const text of ["@bob", "@bo.example", "a@bo", "x/@bo", "@bo@elsewhere.example", "@nobody"])
    assert.deepEqual(on("mastodon", text), { text, uncalled: [] });
  assert.deepEqual(on("mastodon", "@bo", [{ word: "@bo", identityId: "gone" }]), {
    text: "@bo",
    uncalled: [],
  });
});

test("a mention lasts through editing as long as its words stand", () => {
  assert.deepEqual(
    mentionSpans("So: @bo, (@bo) and @ana.sky.example.", [bo, ana]).map(({ start, identityId }) => [
      start,
      identityId,
    ]),
    [
      [4, "b"],
      [10, "b"],
      [19, "a"],
    ],
  );
  assert.deepEqual(withMention({ text: "@bo and @an", media: [], mentions: [bo, ana] }, ana), [bo, ana]);
  assert.deepEqual(withMention({ text: "only @ana.sky.example", media: [], mentions: [bo, ana] }, ana), [
    ana,
  ]);
});

test("a whole post is said with its mentions, its first comment too", () => {
  const content: Content = {
    parts: [{ text: "Hi @ana.sky.example", media: [], mentions: [ana] }],
    firstComment: { text: "and @bo", media: [], mentions: [bo] },
  };
  const said = asSaid(content, known, { network: "mastodon", mentions: true });
  assert.deepEqual(mentionedIn(content), ["a", "b"]);
  assert.deepEqual(said.parts, [{ text: "Hi @ana@hill.example", media: [] }]);
  assert.equal(said.firstComment?.text, "and @bo@far.example");
});

test("a handle that nobody could read as one is not proposed", () => {
  for (const handle of ["ana", "ana.sky.example", "ana@hill.example", "ana_r@127.0.0.1:8080"])
    assert.ok(isHandle(handle), handle);
  for (const handle of ["did:plc:abc", "", "ana ruiz", "https://hill.example/@ana", "ana."])
    assert.equal(isHandle(handle), false, handle);
});

test("hashtags used lately come before those used often long ago, as they were spelled last", () => {
  const at = new Date("2026-11-23T12:00:00Z");
  const ago = (days: number) => new Date(at.getTime() - days * 86_400_000);
  assert.deepEqual(
    rankHashtags(
      [
        { text: "Go #HillRide #hillride", at: ago(1) },
        { text: "#hillride no#tag &#39; #2026", at: ago(2) },
        { text: "#Old", at: ago(200) },
        { text: "#Old", at: ago(200) },
        { text: "#Old", at: ago(200) },
      ],
      at,
    ),
    [
      { tag: "hillride", used: 2 },
      { tag: "Old", used: 3 },
    ],
  );
});
