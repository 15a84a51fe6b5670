/** Keeps HTML shallow enough to be walked: parsers go into it level by level, and keep a list of what is open. */
import { Parser } from "htmlparser2";

/** Deeper than any page or mail nests by itself; tables in newsletters reach about forty. */
const deepest = 200;
/** Characters read between two looks at the depth: a parser's time grows with the square of what is open. */
const stretch = 20_000;
/** They have no end tag (HTML, 13.1.2). */
const hollow = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
/** What they hold is not for reading, or read differently from parser to parser. */
const unread = new Set(
  "script style title textarea noscript svg math template iframe object xmp noembed noframes plaintext".split(
    " ",
  ),
);

/**
 * HTML of which no element lies deeper than some hundred levels, whichever parser reads it. Thousands of nested elements,
 * which anybody can send, overflow the stack of a recursive walk and take a parser's time by their square.
 *
 * What has too few tags to be deep stays to the letter. Of what is deep the words and lines stay. Anything else is
 * written anew, with every element closed and without comments and scripts, in which parsers see different tags.
 */
export function shallowHtml(html: string): string {
  return mayBeDeep(html) ? (writtenAnew(html) ?? lines(html)) : html;
}

/** The words between tags, and a line's end where a block begins. No part of the patterns can go back: they are linear. */
const lines = (html: string): string =>
  html.replace(/(?:<[^<>]*>?\s*)+/g, (tags) => (block.test(tags) ? "<br>" : /\s$/.test(tags) ? " " : ""));
const block = /<(?:p|div|li|tr|br|h[1-6]|blockquote|pre|table|ul|ol|dt|dd)[\s>/]/i;

function mayBeDeep(html: string): boolean {
  let tags = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) if (++tags > deepest) return true;
  return false;
}

/** Undefined when it is deep. */
function writtenAnew(html: string): string | undefined {
  const written: string[] = [];
  let depth = 0;
  let deep = false;
  let unreadDepth = 0;
  const isWritten = (name: string) => name !== "form" && /^[a-z][a-z\d:-]*$/.test(name);
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        deep ||= depth > deepest;
        if (unread.has(name)) unreadDepth += 1;
        else if (unreadDepth === 0 && isWritten(name)) written.push(tagOf(name, attributes));
      },
      onclosetag(name) {
        depth -= 1;
        if (unread.has(name)) unreadDepth -= 1;
        else if (unreadDepth === 0 && isWritten(name) && !hollow.has(name)) written.push(`</${name}>`);
      },
      ontext(text) {
        if (unreadDepth === 0) written.push(text.replaceAll("<", "&lt;"));
      },
    },
    { decodeEntities: false },
  );
  for (let at = 0; at < html.length && !deep; at += stretch) parser.write(html.slice(at, at + stretch));
  if (!deep) parser.end();
  return deep ? undefined : written.join("");
}

function tagOf(name: string, attributes: Readonly<Record<string, string>>): string {
  const said = Object.entries(attributes)
    .filter(([each]) => /^[a-z][\w:.-]*$/i.test(each))
    .map(([each, value]) => ` ${each}="${value.replaceAll('"', "&quot;")}"`);
  return `<${name}${said.join("")}>`;
}
