/**
 * Reading a list from its newest item down to what the last pass has seen, a page at a time.
 *
 * Nothing rests on `since_id` (snac2 ignores it at times) or on the order of ids (numbers, ULIDs and flake ids
 * differ): an item counts as seen when its id is among the newest ones of the passes before, and as older
 * than the stream's reach by its own moment.
 */
import type { Json } from "../../kernel/result.ts";
import type { Page, PullRequest, Raw } from "../connector.ts";

/** How many of the newest ids are remembered: at least two of the largest pages. */
const REMEMBERED = 100;
/** A list that a server does not have is asked for again after this long: servers are upgraded. */
const ASK_AGAIN_MS = 24 * 3_600_000;

export interface Cursor {
  /** The newest items that are read, newest first. */
  seen: string[];
  /** Items before this moment are behind us. */
  since: string | null;
  /** When the last whole pass began: everything before is read. */
  upTo?: string;
  pass?: {
    began: string;
    /** `max_id` of the next page. */
    below: string | null;
    fresh: string[];
    oldest: string | null;
    /** Arrivals that a first pass may still bring. */
    left: number | null;
  };
  /** Since when the server is known not to have this list. */
  missing?: string;
}

/** One entry of a list as the server gave it. */
export interface Entry {
  /** Unique in the list, and another one when the entry changes (an edit). */
  id: string;
  /** What `max_id` compares with. */
  pageId: string;
  at: Date;
}

export interface Listed<E extends Entry> {
  entries: E[];
  /** From the Link header; see `nextMaxId`. */
  next: string | null | undefined;
  /** How many were asked for: a shorter page that repeats itself is the whole list of a server without pages. */
  asked: number;
}

/** What the database gave back, or a fresh start when it is not a cursor of ours. */
export function readCursor(value: Json | undefined): Cursor {
  if (value && typeof value === "object" && !Array.isArray(value) && Array.isArray(value.seen))
    return value as unknown as Cursor;
  return { seen: [], since: null };
}

export const asCursor = (cursor: Cursor): Json => JSON.parse(JSON.stringify(cursor)) as Json;

/** Whether the list is known to be missing, and it is too early to look again. */
export const isMissing = (cursor: Cursor, now: Date): boolean =>
  cursor.missing !== undefined && now.getTime() - Date.parse(cursor.missing) < ASK_AGAIN_MS;

export function missingPage(cursor: Cursor, now: Date): Page {
  const kept: Cursor = { seen: cursor.seen, since: cursor.since, missing: now.toISOString() };
  return { arrivals: [], cursor: asCursor(kept), done: true, asOf: now };
}

/** The pass that this request continues, or a new one. */
export function beginPass(cursor: Cursor, request: PullRequest, now: Date): NonNullable<Cursor["pass"]> {
  const left = cursor.since === null ? request.most : null;
  return cursor.pass ?? { began: now.toISOString(), below: null, fresh: [], oldest: null, left };
}

export interface Chosen<E> {
  /** Entries of this page that are new. */
  fresh: E[];
  done: boolean;
  below: string | null;
  gap?: Page["gap"];
}

/** Which entries of a page are new, and whether the pass ends with it. */
export function choose<E extends Entry>(
  cursor: Cursor,
  pass: NonNullable<Cursor["pass"]>,
  listed: Listed<E>,
  reach: Date,
): Chosen<E> {
  const { entries } = listed;
  const floor = cursor.since === null ? reach : new Date(cursor.since);
  const seen = new Set(cursor.seen);
  const inPass = new Set(pass.fresh);
  const fresh = entries.filter((one) => !seen.has(one.id) && !inPass.has(one.id) && one.at >= floor);
  const last = entries.at(-1);
  const ended = (): Chosen<E> => ({
    fresh,
    done: true,
    below: null,
    ...forgotten(cursor, pass, listed, fresh, floor),
  });
  if (!last) return ended();
  const reached = entries.some((one) => seen.has(one.id) || one.at < floor);
  const below = listed.next === undefined ? last.pageId : listed.next;
  if (reached) return { fresh, done: true, below: null };
  if (below === null) return ended();
  const stuck = pass.below !== null && (below === pass.below || fresh.length === 0);
  if (!stuck) return { fresh, done: false, below };
  // snac2 pages some lists and not others, and gives its newest 256 at once there.
  if (entries.length < listed.asked) return ended();
  const why = {
    en: "The server gives the same page again and nothing older.",
    es: "El servidor vuelve a dar la misma página y nada más antiguo.",
  };
  return { fresh, done: true, below: null, gap: { from: floor, to: last.at, why } };
}

/**
 * A server that keeps the newest items only (snac2: 64 notifications) ends its list before what was read last time:
 * what lies between is gone. A list shorter than a page says nothing: a person may have cleared it, or changed all of it.
 */
function forgotten<E extends Entry>(
  cursor: Cursor,
  pass: NonNullable<Cursor["pass"]>,
  listed: Listed<E>,
  fresh: E[],
  floor: Date,
): Pick<Chosen<E>, "gap"> {
  const oldest = fresh.at(-1)?.at ?? (pass.oldest ? new Date(pass.oldest) : undefined);
  const later = cursor.since !== null && cursor.seen.length > 0;
  if (!later || !oldest || pass.fresh.length + fresh.length < listed.asked) return {};
  const why = {
    en: "The server's list ends before what was read last: it keeps no older items.",
    es: "La lista del servidor acaba antes de lo último leído: no guarda nada más antiguo.",
  };
  return { gap: { from: cursor.upTo ? new Date(cursor.upTo) : floor, to: oldest, why } };
}

/** The page for these arrivals, with the cursor behind it. */
export function turn<E extends Entry>(
  cursor: Cursor,
  pass: NonNullable<Cursor["pass"]>,
  chosen: Chosen<E>,
  arrivals: Raw[],
  reach: Date,
): Page {
  const last = chosen.fresh.at(-1);
  const oldest = last ? last.at.toISOString() : pass.oldest;
  const fresh = [...pass.fresh, ...chosen.fresh.map((one) => one.id)].slice(0, REMEMBERED);
  const left = pass.left === null ? null : pass.left - arrivals.length;
  const done = chosen.done || (left !== null && left <= 0);
  const common = {
    arrivals,
    done,
    asOf: new Date(pass.began),
    ...(oldest ? { reached: new Date(oldest) } : {}),
    ...(chosen.gap ? { gap: chosen.gap } : {}),
  };
  if (!done) {
    const next: Cursor = {
      seen: cursor.seen,
      since: cursor.since,
      ...(cursor.upTo ? { upTo: cursor.upTo } : {}),
      pass: { ...pass, below: chosen.below, fresh, oldest, left },
    };
    return { ...common, cursor: asCursor(next) };
  }
  const seen = [...fresh, ...cursor.seen].slice(0, REMEMBERED);
  // A later pass is bounded by where the first one ended; what lies further back was never asked for.
  const since = cursor.since ?? oldest ?? reach.toISOString();
  return { ...common, cursor: asCursor({ seen, since, upTo: pass.began }) };
}
