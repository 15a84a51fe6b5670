/** One item of a feed, in the same words for every format. */
import { createHash } from "node:crypto";
import type { AtomFeed, DateLike, JsonFeed, RdfFeed, RssFeed } from "feedsmith";
import type { JsonObject } from "../../kernel/result.ts";
import { type FeedFormat, oneLine, resolve } from "./document.ts";
import {
  type Enclosure,
  jsonEnclosures,
  linkEnclosures,
  mediaEnclosures,
  rssEnclosures,
} from "./enclosures.ts";
import { plainText } from "./html-text.ts";

export interface Entry {
  /** What the feed calls it. */
  id: string;
  link?: string;
  title?: string;
  /** As it came; links in it are still relative to `base`. */
  html?: string;
  text?: string;
  author?: { name: string; url?: string; avatarUrl?: string };
  published?: Date;
  updated?: Date;
  language?: string;
  /** The id of what it answers (RFC 4685): feeds of comments. */
  answers?: string;
  enclosures: Enclosure[];
  base: string;
}

type Draft = Omit<Entry, "id"> & { id: string | undefined };

/** Reads one item. Its id is the feed's own, or its link, or a name made of what it says. */
export function readEntry(format: FeedFormat, item: JsonObject, base: string): Entry {
  const draft = draftOf(format, item, base);
  return { ...draft, id: oneLine(draft.id) || draft.link || hashOf([draft.title, draft.html, draft.text]) };
}

/** What tells one version of an item from another. */
export function versionOf(entry: Entry): string {
  const files = entry.enclosures.map((file) => file.url);
  return hashOf([entry.title, entry.html, entry.text, entry.link, entry.updated?.toISOString(), ...files]);
}

function hashOf(parts: Array<string | undefined>): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part ?? ""}\0`);
  return hash.digest("hex").slice(0, 20);
}

function draftOf(format: FeedFormat, item: JsonObject, base: string): Draft {
  switch (format) {
    case "json":
      return fromJson(item as unknown as JsonFeed.Item<DateLike>, base);
    case "atom":
      return fromAtom(item as unknown as AtomFeed.Entry<DateLike>, base);
    default:
      return fromRss(item as unknown as RssFeed.Item<DateLike> & RdfFeed.Item<DateLike>, base);
  }
}

function fromRss(item: RssFeed.Item<DateLike> & RdfFeed.Item<DateLike>, feedBase: string): Draft {
  const base = baseOf(item.xml?.base, feedBase);
  const guid = item.guid?.value as string | undefined;
  // A guid is an address unless it says that it is not (RSS 2.0).
  const permanent = item.guid?.isPermaLink === false ? undefined : guid;
  const web = permanent && /^https?:/i.test(permanent.trim()) ? permanent : undefined;
  const link = resolve(
    (item.link as string | undefined) ?? item.atom?.links?.[0]?.href?.toString() ?? web,
    base,
  );
  const person = item.authors?.[0];
  return {
    id: guid ?? item.rdf?.about,
    ...given("link", link),
    ...given("title", plainTitle(item.title as string | undefined)),
    ...given("html", item.content?.encoded ?? item.description ?? item.itunes?.summary),
    ...authorOf(
      item.dc?.creators?.[0] ?? person?.name ?? person?.email ?? item.itunes?.author,
      person?.link,
      base,
    ),
    ...given("published", moment(item.pubDate ?? item.dc?.dates?.[0] ?? item.dcterms?.created?.[0])),
    ...given("updated", moment(item.atom?.updated ?? item.dcterms?.modified?.[0])),
    ...given("language", item.dc?.languages?.[0]),
    ...given("answers", item.thr?.inReplyTos?.[0]?.ref as string | undefined),
    enclosures: [...rssEnclosures(item.enclosures, base), ...mediaEnclosures(item.media, base)],
    base: link ?? base,
  };
}

function fromAtom(item: AtomFeed.Entry<DateLike>, feedBase: string): Draft {
  const base = baseOf(item.xml?.base ?? item.content?.xml?.base, feedBase);
  const links = item.links ?? [];
  const alternate = links.find((link) => (link.rel ?? "alternate") === "alternate")?.href as
    | string
    | undefined;
  const content = item.content?.value !== undefined ? item.content : item.summary;
  const markup = content?.type === "html" || content?.type === "xhtml" || content?.type === "text/html";
  const person = item.authors?.[0] ?? item.source?.authors?.[0];
  return {
    id: item.id as string | undefined,
    ...given("link", resolve(alternate ?? item.content?.src, base)),
    ...given("title", titleOf(item.title as AtomFeed.Text | undefined)),
    ...given(markup ? "html" : "text", content?.value),
    ...authorOf((person?.name as string | undefined) ?? item.dc?.creators?.[0], person?.uri, base),
    ...given("published", moment(item.published)),
    ...given("updated", moment(item.updated as DateLike | undefined)),
    ...given("language", item.content?.xml?.lang ?? item.xml?.lang),
    ...given("answers", item.thr?.inReplyTos?.[0]?.ref as string | undefined),
    enclosures: [...linkEnclosures(links, base), ...mediaEnclosures(item.media, base)],
    base,
  };
}

function fromJson(item: JsonFeed.Item<DateLike>, base: string): Draft {
  const author = item.authors?.[0];
  const avatarUrl = resolve(author?.avatar, base);
  const named = authorOf(author?.name, author?.url, base);
  if (named.author && avatarUrl) named.author.avatarUrl = avatarUrl;
  return {
    id: item.id as string | undefined,
    ...given("link", resolve(item.url ?? item.external_url, base)),
    ...given("title", oneLine(item.title)),
    ...given("html", item.content_html),
    ...given("text", item.content_text ?? (item.content_html ? undefined : item.summary)),
    ...named,
    ...given("published", moment(item.date_published)),
    ...given("updated", moment(item.date_modified)),
    ...given("language", item.language),
    enclosures: jsonEnclosures(item, base),
    base: resolve(item.url, base) ?? base,
  };
}

/** `{ [key]: value }` when there is something to say. */
function given<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return value === undefined || value === "" ? {} : ({ [key]: value } as { [P in K]?: T });
}

function authorOf(name: string | undefined, url: string | undefined, base: string): Pick<Entry, "author"> {
  const shown = oneLine(name);
  if (!shown) return {};
  return { author: { name: shown, ...given("url", resolve(url, base)) } };
}

function titleOf(title: AtomFeed.Text | undefined): string {
  const markup = title?.type === "html" || title?.type === "xhtml";
  return oneLine(markup ? plainText(title.value) : title?.value);
}

/** RSS titles are plain text that many programs write as HTML: then they show `&#8217;` and tags. */
function plainTitle(title: string | undefined): string {
  const markup =
    /&(?:#\d+|#x[\da-f]+|[a-z]+\d*);|<\/?(?:b|i|em|strong|a|span|br|p|code|sup|sub)\b[^>]*>/i.test(
      title ?? "",
    );
  return oneLine(markup ? plainText(title ?? "") : title);
}

function baseOf(own: string | undefined, base: string): string {
  return resolve(own, base) ?? base;
}

/** A date as feeds write them; undefined for what is none. Years before the web are clock faults. */
function moment(value: DateLike | undefined): Date | undefined {
  if (value === undefined || value === "") return undefined;
  // An empty date of some programs, which JavaScript reads as the year 2001.
  if (typeof value === "string" && /\b000\d\b/.test(value)) return undefined;
  const written = value instanceof Date ? value : new Date(zoned(value.trim()));
  return written.getTime() > Date.UTC(1990, 0) ? written : undefined;
}

/** RFC 822's letters for zones that JavaScript does not know, and dates without a zone, which are read as UTC. */
function zoned(text: string): string {
  const named = text
    .replace(/\b(UT|WET|Z)$/, "GMT")
    .replace(/\bCET$/, "+0100")
    .replace(/\b(CEST|EET)$/, "+0200");
  const zoneless = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(named);
  return zoneless ? `${named.replace(" ", "T")}Z` : named;
}
