import assert from "node:assert/strict";
import { test } from "node:test";
import { sign } from "./sign.ts";
import { anAct, someFacts } from "./test-facts.ts";

const signed = (text: string, change: Parameters<typeof someFacts>[1] = {}) =>
  sign(text, someFacts(anAct(), change));

test("on a network a last line names who speaks", () => {
  assert.equal(signed("See you!"), "See you!\n\n— Mia Vega");
  assert.equal(signed("  See you!\n\n"), "See you!\n\n— Mia Vega");
});

test("a teammate signs as they chose to, a channel as the brand did", () => {
  assert.equal(
    signed("See you!", { teammate: { signature: "~ Mia, roaster" } }),
    "See you!\n\n~ Mia, roaster",
  );
  assert.equal(signed("See you!", { channel: { style: "initials" } }), "See you! ^MV");
  const initials = (name: string) => signed("x", { channel: { style: "initials" }, teammate: { name } });
  assert.equal(initials("María José Pérez de la O"), "x ^MJP");
  assert.equal(initials("ñandú-êtoile"), "x ^ÑÊ");
});

test("without a name beside it, a text is signed whatever the style", () => {
  assert.equal(signed("See you!", { channel: { style: "none" } }), "See you!\n\n— Mia Vega");
});

test("a mail ends in a signature block; its From may say it all", () => {
  const mail = { carriesName: true } as const;
  assert.equal(signed("See you!", { channel: mail }), "See you!\n\n-- \nMia Vega\nCafé del Río");
  assert.equal(signed("See you!", { channel: { ...mail, style: "none" } }), "See you!");
});

test("who signed by hand is not signed again, and nothing is not signed at all", () => {
  assert.equal(signed("See you!\n\n— Mia Vega"), "See you!\n\n— Mia Vega");
  assert.equal(signed("See you! ^MV", { channel: { style: "initials" } }), "See you! ^MV");
  assert.equal(signed("   "), "");
});
