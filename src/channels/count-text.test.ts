import assert from "node:assert/strict";
import { test } from "node:test";
import { countText } from "./count-text.ts";

const family = "👩‍👩‍👧‍👦";

test("what a reader takes for one character counts once on Bluesky", () => {
  assert.deepEqual(countText({ text: 300, unit: "graphemes" }, `¡Sí! ${family}🇪🇸`), {
    used: 7,
    most: 300,
    unit: "graphemes",
    fits: true,
  });
});

test("a text whose characters fit but whose bytes do not says so", () => {
  const count = countText({ text: 300, unit: "graphemes" }, family.repeat(121));
  assert.equal(count.fits, false);
  assert.deepEqual(count.bytes, { used: 3025, most: 3000 });
});

test("on Mastodon a link weighs 23, a mention only its name, and the content warning counts", () => {
  const limits = { text: 500, unit: "mastodon", linkWeight: 23 } as const;
  assert.equal(countText(limits, `https://example.org/${"a".repeat(400)}`).used, 23);
  assert.equal(countText(limits, "@bo@far.away.example hi").used, 6);
  assert.equal(countText(limits, "hi", "spoiler").used, 9);
});

test("e-mail may be as long as one likes, and is counted in characters", () => {
  assert.deepEqual(countText({ unit: "characters" }, "ñ🎉"), {
    used: 2,
    most: null,
    unit: "characters",
    fits: true,
  });
});
