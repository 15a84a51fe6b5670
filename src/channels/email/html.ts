/** What to do with a mail's HTML: make text of it, cut off what was quoted, and tell whether it says more than text. */
import { convert } from "html-to-text";
import { DomUtils, parseDocument } from "htmlparser2";
import { shallowHtml } from "../shallow-html.ts";

/** Larger HTML is not looked into: its text is taken from its beginning. Characters. */
const LONGEST = 1_000_000;

type Document = ReturnType<typeof parseDocument>;
type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** How mail programs mark the beginning of what they quote, by the element's own name, id or class. */
const QUOTE_IDS = new Set([
  "divRplyFwdMsg",
  "x_divRplyFwdMsg",
  "appendonsend",
  "x_appendonsend",
  "OLK_SRC_BODY_SECTION",
]);
const QUOTE_CLASSES = [
  "gmail_quote",
  "gmail_attr",
  "gmail_signature",
  "moz-cite-prefix",
  "moz-signature",
  "yahoo_quoted",
  "protonmail_quote",
  "protonmail_signature_block",
  "zmail_extra",
  "front-quote",
];
/** From these on, everything up to the end of the mail is quoted. */
const QUOTE_REST = new Set(["divRplyFwdMsg", "x_divRplyFwdMsg", "appendonsend", "x_appendonsend"]);

export interface HtmlReading {
  /** The HTML of what was newly said. */
  html: string;
  /** The HTML without its quotes says more than its text: pictures, tables, lists, links with words of their own. */
  richer: boolean;
  /** As text. */
  text: string;
  /** What was cut off, as text. */
  folded: string;
}

/** Reads the HTML of a mail. When all of it is a quote (a forwarded mail), nothing is cut off. */
export function readHtml(html: string): HtmlReading {
  const shallow = shallowHtml(html.slice(0, LONGEST));
  const document = parseDocument(shallow);
  const whole = textOf(shallow);
  const cut = cutQuotes(document);
  const rest = outer(document);
  const text = textOf(rest);
  if (cut.length === 0 || text.trim() === "")
    return { html, richer: isRicher(parseDocument(shallow)), text: whole, folded: "" };
  return { html: rest, richer: isRicher(document), text, folded: textOf(cut.map(outer).join("")) };
}

/** Shallow HTML as plain text: paragraphs and lists kept, links with their address, quotes with `>`, pictures by their alt text. */
function textOf(shallow: string): string {
  return convert(shallow, {
    wordwrap: false,
    limits: { maxInputLength: LONGEST, maxDepth: 200, ellipsis: "…" },
    // Words before a second `<body>` are words, too.
    baseElements: { selectors: [] },
    selectors: [
      { selector: "head", format: "skip" },
      { selector: "title", format: "skip" },
      { selector: "a", options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
      { selector: "img", format: "alt" },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      { selector: "table", format: "block" },
      { selector: "td", format: "block" },
    ],
    formatters: {
      alt: (element, _walk, builder) => {
        const alt = String(element.attribs?.alt ?? "").trim();
        if (alt) builder.addInline(alt);
      },
    },
  });
}

function cutQuotes(document: Document): Element[] {
  const cut: Element[] = [];
  for (const element of DomUtils.findAll(isQuote, document.children)) {
    if (cut.some((other) => contains(other, element))) continue;
    const rest = QUOTE_REST.has(element.attribs.id ?? "") ? following(element) : [];
    for (const one of [element, ...rest]) {
      DomUtils.removeElement(one);
      cut.push(one);
    }
  }
  return cut;
}

function isQuote(element: Element): boolean {
  const { id = "", class: names = "", type = "", style = "" } = element.attribs;
  if (QUOTE_IDS.has(id)) return true;
  if (element.name === "blockquote" && (type === "cite" || /border-left/i.test(style))) return true;
  const own = names.split(/\s+/);
  return own.some((name) => QUOTE_CLASSES.includes(name.replace(/^x_/, "")));
}

function contains(outerElement: Element, inner: Element): boolean {
  for (let parent = inner.parent; parent; parent = parent.parent) if (parent === outerElement) return true;
  return false;
}

function following(element: Element): Element[] {
  const found: Element[] = [];
  for (let next = element.next; next; next = next.next) if ("attribs" in next) found.push(next as Element);
  return found;
}

/** Elements that text cannot stand for. Tables count only with more than one cell: newsletters are laid out in them. */
function isRicher(document: Document): boolean {
  const has = (name: string) => DomUtils.getElementsByTagName(name, document).length;
  if (["img", "ul", "ol", "h1", "h2", "h3", "h4", "pre", "b", "strong", "i", "em"].some(has)) return true;
  if (has("td") > 1 || has("th") > 1) return true;
  return DomUtils.getElementsByTagName("a", document).some((link) => {
    const label = DomUtils.textContent(link).trim();
    const href = link.attribs.href ?? "";
    return (
      label !== "" &&
      href !== "" &&
      !href.replace(/^(mailto:|https?:\/\/)/, "").startsWith(label.replace(/^https?:\/\//, ""))
    );
  });
}

function outer(node: Document | Element): string {
  return DomUtils.getOuterHTML(node, { encodeEntities: "utf8" });
}
