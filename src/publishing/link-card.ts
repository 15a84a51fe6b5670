/** What a page says of itself for those who link to it (https://ogp.me). Pure. */
import { DomUtils, parseDocument } from "htmlparser2";
import { shallowHtml } from "../channels/index.ts";

export interface PageCard {
  title: string;
  description: string;
  /** The whole address of its picture. */
  picture: string | undefined;
}

/** A page says this at its beginning; what follows is not looked at. Characters. */
const LONGEST = 600_000;

/** Reads a page's card: Open Graph first, then Twitter's names, then the page's own title and description. */
export function readCard(html: string, address: string): PageCard {
  const document = parseDocument(shallowHtml(html.slice(0, LONGEST)));
  const said = new Map<string, string>();
  for (const { attribs } of DomUtils.getElementsByTagName("meta", document)) {
    const name = (attribs.property ?? attribs.name ?? attribs.itemprop ?? "").trim().toLowerCase();
    const content = oneLine(attribs.content ?? "");
    if (name && content && !said.has(name)) said.set(name, content);
  }
  const first = (...names: string[]) => names.map((name) => said.get(name)).find((one) => one !== undefined);
  const [title] = DomUtils.getElementsByTagName("title", document);
  const picture = first(
    "og:image:secure_url",
    "og:image",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
  );
  const base = DomUtils.getElementsByTagName("base", document)[0]?.attribs.href;
  const whole = picture && URL.parse(picture, URL.parse(base ?? "", address)?.href ?? address);
  return {
    title: cut(first("og:title", "twitter:title") ?? oneLine(title ? DomUtils.textContent(title) : ""), 300),
    description: cut(first("og:description", "twitter:description", "description") ?? "", 1000),
    picture: whole && /^https?:$/.test(whole.protocol) ? whole.href : undefined,
  };
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

/** UTF-16 units, as the fields count; no character is cut in two. */
const cut = (text: string, most: number): string =>
  text.length > most
    ? `${text
        .slice(0, most - 1)
        .replace(/[\uD800-\uDBFF]$/, "")
        .trimEnd()}…`
    : text;

/** The text of a page, by what its server, its first bytes or the page itself say of its letters. */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const start = Buffer.from(bytes.subarray(0, 2048)).toString("latin1");
  const named = /charset\s*=\s*["']?([\w.:-]+)/i;
  for (const label of [named.exec(contentType)?.[1], named.exec(start)?.[1], "utf-8"]) {
    if (!label) continue;
    try {
      return new TextDecoder(label, { fatal: label === "utf-8" }).decode(bytes);
    } catch {
      // An unknown name, or not what it says: the next one is tried.
    }
  }
  return new TextDecoder("windows-1252").decode(bytes);
}
