import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf, drawnUntil, entriesOf, localIn, type Row } from "./entries.ts";

const row = (more: Partial<Row> = {}): Row => ({
  postId: "p1",
  channelId: "c1",
  at: "2027-03-28T07:00:00.000Z",
  brief: "Ride with us.",
  pillarId: null,
  status: "scheduled",
  ...more,
});

test("a post that goes out on two channels at one moment is one entry, at two moments two", () => {
  const entries = entriesOf([
    row(),
    row({ channelId: "c2" }),
    row({ channelId: "c3", at: "2027-03-28T09:00:00.000Z" }),
    row({ postId: "p2" }),
  ]);
  assert.deepEqual(
    entries.map(({ postId, channelIds }) => [postId, channelIds]),
    [
      ["p1", ["c1", "c2"]],
      ["p1", ["c3"]],
      ["p2", ["c1"]],
    ],
  );
  assert.equal(new Set(entries.map(({ key }) => key)).size, 3);
});

test("what needs a person is said of the whole, and what is out on every channel cannot move", () => {
  const of = (...statuses: string[]) =>
    entriesOf(statuses.map((status, at) => row({ status, channelId: `c${at}` })))[0];
  assert.equal(of("sent", "failed", "scheduled")?.standing, "trouble");
  assert.equal(of("sent", "draft")?.standing, "draft");
  assert.equal(of("sent", "scheduled")?.standing, "planned");
  assert.equal(of("sent", "sent")?.standing, "sent");
  assert.equal(of("a status of tomorrow")?.standing, "trouble");
  assert.deepEqual(
    [of("sent", "sent"), of("sent", "scheduled"), of("sending"), of("draft")].map((each) => each?.movable),
    [false, true, false, true],
  );
});

test("days and hours are those of the zone, on both sides of the change of the clocks", () => {
  const zone = "Europe/Madrid";
  assert.equal(localIn(new Date("2027-03-26T08:00:00Z"), zone), "2027-03-26T09:00");
  assert.equal(localIn(new Date("2027-03-29T07:00:00Z"), zone), "2027-03-29T09:00");
  assert.equal(localIn(new Date("2027-03-28T22:30:00Z"), zone), "2027-03-29T00:30", "midnight is hour 00");
  const late = entriesOf([row({ at: "2027-03-28T22:30:00.000Z" })]);
  assert.deepEqual([...daysOf(late, zone)], ["2027-03-29"]);
  assert.deepEqual([...daysOf(late, "America/New_York")], ["2027-03-28"]);
});

test("a post late in the evening is drawn on its own day alone", () => {
  assert.equal(drawnUntil("2027-03-26T08:00:00Z", "Europe/Madrid"), "2027-03-26T08:45:00.000Z");
  assert.equal(drawnUntil("2027-03-26T22:50:00Z", "Europe/Madrid"), "2027-03-26T23:00:00.000Z");
});
