import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../kernel/result.ts";
import { OVERLAP, readState, step, writeState } from "./walk.ts";

/** A network's list: newest first; a page ends at a moment, and the next one starts with that moment again. */
class List {
  entries: Array<{ id: string; place: string; value: string }> = [];
  add(...places: number[]): string[] {
    const ids = places.map((place) => `${place}-${this.entries.length}-${Math.random()}`);
    for (const [n, id] of ids.entries())
      this.entries.push({ id, place: String(places[n]).padStart(8, "0"), value: id });
    this.entries.sort((a, b) => (a.place < b.place ? 1 : -1));
    return ids;
  }
  remove(id: string): void {
    this.entries = this.entries.filter((entry) => entry.id !== id);
  }
  page(next: string | undefined, size: number) {
    const below = this.entries.filter((entry) => !next || entry.place <= next);
    const entries = below.slice(0, size);
    return { entries, next: below.length > size ? entries.at(-1)?.place : undefined };
  }
}

interface Options {
  size?: number;
  reach?: number;
  most?: number;
  between?: () => void;
}

function pass(
  list: List,
  cursor: Json | undefined,
  { size = 10, reach = 0, most = 10_000, between }: Options = {},
) {
  const brought: string[] = [];
  const vanished: string[] = [];
  for (let pages = 1; pages < 1000; pages += 1) {
    const state = readState(cursor);
    const floor = String(reach).padStart(8, "0");
    const horizon = { beyond: (entry: { place: string }) => entry.place < floor, most };
    const stepped = step(state, list.page(state.walking?.next, size), horizon, new Date(pages));
    brought.push(...stepped.fresh.map((entry) => entry.id));
    vanished.push(...stepped.vanished);
    cursor = JSON.parse(JSON.stringify(writeState(stepped.state))) as Json;
    if (stepped.done) return { brought, vanished, cursor, pages, asOf: stepped.asOf };
    between?.();
  }
  throw new Error("the pass does not end");
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n);

test("a first pass brings everything within the horizon, and a second nothing", () => {
  const list = new List();
  list.add(...range(0, 35));
  const first = pass(list, undefined, { reach: 5 });
  assert.equal(first.brought.length, 30);
  assert.deepEqual(pass(list, first.cursor).brought, []);
});

test("a pass is as of its beginning", () => {
  const list = new List();
  list.add(...range(0, 35));
  assert.equal(pass(list, undefined).asOf.getTime(), 1);
});

test("what comes while a pass is under way is brought by the next", () => {
  const list = new List();
  list.add(...range(0, 35));
  const late: string[] = [];
  const first = pass(list, undefined, { between: () => late.push(...list.add(1000 + late.length)) });
  assert.equal(first.brought.length, 35);
  assert.deepEqual(pass(list, first.cursor).brought.sort(), late.sort());
});

test("what is indexed late, below what is known, is brought", () => {
  const list = new List();
  list.add(...range(0, 400));
  const first = pass(list, undefined);
  const late = list.add(395, 350);
  assert.deepEqual(pass(list, first.cursor).brought.sort(), late.sort());
});

test("a horizon stays closed: what lay beyond it is not news later", () => {
  const list = new List();
  list.add(...range(0, 35));
  const first = pass(list, undefined, { most: 3 });
  assert.equal(first.brought.length, 3);
  const second = pass(list, first.cursor);
  assert.deepEqual(second.brought, []);
  const nothing = pass(list, undefined, { reach: 1000 });
  assert.deepEqual(nothing.brought, []);
  const fresh = list.add(2000);
  assert.deepEqual(pass(list, nothing.cursor).brought, fresh);
  assert.deepEqual(pass(list, second.cursor).brought, fresh);
});

test("many entries of one moment are neither lost nor doubled", () => {
  const list = new List();
  list.add(...range(0, 20), ...Array.from({ length: 150 }, () => 500));
  const first = pass(list, undefined, { size: 200 });
  assert.equal(first.brought.length, 170);
  assert.deepEqual(pass(list, first.cursor, { size: 200 }).brought, []);
});

test("what was removed from the ground between two passes is told, whatever came on top", () => {
  const list = new List();
  const ids = list.add(...range(0, 300));
  const first = pass(list, undefined, { size: 50 });
  list.remove(ids[290] ?? "");
  list.remove(ids[210] ?? "");
  list.remove(ids[10] ?? "");
  list.add(...range(1000, 1120));
  const second = pass(list, first.cursor, { size: 50 });
  assert.equal(second.brought.length, 120);
  // The third lies below what a pass walks again: a sweep finds it.
  assert.deepEqual(second.vanished.sort(), [ids[290], ids[210]].sort());
});

test("the cursor stays small, however long the list", () => {
  const list = new List();
  list.add(...range(0, 3000));
  const { covered } = readState(pass(list, undefined, { size: 100 }).cursor);
  assert.equal(covered?.ids.length, OVERLAP);
});

test("in any history of arrivals, everything comes once", () => {
  let seed = 7;
  const random = (most: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % most;
  };
  for (let round = 0; round < 30; round += 1) {
    const list = new List();
    let clock = 1000;
    let cursor: Json | undefined;
    const brought: string[] = [];
    for (let passes = 0; passes < 8; passes += 1) {
      const say = (jitter: number): void => {
        clock += 1;
        list.add(clock - random(jitter));
      };
      for (let n = random(70); n > 0; n -= 1) say(5);
      const between = (): void => say(1);
      const passed = pass(list, cursor, { size: 7 + random(30), between: random(2) ? between : () => {} });
      brought.push(...passed.brought);
      cursor = passed.cursor;
    }
    brought.push(...pass(list, cursor, { size: 100 }).brought);
    assert.equal(brought.length, new Set(brought).size, "nothing twice");
    assert.equal(brought.length, list.entries.length, "nothing lost");
  }
});
