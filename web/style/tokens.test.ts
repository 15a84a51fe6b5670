import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hueCount } from "../ui/initials.ts";
import { contrast, hex, oklch } from "./contrast.ts";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

/** The tokens of one theme: the block of the theme itself over what stands in the first :root. */
function tokensOf(theme: "light" | "dark"): Map<string, string> {
  const tokens = new Map<string, string>();
  for (const [, selector = "", body = ""] of css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (selector.includes("data-mantine") ? !selector.includes(theme) : !selector.includes(":root")) continue;
    for (const [, name = "", value = ""] of body.matchAll(/--([\w-]+):\s*([^;]+);/g))
      tokens.set(name, value.trim());
  }
  return tokens;
}

const grounds = ["page", "surface", "raised", "sunken", "hover", "selected"];
const tones = ["accent", "good", "warn", "bad", "info"];

/** Every pair a component may put together: text on its ground. */
const textPairs: [string, string][] = [
  ...grounds.flatMap((ground): [string, string][] => [
    ["ink", ground],
    ["ink-2", ground],
    ["ink-3", ground],
    ["accent-ink", ground],
  ]),
  ...tones.flatMap((tone): [string, string][] => [
    [`${tone}-ink`, `${tone}-soft`],
    ["ink", `${tone}-soft`],
    [`${tone}-ink`, "surface"],
    [`${tone}-ink`, "page"],
    [`${tone}-ink`, "raised"],
    ["on-accent", tone],
    ["on-accent", `${tone}-ink`],
  ]),
  ["accent-ink", "accent-soft-hover"],
  ["on-accent", "accent-hover"],
  ["ink", "mark-text"],
  ["page", "ink"],
];

/** What must be seen without being text: outlines of controls, the focus line, icons and edges. */
const shapePairs: [string, string][] = ["page", "surface", "raised", "sunken"].flatMap(
  (ground): [string, string][] => ["line-strong", "focus", ...tones].map((shape) => [shape, ground]),
);

for (const theme of ["light", "dark"] as const) {
  const tokens = tokensOf(theme);
  const colour = (name: string) => hex(tokens.get(name) ?? `no token --${name}`);
  const tooLow = (pairs: [string, string][], least: number) =>
    pairs
      .map(([front, back]) => ({ pair: `${front} on ${back}`, ratio: contrast(colour(front), colour(back)) }))
      .filter(({ ratio }) => ratio < least)
      .map(({ pair, ratio }) => `${pair}: ${ratio.toFixed(2)}`);

  test(`${theme}: every text can be read on every ground it may stand on (4.5 to 1)`, () => {
    assert.deepEqual(tooLow(textPairs, 4.5), []);
  });

  test(`${theme}: outlines of controls, focus and icons can be seen (3 to 1)`, () => {
    assert.deepEqual(tooLow(shapePairs, 3), []);
  });

  test(`${theme}: initials can be read in every hue a person may have`, () => {
    const value = (name: string) => Number(tokens.get(name));
    for (let turn = 0; turn < hueCount; turn++) {
      const hue = turn * (360 / hueCount) + 15;
      const paper = oklch(value("initials-paper-l"), value("initials-paper-c"), hue);
      const ink = oklch(value("initials-ink-l"), value("initials-ink-c"), hue);
      assert.ok(contrast(paper, ink) >= 4.5, `${theme}, hue ${hue}: ${contrast(paper, ink).toFixed(2)}`);
    }
  });
}

test("the arithmetic agrees with the published ends of the scale", () => {
  assert.equal(contrast(hex("#000000"), hex("#ffffff")), 21);
  assert.ok(Math.abs(contrast(hex("#767676"), hex("#ffffff")) - 4.54) < 0.01);
});
