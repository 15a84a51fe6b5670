/** Keeps HTML shallow enough to be walked: parsers go into it level by level, and keep a list of what is open. */

/** Deeper than any page or mail nests by itself; tables in newsletters reach about forty. */
const deepest = 200;
/** They hold nothing, or are ended by the next of their kind (HTML, 13.1.2.4): however many, they do not nest. */
const flat = new Set(
  "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option".split(
    " ",
  ),
);
const tag = /<(\/?)([a-z][^\s/>]*)[^>]*>/gi;

/**
 * HTML of which no element lies deeper than some hundred levels: deeper tags are left out, and what they hold stays.
 * Thousands of nested elements, which anybody can send, overflow the stack of a recursive walk and take a parser's time
 * by their square. One pass, in linear time. What is not deep stays as it is, to the letter.
 */
export function shallowHtml(html: string): string {
  let depth = 0;
  const kept: string[] = [];
  let at = 0;
  for (const match of html.matchAll(tag)) {
    const [whole, closing, name = ""] = match;
    if (flat.has(name.toLowerCase())) continue;
    if (!closing) depth += 1;
    if (depth > deepest) {
      kept.push(html.slice(at, match.index));
      at = match.index + whole.length;
    }
    // What is closed without having been opened takes nothing off.
    if (closing) depth = Math.max(0, depth - 1);
  }
  return kept.join("") + html.slice(at);
}
