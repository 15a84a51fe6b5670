import assert from "node:assert/strict";
import { test } from "node:test";
import { conversation, message } from "../../test/browser/inbox-people.ts";
import {
  countFor,
  countNow,
  defaultTarget,
  defaultVisibility,
  nextTarget,
  signedWith,
} from "./composer-rules.ts";

const bluesky = { text: 300, unit: "graphemes", linkWeight: null };
const mastodon = { text: 500, unit: "mastodon", linkWeight: 23 };
const row = conversation(0);

test("text is counted as its network counts it", () => {
  assert.deepEqual(countFor(bluesky, "👩‍👩‍👧‍👦!", ""), { used: 2, most: 300 });
  assert.equal(countFor(mastodon, `see https://juniper.example/${"x".repeat(80)}`, "").used, 4 + 23);
  assert.equal(countFor(mastodon, "hello", "a warning").used, 14);
  assert.equal(countFor({ text: null, unit: "characters", linkWeight: null }, "abc", "").most, null);
});

test("between two words of the server the count moves with the typing", () => {
  const checked = { text: "Hello", count: { used: 25, most: 300 } };
  assert.deepEqual(countNow(bluesky, "Hello you", "", checked), { used: 29, most: 300 });
  assert.deepEqual(countNow(bluesky, "Hello", "", undefined), { used: 5, most: 300 });
});

test("the signature stays around what is typed until the server says otherwise", () => {
  assert.equal(signedWith("Come at ten!", "Come at", "Come at\n\n— Ana"), "Come at ten!\n\n— Ana");
  assert.equal(signedWith("Come", "", ""), "Come");
});

test("a reply answers the newest message that speaks to us, never a machine's or a removed one", () => {
  const messages = [
    message(1, row, { addressed: true }),
    message(2, row, { addressed: false }),
    message(3, row, { addressed: true, deletedAt: row.lastAt }),
    message(4, row, { addressed: true, automatic: "auto-reply" }),
    message(5, row, { own: true, addressed: false }),
  ];
  assert.equal(defaultTarget(messages)?.id, messages[0]?.id);
  assert.equal(
    nextTarget(messages, messages[1]?.id, 1)?.id,
    messages[3]?.id,
    "the removed one is passed over",
  );
  assert.equal(defaultTarget([]), undefined);
});

test("the audience of the answered message is kept where the network has it", () => {
  const direct = message(1, row, { visibility: "direct" });
  assert.equal(defaultVisibility(direct, ["public", "direct"]), "direct");
  assert.equal(defaultVisibility(direct, ["public"]), "public");
  assert.equal(defaultVisibility(direct, []), null);
});
