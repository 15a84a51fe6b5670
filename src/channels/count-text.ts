/** Counts a text as its network counts it. Pure: the browser counts with the same code while one types. */
import { BLUESKY_BYTES, countBluesky } from "./bluesky/bluesky-limits.ts";
import { countMastodon } from "./mastodon/mastodon-limits.ts";

export interface TextLimits {
  /** Most units in one message; undefined when the network sets no limit. */
  text?: number;
  unit: "graphemes" | "mastodon" | "characters";
  /** What a link weighs, whatever its length. */
  linkWeight?: number;
}

export interface TextCount {
  used: number;
  /** null: as long as one likes. */
  most: number | null;
  unit: TextLimits["unit"];
  fits: boolean;
  /** Set when the text is too heavy in bytes although its characters fit (Bluesky: families of emoji). */
  bytes?: { used: number; most: number };
}

/** Counts the final text. The content warning weighs on Mastodon only. */
export function countText(limits: TextLimits, text: string, contentWarning = ""): TextCount {
  const most = limits.text ?? null;
  const { unit } = limits;
  if (unit === "graphemes") {
    const { graphemes, bytes } = countBluesky(text);
    const fits = most === null || graphemes <= most;
    const heavy = bytes > BLUESKY_BYTES;
    return {
      used: graphemes,
      most,
      unit,
      fits: fits && !heavy,
      ...(heavy ? { bytes: { used: bytes, most: BLUESKY_BYTES } } : {}),
    };
  }
  const used =
    unit === "mastodon" ? countMastodon(text, contentWarning, limits.linkWeight) : [...text].length;
  return { used, most, unit, fits: most === null || used <= most };
}
