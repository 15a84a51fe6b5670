import assert from "node:assert/strict";
import { test } from "node:test";
import { activeIndex, extend, moveTo, stepFrom, toggle } from "./list-keys.ts";

test("arrows, pages and ends move within the list and never out of it", () => {
  assert.equal(moveTo("ArrowDown", 0, 10, 5), 1);
  assert.equal(moveTo("ArrowUp", 0, 10, 5), 0);
  assert.equal(moveTo("PageDown", 2, 10, 5), 6, "one row of the last page stays in sight");
  assert.equal(moveTo("PageDown", 8, 10, 5), 9);
  assert.equal(moveTo("Home", 7, 10, 5), 0);
  assert.equal(moveTo("End", 0, 10_000, 5), 9_999);
  assert.equal(moveTo("q", 3, 10, 5), undefined);
  assert.equal(moveTo("ArrowDown", 0, 0, 5), undefined);
});

test("after the active row has left, the row in its place is the next one", () => {
  const after = ["a", "c", "d"];
  assert.equal(activeIndex(after, "b", 1), 1);
  assert.equal(stepFrom(after, "b", 1, 1), 1, "j goes to c, not past it");
  assert.equal(stepFrom(after, "b", 1, -1), 0);
  assert.equal(stepFrom(after, "c", 1, 1), 2);
  assert.equal(activeIndex(["a"], "gone", 5), 0);
  assert.equal(stepFrom(after, undefined, 0, 1), 1, "at the very beginning the first row is the active one");
});

test("x takes and leaves one, shift takes the stretch since the last", () => {
  const ids = ["a", "b", "c", "d"];
  assert.deepEqual([...toggle(new Set(["a"]), "a")], []);
  assert.deepEqual([...extend(new Set(["a"]), ids, "a", "c")], ["a", "b", "c"]);
  assert.deepEqual([...extend(new Set(["d"]), ids, "d", "b")], ["d", "b", "c"]);
  assert.deepEqual([...extend(new Set(), ids, "elsewhere", "b")], ["b"]);
});
