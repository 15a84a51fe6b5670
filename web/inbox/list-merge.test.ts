import assert from "node:assert/strict";
import { test } from "node:test";
import { conversation } from "../../test/browser/inbox-people.ts";
import { flatRows, mergeFirst, putRows } from "./list-merge.ts";

const row = (n: number, more = {}) => conversation(n, more);
const data = {
  pages: [
    { rows: [row(1), row(2)], next: "p2" },
    { rows: [row(3), row(4)], next: "p3" },
  ],
  pageParams: [undefined, "p2"],
};
const ids = (pages: typeof data) => flatRows(pages).map((one) => Number(one.id.slice(-4)));

test("a first page asked again puts the new on top and keeps what was loaded below", () => {
  const merged = mergeFirst(data, { rows: [row(9), row(3)], next: "x" });
  assert.deepEqual(ids(merged as typeof data), [9, 3, 1, 2, 4], "3 moved up and stands once");
  assert.equal(merged.pages.at(-1)?.next, "p3", "and the way on is the old one");
});

test("when everything fits on the first page, that page is the list", () => {
  const merged = mergeFirst(data, { rows: [row(1)], next: null });
  assert.deepEqual(ids(merged as typeof data), [1]);
});

test("a newer row takes the older one's place; an older one never does", () => {
  const newer = putRows(data, [row(2, { version: 5, preview: "new" })], () => true);
  assert.equal(flatRows(newer)[1]?.preview, "new");
  const older = putRows(newer, [row(2, { version: 2, preview: "old" })], () => true);
  assert.equal(flatRows(older)[1]?.preview, "new");
});

test("a row that no longer belongs leaves", () => {
  assert.deepEqual(ids(putRows(data, [row(2)], () => false) as typeof data), [1, 3, 4]);
});
