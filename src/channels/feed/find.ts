/** From what a person types to a feed: its own address, or the page of a site that names its feeds. */
import { DomUtils, parseDocument } from "htmlparser2";
import { fail, ok } from "../../kernel/result.ts";
import type { Fault, Outcome, Visitor, Words } from "../connector.ts";
import { shallowHtml } from "../shallow-html.ts";
import { decode, type FeedDocument, oneLine, readDocument, resolve } from "./document.ts";
import { permanentAddress, request } from "./request.ts";

export interface FoundFeed {
  url: string;
  document: FeedDocument;
}

/** Where feeds usually are, on sites that do not name them. */
const USUAL = ["/feed", "/feed.xml", "/rss.xml", "/atom.xml", "/feed.json", "/index.xml"];

const TYPES = /^(application\/(rss\+xml|atom\+xml|feed\+json|rdf\+xml|json|xml)|text\/xml)\b/i;

export async function findFeed(visitor: Visitor, typed: string): Outcome<FoundFeed> {
  const url = addressOf(typed);
  if (!url) return fail(wrong({ en: "This is not a web address.", es: "Esto no es una dirección web." }));
  const answer = await request(visitor, url);
  if (!answer.ok) return fail(wrong(answer.fault.message));
  if (!answer.value)
    return fail(
      wrong({
        en: "The site answers that nothing has changed, without having been asked.",
        es: "El sitio responde que nada ha cambiado, sin que se le haya preguntado.",
      }),
    );
  const { bytes, type, url: reached } = answer.value;
  const document = readDocument(bytes, type, reached);
  if (document) return ok({ url: await permanentAddress(visitor, url), document });
  for (const candidate of candidates(decode(bytes, type), reached)) {
    const found = await fetchFeed(visitor, candidate);
    if (found) return ok(found);
  }
  return fail(
    wrong({
      en: "There is no feed at this address, and the page names none.",
      es: "En esta dirección no hay ninguna fuente, y la página no nombra ninguna.",
    }),
  );
}

async function fetchFeed(visitor: Visitor, url: string): Promise<FoundFeed | undefined> {
  const answer = await request(visitor, url);
  if (!answer.ok || !answer.value) return undefined;
  const document = readDocument(answer.value.bytes, answer.value.type, answer.value.url);
  return document && { url: await permanentAddress(visitor, url), document };
}

/** What a person types is often without `https://`, and some pages write `feed:` before it. */
function addressOf(typed: string): string | undefined {
  const text = typed
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, "")
    .replace(/^feed:\/\//i, "https://");
  if (!text || /\s/.test(text)) return undefined;
  const written = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = resolve(written, "https://invalid.invalid/");
  if (!url) return undefined;
  // Without a dot it is a word, unless it names a machine of one's own with its port.
  const { hostname, port } = new URL(url);
  return hostname.includes(".") || hostname.includes(":") || port ? url : undefined;
}

/** The feeds that a page names (the feeds of its comments last), and then the usual places. */
function candidates(html: string, url: string): string[] {
  const document = parseDocument(shallowHtml(html.slice(0, 1_000_000)));
  const page = DomUtils.getElementsByTagName("base", document)[0]?.attribs.href;
  const base = resolve(page, url) ?? url;
  const named = DomUtils.getElementsByTagName("link", document)
    .filter((link) => /\balternate\b/i.test(link.attribs.rel ?? "") && TYPES.test(link.attribs.type ?? ""))
    .map((link) => ({ href: resolve(link.attribs.href, base), title: oneLine(link.attribs.title) }))
    .sort((a, b) => Number(isComments(a)) - Number(isComments(b)));
  const hrefs = named.flatMap((link) => (link.href ? [link.href] : [])).slice(0, 6);
  const usual = USUAL.map((path) => new URL(path, url).href);
  return [...new Set([...hrefs, ...usual])].filter((one) => one !== url);
}

function isComments(link: { href: string | undefined; title: string }): boolean {
  return /comment|comentario|commentaire/i.test(`${link.title} ${link.href}`);
}

function wrong(message: Words): Fault {
  return { tag: "input", field: "address", message };
}
