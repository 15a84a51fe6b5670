/**
 * How Mastodon counts a text. Pure, and without imports: the browser counts with the same code while one types.
 * Source: Mastodon's `StatusLengthValidator` and the web client's `countableText`: every link weighs the same, a mention
 * counts without its server, the content warning counts too, and the rest is counted in graphemes.
 */

/** What a link weighs on Mastodon itself; servers may say otherwise (`characters_reserved_per_url`). */
export const MASTODON_LINK_WEIGHT = 23;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
/** A link needs a scheme and a host with a dot, and does not begin within a word. */
const LINK = /(^|[^\p{L}\p{N}_@#$/.-])(https?:\/\/[^\s<>"/?#]+\.[^\s<>"/?#]+[^\s<>"]*)/giu;
const MENTION =
  /(^|[^/\p{L}\p{N}_])@([a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?)@[\p{L}\p{N}.-]*[\p{L}\p{N}]+(?::\d+)?/giu;

/** The weight of a text, with its content warning, in the network's units. */
export function countMastodon(text: string, contentWarning = "", linkWeight = MASTODON_LINK_WEIGHT): number {
  const countable = text
    .replace(LINK, (_, before: string, url: string) => before + "x".repeat(linkWeight) + tail(url))
    .replace(MENTION, "$1@$2");
  return graphemes(countable) + graphemes(contentWarning);
}

/** Punctuation that ends a sentence rather than a link. A bracket belongs to the link when it was opened there. */
function tail(url: string): string {
  let end = url.length;
  for (;;) {
    const last = url[end - 1];
    if (last === undefined) break;
    const inner = url.slice(0, end);
    const open = last === ")" ? inner.split("(").length <= inner.split(")").length - 1 : false;
    if (!/[.,;:!?'"»”…]/.test(last) && !open) break;
    end -= 1;
  }
  return url.slice(end);
}

function graphemes(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}
