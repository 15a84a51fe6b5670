import assert from "node:assert/strict";
import { test } from "node:test";
import { readCalendar } from "./read-calendar.ts";

test("an entry finds its channel, pillar and status, in the order of time", () => {
  const at = Date.parse("2027-03-28T07:00:00Z") / 1000;
  const { rows, cut } = readCalendar({
    channels: ["c0", "c1"],
    pillars: ["p0"],
    statuses: ["draft", "scheduled", "sent"],
    posts: [
      {
        id: "one",
        brief: "Ride with us.",
        pillar: 0,
        on: [
          [1, at, 1],
          [0, at + 120, 2],
        ],
      },
      { id: "two", brief: "In between.", on: [[0, at + 60, 0]] },
    ],
    series: [1],
    cut: true,
  });
  assert.deepEqual(
    rows.map((row) => `${row.at.slice(14, 19)} ${row.postId} ${row.channelId} ${row.pillarId} ${row.status}`),
    ["00:00 one c1 p0 scheduled", "01:00 two c0 null draft", "02:00 one c0 p0 sent"],
  );
  assert.deepEqual(
    rows.map(({ series = false }) => series),
    [false, true, false],
  );
  assert.equal(cut, true);
});
