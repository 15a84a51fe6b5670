import assert from "node:assert/strict";
import { test } from "node:test";
import { readSearch } from "./question.ts";
import { firstWeekday } from "./week.ts";

test("an address says what is shown; what cannot be read is left out", () => {
  const search = {
    view: "week",
    day: "2027-03-28",
    color: "pillar",
    clock: "own",
    channel: "c1",
    status: "draft",
  } as const;
  assert.deepEqual(readSearch(search), search);
  assert.deepEqual(
    readSearch({ view: "year", day: "2027-13-40", color: "red", clock: 7, channel: 3, status: "odd" }),
    {},
  );
});

test("the week begins as it does where the person is", () => {
  assert.equal(firstWeekday("en", ["en-GB"]), 1);
  assert.equal(firstWeekday("en", ["es-ES", "en-US"]), 0);
  assert.equal(firstWeekday("es", ["en-US"]), 1, "the language chosen here wins over the browser's others");
});
