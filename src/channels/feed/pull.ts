/**
 * Reads a feed in passes. A feed is a window on the newest items: what has left it between two passes is lost, unless
 * the feed has older pages (RFC 5005, JSON Feed). A pass therefore goes back until it meets what the pass before had
 * seen, and says so when it cannot.
 */
import type { Json, JsonObject } from "../../kernel/result.ts";
import { fail, ok } from "../../kernel/result.ts";
import type { Outcome, Page, PullRequest, Raw, Session } from "../connector.ts";
import { type FeedDocument, readDocument } from "./document.ts";
import { type Entry, readEntry, versionOf } from "./entry.ts";
import { type Answer, NOT_A_FEED, request, type Validators } from "./request.ts";
import { readSettings } from "./settings.ts";

/** Most items that are remembered, and most pages of one pass. */
const MOST_SEEN = 2000;
const MOST_PAGES = 50;

interface FeedCursor extends Validators {
  /** Item id → the version last seen. */
  seen: Record<string, string>;
  /** The end of the last whole pass (ISO), and until when the site asks not to be asked again. */
  asOf?: string;
  freshUntil?: string;
  pass?: FeedPass;
}

interface FeedPass extends Validators {
  asOf: string;
  next: string;
  pages: number;
  done: number;
  freshUntil?: string;
  /** What this pass has seen so far. */
  fresh: Record<string, string>;
}

export async function pull(session: Session, asked: PullRequest): Outcome<Page> {
  const cursor = (asked.cursor ?? { seen: {} }) as unknown as FeedCursor;
  const { pass } = cursor;
  const now = session.now();
  const { url } = readSettings(session.settings);
  if (!pass && cursor.asOf && cursor.freshUntil && new Date(cursor.freshUntil) > now)
    return ok(nothing(cursor, new Date(cursor.asOf)));
  const answer = pass ? await request(session, pass.next) : await request(session, url, validators(cursor));
  if (!answer.ok) return answer;
  if (!answer.value) return ok(nothing({ ...cursor, asOf: now.toISOString() }, now));
  const document = readDocument(answer.value.bytes, answer.value.type, answer.value.url);
  if (!document) return fail({ tag: "unavailable", message: NOT_A_FEED });
  return ok(readPage(cursor, pass ?? begin(answer.value, now), document, asked, now));
}

const nothing = (cursor: FeedCursor, asOf: Date): Page => ({
  arrivals: [],
  cursor: cursor as unknown as Json,
  done: true,
  asOf,
});

function begin({ validators: own, freshUntil }: Answer, now: Date): FeedPass {
  return {
    ...own,
    asOf: now.toISOString(),
    next: "",
    pages: 0,
    done: 0,
    fresh: {},
    ...(freshUntil ? { freshUntil: freshUntil.toISOString() } : {}),
  };
}

function readPage(
  cursor: FeedCursor,
  pass: FeedPass,
  document: FeedDocument,
  asked: PullRequest,
  now: Date,
): Page {
  const first = cursor.asOf === undefined;
  const items = entriesOf(document, now, pass.done);
  const fresh = { ...pass.fresh };
  const arrivals: Raw[] = [];
  let met = false;
  let beyond = false;
  for (const item of items) {
    const { id } = item.entry;
    const version = versionOf(item.entry);
    const before = cursor.seen[id];
    if (before !== undefined) met = true;
    if (item.at < asked.reach) beyond = true;
    const known = before === version || fresh[id] === version;
    fresh[id] = version;
    if (known || (first && (item.at < asked.reach || pass.done + arrivals.length >= asked.most))) continue;
    arrivals.push(toRaw(item, document, { version, now, edited: before !== undefined }));
  }
  const done = pass.done + arrivals.length;
  const pages = pass.pages + 1;
  const far = first ? beyond || done >= asked.most : met || Object.keys(cursor.seen).length === 0;
  const goesOn = !far && document.next !== undefined && document.next !== pass.next && pages < MOST_PAGES;
  const asOf = new Date(pass.asOf);
  const oldest = Math.min(...items.map((item) => item.at.getTime()));
  const reached = Number.isFinite(oldest) ? { reached: new Date(oldest) } : {};
  if (goesOn) {
    const next: FeedCursor = { ...cursor, pass: { ...pass, next: document.next ?? "", pages, done, fresh } };
    return { arrivals, cursor: next as unknown as Json, done: false, asOf, ...reached };
  }
  const lost = !first && !far && items.length > 0;
  const end: FeedCursor = { ...validators(pass), seen: remember(cursor.seen, fresh), asOf: pass.asOf };
  if (pass.freshUntil) end.freshUntil = pass.freshUntil;
  return {
    arrivals,
    cursor: end as unknown as Json,
    done: true,
    asOf,
    ...reached,
    ...(lost ? { gap: gapOf(new Date(cursor.asOf ?? 0), new Date(oldest), asOf) } : {}),
  };
}

function gapOf(from: Date, oldest: Date, asOf: Date): NonNullable<Page["gap"]> {
  const to = oldest > from ? oldest : asOf;
  return {
    from,
    to,
    why: {
      en: "The feed shows its newest items only, and none of those read before is among them.",
      es: "La fuente solo muestra sus artículos más recientes, y entre ellos no está ninguno de los leídos antes.",
    },
  };
}

function validators({ etag, modified }: Validators): Validators {
  return { ...(etag ? { etag } : {}), ...(modified ? { modified } : {}) };
}

/** The newest in front, so that what falls out is the oldest. */
function remember(before: Record<string, string>, fresh: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...fresh, ...omit(before, fresh) }).slice(0, MOST_SEEN));
}

function omit(from: Record<string, string>, those: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(from).filter(([id]) => !(id in those)));
}

interface DatedItem {
  item: JsonObject;
  entry: Entry;
  at: Date;
}

/** The items with their ids and moments. Several items under one id (a broken feed) are told apart by their links. */
function entriesOf(document: FeedDocument, now: Date, before: number): DatedItem[] {
  const entries = document.items.map((item) => ({
    item,
    entry: readEntry(document.format, item, document.base),
  }));
  const links = new Map<string, Set<string>>();
  for (const { entry } of entries)
    links.set(entry.id, (links.get(entry.id) ?? new Set()).add(entry.link ?? ""));
  return entries.map(({ item, entry }, index) => {
    const shared = (links.get(entry.id)?.size ?? 0) > 1;
    const id = shared && entry.link ? `${entry.id} ${entry.link}` : entry.id;
    // An item without a date came now; those further down came a moment earlier. Nothing comes from the future.
    const named = entry.published ?? entry.updated ?? new Date(now.getTime() - (before + index) * 1000);
    return { item, entry: { ...entry, id }, at: named > now ? now : named };
  });
}

function toRaw(
  { item, entry, at }: DatedItem,
  document: FeedDocument,
  { version, now, edited }: { version: string; now: Date; edited: boolean },
): Raw {
  const { format, base, title, home, language, author } = document;
  return {
    externalId: `${entry.id} ${version}`,
    payload: {
      type: "item",
      id: entry.id,
      format,
      base,
      item,
      feed: {
        title,
        ...(home ? { home } : {}),
        ...(language ? { language } : {}),
        ...(author ? { author } : {}),
      },
      ...(edited ? { edited: now.toISOString() } : {}),
    },
    at,
  };
}
