/** A feed as bytes made into one shape, whatever it is written in: RSS, Atom, RDF or JSON Feed. */
import {
  type AtomFeed,
  type DateLike,
  type JsonFeed,
  parseFeed,
  type RdfFeed,
  type RssFeed,
} from "feedsmith";
import type { Json, JsonObject } from "../../kernel/result.ts";

export type FeedFormat = "rss" | "atom" | "rdf" | "json";

/** One item in its format's own words. */
export type FormatItem =
  | { format: "rss"; item: RssFeed.Item<DateLike> }
  | { format: "rdf"; item: RdfFeed.Item<DateLike> }
  | { format: "atom"; item: AtomFeed.Entry<DateLike> }
  | { format: "json"; item: JsonFeed.Item<DateLike> };

export interface FeedDocument {
  format: FeedFormat;
  title: string;
  /** The site's own page. */
  home?: string;
  icon?: string;
  language?: string;
  /** Who writes here when an item does not say. */
  author?: string;
  /** What relative links are relative to. */
  base: string;
  /** The next page of older items (RFC 5005, JSON Feed's `next_url`). */
  next?: string;
  /** In the document's order. */
  items: JsonObject[];
}

/** Reads a feed; undefined when the bytes are no feed. `url` is where they came from. */
export function readDocument(bytes: Uint8Array, contentType: string, url: string): FeedDocument | undefined {
  const text = decode(bytes, contentType).trim();
  let parsed: ReturnType<typeof parseFeed>;
  try {
    parsed = parseFeed(text);
  } catch {
    return undefined;
  }
  const read = describe(parsed as Parsed, url);
  const home = resolve(read.home, url);
  const next = resolve(read.next, url);
  const icon = resolve(read.icon, url);
  return {
    format: read.format,
    title: oneLine(read.title) || new URL(url).host,
    base: resolve(read.base, url) ?? url,
    items: (read.items ?? []).map((item) => clean(JSON.parse(JSON.stringify(item))) as JsonObject),
    ...(home ? { home } : {}),
    ...(next && next !== url ? { next } : {}),
    ...(icon ? { icon } : {}),
    ...(read.language ? { language: read.language } : {}),
    ...(read.author ? { author: read.author } : {}),
  };
}

type Parsed =
  | { format: "rss"; feed: RssFeed.Feed<DateLike> }
  | { format: "rdf"; feed: RdfFeed.Feed<DateLike> }
  | { format: "atom"; feed: AtomFeed.Feed<DateLike> }
  | { format: "json"; feed: JsonFeed.Feed<DateLike> };

interface Described {
  format: FeedFormat;
  title: string | undefined;
  home: string | undefined;
  icon: string | undefined;
  language: string | undefined;
  author: string | undefined;
  base: string | undefined;
  next: string | undefined;
  items: readonly unknown[] | undefined;
}

function describe({ format, feed }: Parsed, url: string): Described {
  switch (format) {
    case "json":
      return {
        format,
        title: feed.title as string | undefined,
        home: feed.home_page_url,
        icon: feed.icon ?? feed.favicon,
        language: feed.language,
        author: feed.authors?.[0]?.name,
        base: url,
        next: feed.next_url,
        items: feed.items as readonly unknown[],
      };
    case "atom":
      return {
        format,
        title: (feed.title as AtomFeed.Text | undefined)?.value,
        home: linkOf(feed.links, "alternate"),
        icon: feed.icon ?? feed.logo,
        language: feed.xml?.lang,
        author: feed.authors?.[0]?.name as string | undefined,
        base: feed.xml?.base ?? linkOf(feed.links, "self"),
        next: linkOf(feed.links, "next") ?? linkOf(feed.links, "prev-archive"),
        items: feed.entries,
      };
    default: {
      const image = feed.image?.url as string | undefined;
      const rss = format === "rss" ? feed : undefined;
      return {
        format,
        title: feed.title as string | undefined,
        home: feed.link as string | undefined,
        icon: image,
        language: rss?.language ?? feed.dc?.languages?.[0],
        author: feed.dc?.creators?.[0] ?? rss?.managingEditor?.name,
        base: feed.xml?.base ?? (feed.link as string | undefined),
        next: linkOf(feed.atom?.links, "next") ?? linkOf(feed.atom?.links, "prev-archive"),
        items: feed.items,
      };
    }
  }
}

type AtomLinks = ReadonlyArray<{ href?: unknown; rel?: string }> | undefined;

function linkOf(links: AtomLinks, rel: string): string | undefined {
  const found = links?.find((link) => (link.rel ?? "alternate") === rel);
  return typeof found?.href === "string" ? found.href : undefined;
}

/** An absolute web address, or undefined when it is none. */
export function resolve(href: string | undefined, base: string): string | undefined {
  const written = href?.trim();
  if (!written || !URL.canParse(written, base)) return undefined;
  const url = new URL(written, base);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
}

export function oneLine(text: string | undefined): string {
  return (text ?? "").replace(/\s+/g, " ").trim();
}

/** PostgreSQL's jsonb takes no NUL. */
function clean(value: Json): Json {
  if (typeof value === "string") return value.replaceAll("\0", "");
  if (Array.isArray(value)) return value.map(clean);
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clean(one)]));
  return value;
}

/** Letters by byte-order mark, then by the HTTP header, then by the XML declaration (RFC 7303, 3.2); then UTF-8. */
export function decode(bytes: Uint8Array, contentType: string): string {
  const start = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  const mark = start.startsWith("\xef\xbb\xbf")
    ? "utf-8"
    : start.startsWith("\xff\xfe")
      ? "utf-16le"
      : undefined;
  const marked = mark ?? (start.startsWith("\xfe\xff") ? "utf-16be" : undefined);
  const named = /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)/i.exec(start)?.[1];
  for (const label of [marked, named, declared, "utf-8"]) {
    // Servers call everything ASCII that they have not looked at.
    if (!label || /^(us-)?ascii$/i.test(label)) continue;
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      // An unknown name, or not what it says: the next one is tried.
    }
  }
  return new TextDecoder("windows-1252").decode(bytes);
}
