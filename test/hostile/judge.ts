/** Whether what came out is harmless, decided without the library that made it so. */
const tags =
  "p|br|a|b|strong|i|em|u|s|del|code|pre|blockquote|ul|ol|li|span|h1|h2|h3|h4|h5|h6|table|thead|tbody|tr|td|th|hr|sup|sub|div";
/** One harmless piece: text, or a whole tag of the list with nothing but these attributes, quoted, without < > within. */
const piece = new RegExp(
  `[^<]+|</(?:${tags})>|<(?:${tags})(?: (?:href="(?:https?|mailto):[^"<>]*"|rel="nofollow noopener noreferrer ugc"|target="_blank"|(?:col|row)span="[^"<>]*"))*(?: /)?>`,
  "y",
);

/** Why a piece of HTML is not harmless; undefined when it is. Anything that is not plainly harmless is not. */
export function harmIn(html: string): string | undefined {
  piece.lastIndex = 0;
  let at = 0;
  while (at < html.length) {
    if (!piece.test(html)) return html.slice(at, at + 120);
    at = piece.lastIndex;
  }
  return undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;

/** Walks an answer: no text of it hides anything or turns the reading direction, and no address leads elsewhere than the web. */
export function harmInJson(value: unknown, path = ""): string | undefined {
  if (typeof value === "string") {
    if (hidden.test(value)) return `${path} hides something: ${JSON.stringify(value.slice(0, 80))}`;
    const leads = /\.(url|href|src|avatar)$|attachments\.\d+\.preview$/.test(path);
    if (leads && value !== "" && !/^(https?:\/\/|mailto:|\/api\/)/.test(value))
      return `${path} leads to ${value.slice(0, 80)}`;
    const harm = path.endsWith(".html") ? harmIn(value) : undefined;
    return harm && `${path} carries ${harm}`;
  }
  if (value && typeof value === "object")
    for (const [key, each] of Object.entries(value)) {
      const harm = harmInJson(each, `${path}.${key}`);
      if (harm) return harm;
    }
  return undefined;
}
