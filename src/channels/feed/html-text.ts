/** The HTML of an item: its text, and its links made whole. */
import { convert } from "html-to-text";
import { DomUtils, parseDocument } from "htmlparser2";
import { shallowHtml } from "../shallow-html.ts";
import { resolve } from "./document.ts";

/** Longer articles are cut: this is for reading in an inbox. Characters of HTML. */
const LONGEST = 500_000;

export function plainText(html: string): string {
  return convert(shallowHtml(html.slice(0, LONGEST)), {
    wordwrap: false,
    limits: { maxInputLength: LONGEST, maxDepth: 200, ellipsis: "…" },
    // Words before a second `<body>` are words, too.
    baseElements: { selectors: [] },
    selectors: [
      { selector: "head", format: "skip" },
      { selector: "title", format: "skip" },
      { selector: "a", options: { ignoreHref: true } },
      { selector: "img", format: "skip" },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      { selector: "table", format: "block" },
      { selector: "td", format: "block" },
    ],
  }).trim();
}

/** Whether it has any element at all: much "HTML" in feeds is plain text. */
export function hasMarkup(html: string): boolean {
  return /<[a-z!/][^<>]*>/i.test(html);
}

/** The same HTML with every link and picture as a whole address. */
export function wholeLinks(html: string, base: string): string {
  const document = parseDocument(shallowHtml(html.slice(0, LONGEST)));
  for (const element of DomUtils.findAll(() => true, document.children))
    for (const name of ["href", "src", "poster"]) {
      const written = element.attribs[name];
      if (written === undefined || /^(?:https?:|mailto:|tel:|#)/i.test(written)) continue;
      const address = resolve(written, base);
      if (address) element.attribs[name] = address;
      else delete element.attribs[name];
    }
  return DomUtils.getOuterHTML(document, { encodeEntities: "utf8" });
}
