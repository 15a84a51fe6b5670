/**
 * How Bluesky counts a text. Pure, and without imports: the browser counts with the same code while one types.
 * Source: lexicon `app.bsky.feed.post` (`maxGraphemes` 300, `maxLength` 3000 bytes of UTF-8).
 */

/** Most graphemes (what a reader takes for one character) in one post. */
export const BLUESKY_GRAPHEMES = 300;
/** Most bytes of UTF-8 in one post: families of emoji reach this first. */
export const BLUESKY_BYTES = 3000;

export interface BlueskyCount {
  graphemes: number;
  bytes: number;
  fits: boolean;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Counts a text as the network does. */
export function countBluesky(text: string): BlueskyCount {
  let graphemes = 0;
  for (const _ of segmenter.segment(text)) graphemes += 1;
  const bytes = new TextEncoder().encode(text).length;
  return { graphemes, bytes, fits: graphemes <= BLUESKY_GRAPHEMES && bytes <= BLUESKY_BYTES };
}
