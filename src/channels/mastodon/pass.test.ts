import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../kernel/result.ts";
import type { Page, PullRequest } from "../connector.ts";
import { asCursor, beginPass, choose, type Entry, isMissing, missingPage, readCursor, turn } from "./pass.ts";

const NOW = new Date("2026-05-01T12:00:00Z");
const entry = (n: number): Entry => ({
  id: `01H${n}`,
  pageId: `01H${n}`,
  at: new Date(NOW.getTime() - (1000 - n) * 1000),
});

/** A server with a list and pages of `size`; `deaf` ones give their first page whatever is asked. */
function server(list: Entry[], size: number, deaf = false) {
  return (below: string | null) => {
    const newest = [...list].reverse();
    const from = below === null || deaf ? 0 : newest.findIndex((one) => one.pageId === below) + 1;
    return newest.slice(from, from + size);
  };
}
function page(
  ask: (below: string | null) => Entry[],
  cursor: Json | undefined,
  size: number,
  more: Partial<PullRequest> = {},
): Page {
  const request = { stream: "s", cursor, reach: new Date(0), most: 5000, ...more };
  const now = readCursor(cursor);
  const pass = beginPass(now, request, NOW);
  const entries = ask(pass.below);
  const chosen = choose(now, pass, { entries, next: undefined, asked: size }, request.reach);
  const arrivals = chosen.fresh.map((one) => ({ externalId: one.id, payload: { type: "t" }, at: one.at }));
  return turn(now, pass, chosen, arrivals, request.reach);
}
function pass(
  ask: (below: string | null) => Entry[],
  cursor: Json | undefined,
  size: number,
): { ids: string[]; cursor: Json; last: Page } {
  const ids: string[] = [];
  for (let at = cursor, n = 0; n < 50; n += 1) {
    const got = page(ask, at, size);
    ids.push(...got.arrivals.map((raw) => raw.externalId));
    at = JSON.parse(JSON.stringify(got.cursor)) as Json;
    if (got.done) return { ids, cursor: at, last: got };
  }
  return assert.fail("the pass does not end");
}
const ids = (...numbers: number[]): string[] => numbers.map((n) => `01H${n}`);

test("a first pass brings all, the next what is new, and then there is nothing", () => {
  const list = [1, 2, 3, 4, 5].map(entry);
  const first = pass(server(list, 2), undefined, 2);
  assert.deepEqual(first.ids, ids(5, 4, 3, 2, 1));
  list.push(entry(6), entry(7), entry(8));
  const second = pass(server(list, 2), first.cursor, 2);
  assert.deepEqual(second.ids, ids(8, 7, 6));
  assert.deepEqual(pass(server(list, 2), second.cursor, 2).ids, []);
});

test("what comes during a pass is brought by the next one", () => {
  const list = [1, 2, 3, 4].map(entry);
  const begun = page(server(list, 2), undefined, 2);
  assert.equal(begun.done, false);
  list.push(entry(5));
  const rest = pass(server(list, 2), begun.cursor, 2);
  assert.deepEqual(rest.ids, ids(2, 1));
  assert.deepEqual(pass(server(list, 2), rest.cursor, 2).ids, ids(5));
});

test("when the newest one seen was removed since, the others tell where to stop", () => {
  const list = [1, 2, 3].map(entry);
  const first = pass(server(list, 2), undefined, 2);
  list.pop();
  list.push(entry(4));
  assert.deepEqual(pass(server(list, 2), first.cursor, 2).ids, ids(4));
});

test("a server that gives the same page for ever ends the pass, and the gap is told", () => {
  const list = [1, 2, 3, 4, 5].map(entry);
  const stuck = pass(server(list, 2, true), undefined, 2);
  assert.deepEqual(stuck.ids, ids(5, 4));
  assert.ok(stuck.last.gap);
  const whole = pass(server(list, 9, true), undefined, 40);
  assert.deepEqual(whole.ids, ids(5, 4, 3, 2, 1));
  assert.equal(whole.last.gap, undefined, "a page shorter than asked for is the whole list");
});

test("a server that keeps its newest items only: what it forgot between two passes is told as a gap", () => {
  const list = [1, 2, 3, 4].map(entry);
  const first = pass(server(list, 2), undefined, 2);
  for (let n = 5; n <= 12; n += 1) list.push(entry(n));
  const kept = pass(server(list.slice(-5), 2), first.cursor, 2);
  assert.deepEqual(kept.ids, ids(12, 11, 10, 9, 8));
  assert.deepEqual(kept.last.gap && { from: kept.last.gap.from, to: kept.last.gap.to }, {
    from: NOW,
    to: entry(8).at,
  });
  const next = pass(server([...list, entry(13)].slice(-5), 2), kept.cursor, 2);
  assert.deepEqual(next.ids, ids(13));
  assert.equal(next.last.gap, undefined, "it is told once");
});

test("a list that somebody cleared is no gap", () => {
  const first = pass(server([1, 2, 3].map(entry), 5), undefined, 5);
  const cleared = pass(server([entry(4)], 5), first.cursor, 5);
  assert.deepEqual(cleared.ids, ids(4));
  assert.equal(cleared.last.gap, undefined);
  assert.equal(pass(server([], 5), cleared.cursor, 5).last.gap, undefined);
});

test("a first pass ends at its reach", () => {
  const list = [1, 2, 3, 4, 5].map(entry);
  const got = page(server(list, 40), undefined, 40, { reach: entry(3).at });
  assert.deepEqual(
    got.arrivals.map((raw) => raw.externalId),
    ids(5, 4, 3),
  );
  assert.equal(got.done, true);
});

test("a list that the server lacks is left alone for a day", () => {
  const cursor = readCursor(missingPage(readCursor(undefined), NOW).cursor);
  assert.equal(isMissing(cursor, new Date(NOW.getTime() + 3_600_000)), true);
  assert.equal(isMissing(cursor, new Date(NOW.getTime() + 25 * 3_600_000)), false);
  assert.deepEqual(asCursor(cursor), { seen: [], since: null, missing: NOW.toISOString() });
});
