/** A status' HTML as plain text in which mentions and links stay readable, with the places of its links. */
import { type FormatCallback, htmlToText } from "html-to-text";
import { shallowHtml } from "../shallow-html.ts";

export interface PlainText {
  text: string;
  /** UTF-16 offsets in `text`. Mentions and hashtags are links too. */
  links: Array<{ start: number; end: number; url: string }>;
}

/** Private-use characters that frame a link until its place is known. Taken out of what people wrote first. */
const OPEN = "\uE000";
const CLOSE = "\uE001";

/**
 * Mastodon shortens links by hiding their head and tail in spans (`invisible`, `ellipsis`): the text of a link is the
 * whole address, so both are kept.
 */
export function plainText(html: string): PlainText {
  const urls: string[] = [];
  const anchor: FormatCallback = (element, walk, builder) => {
    const href = typeof element.attribs?.href === "string" ? element.attribs.href : "";
    if (!/^https?:\/\//i.test(href)) return walk(element.children, builder);
    urls.push(href);
    builder.addInline(OPEN, { noWordTransform: true });
    walk(element.children, builder);
    builder.addInline(CLOSE, { noWordTransform: true });
  };
  const framed = htmlToText(shallowHtml(html.replaceAll(/[\uE000\uE001]/g, "")), {
    wordwrap: false,
    // Without this, a `<body>` within would hide the words before it.
    baseElements: { selectors: [] },
    formatters: { anchor },
    selectors: [
      { selector: "a", format: "anchor" },
      { selector: "img", format: "skip" },
      { selector: "ul", options: { itemPrefix: "• " } },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
  return unframe(framed, urls);
}

function unframe(framed: string, urls: string[]): PlainText {
  let text = "";
  let start = 0;
  const links: PlainText["links"] = [];
  let n = 0;
  for (const part of framed.split(/([\uE000\uE001])/)) {
    if (part === OPEN) start = text.length;
    else if (part === CLOSE) {
      const url = urls[n++];
      if (url && text.length > start) links.push({ start, end: text.length, url });
    } else text += part;
  }
  // Nothing is trimmed in front that could move the places: html-to-text begins with text.
  return { text: text.trimEnd(), links };
}

/** The addresses and names of the accounts that a status' HTML mentions. snac2 leaves `mentions` empty for those who get it. */
export function mentionLinks(html: string): Array<{ url: string; name: string }> {
  const found: Array<{ url: string; name: string }> = [];
  for (const part of html.split(/<\/a>/i).slice(0, -1)) {
    // Patterns that stop at the next tag: whoever writes thousands of beginnings of links must not keep us busy.
    const link = [...part.matchAll(/<a\s([^<>]*)>/gi)].at(-1);
    if (!link) continue;
    const attributes = link[1];
    const inner = part.slice(link.index + link[0].length);
    if (!attributes || !/class="[^"]*\bmention\b[^"]*"/i.test(attributes) || /\bhashtag\b/i.test(attributes))
      continue;
    const url = /href="([^"]+)"/i.exec(attributes)?.[1];
    const name = plainText(inner).text;
    if (url && name.startsWith("@")) found.push({ url: plainText(url).text, name });
  }
  return found;
}
