import assert from "node:assert/strict";
import { test } from "node:test";
import { keyCaps, spell, worksWhileTyping } from "./keys.ts";

const press = (
  key: string,
  held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {},
) => spell({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test("Ctrl and Command are the same chord", () => {
  assert.equal(press("k", { ctrlKey: true }), "mod+k");
  assert.equal(press("K", { metaKey: true, shiftKey: true }), "mod+shift+k");
});

test("a sign typed with Shift is spelled by the sign alone, on any keyboard layout", () => {
  assert.equal(press("?", { shiftKey: true }), "?");
  assert.equal(press("/", { shiftKey: true }), "/");
  assert.equal(press("J", { shiftKey: true }), "shift+j");
  assert.equal(press("Enter", { shiftKey: true }), "shift+Enter");
});

test("single letters never act while a person types", () => {
  assert.equal(worksWhileTyping("e"), false);
  assert.equal(worksWhileTyping("shift+e"), false);
  assert.equal(worksWhileTyping("g i"), false);
  assert.equal(worksWhileTyping("mod+Enter"), true);
});

test("a sequence shows one cap per key and a pause between steps", () => {
  assert.deepEqual(keyCaps("g i", false), [["G"], ["I"]]);
  assert.deepEqual(keyCaps("mod+k", true), [["⌘", "K"]]);
});
