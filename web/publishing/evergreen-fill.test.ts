import assert from "node:assert/strict";
import { test } from "node:test";
import { byDay, filledRows, fillRows, firstRipe, slotKey, weekOf } from "./evergreen-fill.ts";

const zone = "Europe/Madrid";
const slot = (day: string, postId: string | null, ripe = ["a", "b", "c"], channelId = "one") => ({
  channelId,
  at: `${day}T08:00:00.000Z`,
  time: { local: `${day}T10:00`, zone },
  postId,
  ripe,
});
const posts = ["a", "b", "c"].map((id) => ({
  id,
  brief: id.toUpperCase(),
  channels: [
    { channelId: "one", days: id === "c" ? 2 : 90 },
    { channelId: "two", days: 90 },
  ],
}));
const [monday, tuesday, wednesday] = [
  slot("2027-05-03", "a"),
  slot("2027-05-04", "b"),
  slot("2027-05-05", "c"),
];
const offers = (rows: ReturnType<typeof fillRows>) => rows.map((each) => each.offers);

test("what stands in another row within its days is not offered, and beyond them it is", () => {
  const rows = fillRows({ slots: [monday, tuesday, wednesday], posts }, new Map());
  assert.deepEqual(offers(rows), [["c"], [], []], "c stands two days after Monday, and one after Tuesday");
});

test("a row that is taken out gives its post to the others, and an exchange takes one from them", () => {
  const out = new Map([[slotKey(monday), null]]);
  const rows = fillRows({ slots: [monday, tuesday, wednesday], posts }, out);
  assert.deepEqual(offers(rows), [["a", "c"], ["a"], ["a"]]);
  const changed = fillRows(
    { slots: [monday, tuesday, wednesday], posts },
    new Map([...out, [slotKey(tuesday), "a"]]),
  );
  assert.deepEqual(offers(changed), [["b", "c"], ["b"], ["b"]]);
  assert.deepEqual(
    filledRows(changed, (id) => id.toUpperCase()).map(({ at, brief }) => [at.slice(0, 10), brief]),
    [
      ["2027-05-04", "A"],
      ["2027-05-05", "C"],
    ],
  );
});

test("another channel is another matter, and a slot for which nothing is ripe is no row", () => {
  const there = slot("2027-05-04", null, ["a", "b"], "two");
  const rows = fillRows({ slots: [monday, there, slot("2027-05-05", null, [])], posts }, new Map());
  assert.deepEqual(offers(rows), [
    ["b", "c"],
    ["a", "b"],
  ]);
});

test("days are those of the slots' calendar: late on the 29th and early on the 31st are two days apart", () => {
  const at = (local: string, moment: string) => ({
    ...slot("2027-10-29", null),
    at: moment,
    time: { local, zone },
  });
  const late = at("2027-10-29T23:30", "2027-10-29T21:30:00.000Z");
  const early = at("2027-10-31T00:30", "2027-10-30T22:30:00.000Z");
  const rows = fillRows({ slots: [{ ...late, postId: "c" }, early], posts }, new Map());
  assert.ok(rows[1]?.offers.includes("c"));
});

test("the first day on which anything is ripe is that of the channels in question", () => {
  const library = [
    { channels: [{ channelId: "one", ripeOn: "2027-06-09" }] },
    {
      channels: [
        { channelId: "one", ripeOn: "2027-06-02" },
        { channelId: "two", ripeOn: "2027-05-01" },
      ],
    },
  ];
  assert.equal(firstRipe(library, new Set(["one"])), "2027-06-02");
  assert.equal(firstRipe(library, new Set(["three"])), undefined);
});

test("a week begins on the person's own first day, and rows stand under the day that it is in the zone", () => {
  assert.deepEqual(weekOf("2027-05-05", 1), { from: "2027-05-03", to: "2027-05-09" });
  assert.deepEqual(weekOf("2027-05-09", 1), { from: "2027-05-03", to: "2027-05-09" });
  assert.deepEqual(weekOf("2027-05-09", 0), { from: "2027-05-09", to: "2027-05-15" });
  const late = { at: "2027-05-03T22:30:00.000Z" };
  assert.deepEqual(
    byDay([monday, late, tuesday], zone).map(([day, rows]) => [day, rows.length]),
    [
      ["2027-05-03", 1],
      ["2027-05-04", 2],
    ],
  );
});
