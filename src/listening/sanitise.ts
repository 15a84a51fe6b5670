/** Makes what strangers wrote safe to keep: HTML by a list of what may stay, text without what misleads the eye. */
import sanitizeHtml from "sanitize-html";
import { shallowHtml } from "../channels/index.ts";

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    "p",
    "br",
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "del",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "hr",
    "sup",
    "sub",
    "div",
  ],
  allowedAttributes: { a: ["href"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"] },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  nonTextTags: [
    "style",
    "script",
    "textarea",
    "option",
    "noscript",
    "title",
    "svg",
    "math",
    "template",
    "iframe",
    "object",
  ],
  transformTags: {
    a: (_tag, attributes) => ({
      tagName: "a",
      attribs: {
        ...(attributes.href ? { href: attributes.href } : {}),
        rel: "nofollow noopener noreferrer ugc",
        target: "_blank",
      },
    }),
  },
};
const withAnchors: sanitizeHtml.IOptions = {
  ...options,
  allowedAttributes: { ...options.allowedAttributes, a: ["href", "rel", "target"] } as NonNullable<
    sanitizeHtml.IOptions["allowedAttributes"]
  >,
};

/** HTML that holds no script, style, form, frame, image, event or tracking: only words, links and their shape. */
export const sanitiseHtml = (html: string): string =>
  sanitizeHtml(shallowHtml(html.slice(0, 500_000)), withAnchors).trim();

// Bidirectional overrides and isolates can make a text read as something else (CVE-2021-42574); other controls show nothing.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes.
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

/** Text without control characters and bidirectional overrides, well-formed, at most 100 000 characters. */
export const sanitiseText = (text: string): string =>
  text.toWellFormed().replace(hidden, "").slice(0, 100_000);

/** An address that may stand in a link or an image: http(s) only. */
export function safeUrl(url: string | undefined): string | undefined {
  if (!url || url.length > 4000) return undefined;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed.href : undefined;
  } catch {
    return undefined;
  }
}
