import assert from "node:assert/strict";
import { test } from "node:test";
import { baseKey, changesBetween, contentIn, docOf, meet, ownKey } from "./doc.ts";
import type { Post } from "./posts-api.ts";

const channel = "0192f0c1-0000-7000-8000-000000000001";
const parts = (text: string) => [{ text, media: [] }];
const post = (text: string, own: Record<string, unknown> = {}): Post =>
  ({
    base: { parts: parts(text) },
    pillarId: null,
    variants: [{ channelId: channel, own }],
  }) as unknown as Post;
const none = new Set<string>();
const key = baseKey("parts");

test("a channel says what the base says until a field of it is its own, and a field taken away stays away", () => {
  const doc = docOf(post("All.", { contentWarning: null }));
  const warned = { ...doc, [baseKey("contentWarning")]: "Hills" };
  assert.deepEqual(contentIn(warned, channel), { parts: parts("All.") });
  assert.deepEqual(contentIn(warned, null), { parts: parts("All."), contentWarning: "Hills" });
  const own = { ...warned, [ownKey(channel, "parts")]: { value: parts("Here.") } };
  assert.deepEqual(contentIn(own, channel), { parts: parts("Here.") });
});

test("the server is told what changed, with what stood there before, and nothing that waits for a choice", () => {
  const was = docOf(post("One."));
  const now = {
    ...was,
    [key]: parts("Two."),
    [ownKey(channel, "language")]: { value: "es" },
    pillar: channel,
  };
  assert.deepEqual(
    changesBetween(was, now, none).map(({ change }) => change),
    [
      { what: "base", field: "parts", was: parts("One."), now: parts("Two.") },
      { what: "own", channelId: channel, field: "language", was: { follow: true }, now: { value: "es" } },
      { what: "pillar", was: null, now: channel },
    ],
  );
  assert.equal(changesBetween(was, now, new Set([key])).length, 2);
});

test("what another wrote appears where nobody writes here, and never over what is written here", () => {
  const saved = docOf(post("One."));
  const theirs = docOf(post("Theirs."));
  assert.deepEqual(meet({ doc: saved, saved }, theirs).doc[key], parts("Theirs."));
  const mine = { ...saved, [key]: parts("Mine.") };
  const met = meet({ doc: mine, saved }, theirs);
  assert.deepEqual(met.doc[key], parts("Mine."));
  assert.deepEqual(met.saved[key], parts("One."), "the server has to see that both wrote");
});

test("letters typed while the last ones were being kept stay, and are told next", () => {
  const saved = docOf(post("One."));
  const sent = { ...saved, [key]: parts("One two.") };
  const doc = { ...saved, [key]: parts("One two three.") };
  const met = meet({ doc, saved }, docOf(post("One two.")), sent);
  assert.deepEqual(met.doc[key], parts("One two three."));
  assert.deepEqual(
    changesBetween(met.saved, met.doc, none).map(({ change }) => change.was),
    [parts("One two.")],
  );
});

test("what stays the same keeps its identity, so that nothing draws itself again", () => {
  const saved = docOf(post("One."));
  const met = meet({ doc: saved, saved }, docOf(post("One.")));
  assert.equal(met.doc[key], saved[key]);
});

test("where both wrote, mine stays on the screen until somebody chooses", () => {
  const saved = docOf(post("One."));
  const mine = { ...saved, [key]: parts("Mine.") };
  const met = meet({ doc: mine, saved }, docOf(post("Theirs.")), mine, new Set([key]));
  assert.deepEqual(met.doc[key], parts("Mine."));
  assert.deepEqual(met.saved[key], parts("Theirs."));
});
