import assert from "node:assert/strict";
import { test } from "node:test";
import { proposalsFor, typedAt } from "./proposals.ts";

const ana = {
  identityId: "a",
  name: "Ana Ruiz",
  handle: "ana@hill.example",
  avatar: null,
  accounts: [{ network: "mastodon" }, { network: "bluesky" }, { network: "bluesky" }],
};

test("a tag or a handle is being typed where its sign begins a word", () => {
  assert.deepEqual(typedAt("Ride #hil", 9), { sign: "#", start: 5, query: "hil" });
  assert.deepEqual(typedAt("(@ana@hill.ex and", 13), { sign: "@", start: 1, query: "ana@hill.ex" });
  for (const text of ["ana@hill", "https://hill.example/#map", "#one two", "a&#39", "# one"])
    assert.equal(typedAt(text, text.length), undefined, text);
});

test("tags are offered by their beginning, accents or none, and not what stands there whole", () => {
  const typed = { sign: "#", start: 0, query: "canc" } as const;
  const words = (query: string) =>
    proposalsFor({ ...typed, query }, [{ tag: "Canción" }, { tag: "ride" }], []).map(({ word }) => word);
  assert.deepEqual([words("cancio"), words("Canción"), words("")], [["#Canción"], [], ["#Canción", "#ride"]]);
});

test("people are offered by name or handle, and are put in with their account", () => {
  const typed = { sign: "@", start: 0, query: "ana r" } as const;
  const [found] = proposalsFor(typed, [], [ana]);
  assert.deepEqual(found?.mention, { word: "@ana@hill.example", identityId: "a" });
  assert.deepEqual(found?.person?.networks, ["mastodon", "bluesky"]);
  assert.deepEqual(
    proposalsFor({ ...typed, query: "bo" }, [], [ana]),
    [],
    "an answer to an earlier question",
  );
});
