/**
 * How a list that the network gives newest first is read without losing anything. Pure.
 *
 * A pass walks down from the top until it stands on ground that the previous pass covered. It does not stop at the
 * first thing it knows: what is indexed late, or carries an older date, appears below the top. So each pass
 * remembers the ids of the last `OVERLAP` entries and their lowest place, walks down to that place, and brings what
 * it did not know. The memory is rebuilt by every pass, and travels in the cursor.
 */
import type { Json, JsonObject } from "../../kernel/result.ts";
import { at, numberAt, objectAt, textAt } from "./json-path.ts";

/** How many of the newest entries are read again by every pass. At most one page of either list. */
export const OVERLAP = 100;

export interface Entry<T> {
  id: string;
  /** Sorts as the list does; the list gives the highest first. */
  place: string;
  value: T;
}

interface Covered extends JsonObject {
  /** Ids of the newest entries, and the place of the lowest of them ("" when the list has no more). */
  ids: string[];
  floor: string;
}

/** A pass under way. */
interface Walking extends JsonObject {
  /** Where the next page starts, in the network's words. */
  next: string;
  /** When the pass began: milliseconds since 1970. */
  asOf: number;
  ids: string[];
  floor: string;
  /** Ids of the covered ground that have not been met again yet. */
  unmet: string[];
  /** Ids at the lowest place of the last page: a list that pages by moments gives them again. */
  edge: string[];
  brought: number;
}

export interface WalkState {
  covered: Covered | undefined;
  walking: Walking | undefined;
}

export interface Step<T> {
  fresh: Array<Entry<T>>;
  state: WalkState;
  done: boolean;
  asOf: Date;
  /** Ids that the previous pass saw on the ground walked now, and that are gone. Only with the last page. */
  vanished: string[];
}

export interface WalkPage<T> {
  entries: Array<Entry<T>>;
  next: string | undefined;
}

/** The horizon of a first pass: an entry for which `beyond` is true ends it, and so do `most` entries. */
export interface Horizon<T> {
  beyond(entry: Entry<T>): boolean;
  most: number;
}

export function readState(cursor: Json | undefined): WalkState {
  const walking = objectAt(cursor, "walking");
  return {
    covered: at(cursor, "covered")
      ? { ids: ids(at(cursor, "covered")), floor: textAt(cursor, "covered", "floor") ?? "" }
      : undefined,
    walking: walking && {
      next: textAt(walking, "next") ?? "",
      asOf: numberAt(walking, "asOf") ?? 0,
      ids: ids(walking),
      floor: textAt(walking, "floor") ?? "",
      unmet: ids(walking, "unmet"),
      edge: ids(walking, "edge"),
      brought: numberAt(walking, "brought") ?? 0,
    },
  };
}

export function writeState({ covered, walking }: WalkState): Json {
  return { ...(covered ? { covered } : {}), ...(walking ? { walking } : {}) };
}

/** Takes one page into the walk. `now`: the moment before the page was asked for. */
export function step<T>(state: WalkState, page: WalkPage<T>, horizon: Horizon<T>, now: Date): Step<T> {
  const { covered } = state;
  const walking: Walking = state.walking
    ? { ...state.walking, ids: [...state.walking.ids] }
    : { next: "", asOf: now.getTime(), ids: [], floor: "", unmet: covered?.ids ?? [], edge: [], brought: 0 };
  const known = new Set([...(covered?.ids ?? []), ...walking.edge]);
  const unmet = new Set(walking.unmet);
  const fresh = new Map<string, Entry<T>>();
  let landedOn: Entry<T> | undefined;

  for (const entry of page.entries) {
    const tooFar = covered
      ? entry.place < covered.floor
      : horizon.beyond(entry) || walking.brought >= horizon.most;
    if (tooFar) {
      landedOn = entry;
      break;
    }
    unmet.delete(entry.id);
    remember(walking, entry);
    if (known.has(entry.id) || fresh.has(entry.id)) continue;
    fresh.set(entry.id, entry);
    walking.brought += 1;
  }
  const done = landedOn !== undefined || page.next === undefined;
  const asOf = new Date(walking.asOf);
  const arrivals = [...fresh.values()];
  if (!done) {
    const edge = page.entries.filter(({ place }) => place === page.entries.at(-1)?.place).map(({ id }) => id);
    const onwards = { ...walking, next: page.next ?? "", unmet: [...unmet], edge };
    return { fresh: arrivals, state: { covered, walking: onwards }, done, asOf, vanished: [] };
  }
  const ground = { ids: walking.ids, floor: lowest(walking, covered, landedOn) };
  return {
    fresh: arrivals,
    state: { covered: ground, walking: undefined },
    done,
    asOf,
    vanished: [...unmet],
  };
}

/** Keeps the newest `OVERLAP` ids, and those that share the last one's place: the list may give them in any order. */
function remember(walking: Walking, entry: Entry<unknown>): void {
  if (walking.ids.includes(entry.id)) return;
  if (walking.ids.length >= OVERLAP && entry.place !== walking.floor) return;
  walking.ids.push(entry.id);
  walking.floor = entry.place;
}

/** Where the ground of this pass ends, and with it the next pass. */
function lowest(
  walking: Walking,
  covered: Covered | undefined,
  landedOn: Entry<unknown> | undefined,
): string {
  if (walking.ids.length >= OVERLAP) return walking.floor;
  // The list came to its end: whatever appears there later, however low, is new.
  if (!landedOn) return "";
  // The horizon of a first pass: just above the first entry that was left out.
  return covered?.floor ?? `${landedOn.place}!`;
}

function ids(value: Json | undefined, name = "ids"): string[] {
  const found = at(value, name);
  return Array.isArray(found) ? found.filter((id) => typeof id === "string") : [];
}
