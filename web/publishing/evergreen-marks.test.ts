import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf, marked, refusedMark } from "./evergreen-marks.ts";

test("a channel is marked, given other days, and taken out, and the others stay", () => {
  const one = marked([], "a", 90);
  assert.deepEqual(one, [{ channelId: "a", days: 90 }]);
  const two = marked(one, "b", 30);
  assert.deepEqual(marked(two, "a", 14), [
    { channelId: "b", days: 30 },
    { channelId: "a", days: 14 },
  ]);
  assert.deepEqual(marked(two, "a", undefined), [{ channelId: "b", days: 30 }]);
});

test("days are whole and within the bounds; an empty field is no number", () => {
  assert.deepEqual(["45", 3.6, 0, 9000].map(daysOf), [45, 4, 1, 730]);
  assert.deepEqual(["", "soon"].map(daysOf), [undefined, undefined]);
});

test("a refusal stands at the channel that it is about, which is not always the one that was just switched", () => {
  const marks = [
    { channelId: "a", days: 90 },
    { channelId: "b", days: 30 },
  ];
  assert.equal(refusedMark(marks, ["channels.1.channelId"])?.channelId, "b");
  assert.equal(refusedMark(marks, ["channels"]), undefined);
  assert.equal(refusedMark(marks, []), undefined);
});
