import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHours, nextStretch, problemsOf, stretch, toHours, weekHours } from "./hours.ts";

const words = { unfinished: "unfinished", overlap: "overlap" };
const hours = {
  mon: [
    ["09:00", "13:00"],
    ["15:00", "24:00"],
  ],
  sat: [["22:00", "02:00"]],
};

test("hours come back from the editor as they went in, the end of the day too", () => {
  assert.deepEqual(toHours(fromHours(hours)), hours);
});

test("the week's hours count past midnight", () => {
  assert.equal(weekHours(fromHours(hours)), 4 + 9 + 4);
});

test("a stretch needs both ends and must not overlap, in whatever order it was typed", () => {
  const empty = fromHours({});
  const [late, early, open] = [stretch("12:00", "14:00"), stretch("09:00", "12:30"), stretch("16:00", "")];
  const found = problemsOf({ ...empty, tue: [late, early, open] }, words);
  assert.deepEqual(
    [...found],
    [
      [late.key, "overlap"],
      [open.key, "unfinished"],
    ],
  );
  assert.equal(problemsOf(fromHours(hours), words).size, 0);
});

test("what is typed out of order is saved in order", () => {
  const week = { ...fromHours({}), wed: [stretch("15:00", "17:00"), stretch("09:00", "11:00")] };
  assert.deepEqual(toHours(week), {
    wed: [
      ["09:00", "11:00"],
      ["15:00", "17:00"],
    ],
  });
});

test("another stretch begins an hour after the last and stays within the day", () => {
  const after = nextStretch([stretch("09:00", "13:00")]);
  assert.deepEqual([after.from, after.to], ["14:00", "16:00"]);
  const late = nextStretch([stretch("09:00", "23:30")]);
  assert.deepEqual([late.from, late.to], ["22:00", "23:00"]);
});
