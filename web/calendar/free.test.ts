import assert from "node:assert/strict";
import { test } from "node:test";
import { firstTime, freeByDay, freeOf, shifted } from "./free.ts";

const zone = "Europe/Madrid";
const row = (channelId: string, at: string, local: string) => ({ channelId, at, time: { local, zone } });

test("channels that are free at the same moment stand there once, together", () => {
  const free = freeOf([
    row("sky", "2027-03-30T16:30:00.000Z", "2027-03-30T18:30"),
    row("sky", "2027-03-30T07:00:00.000Z", "2027-03-30T09:00"),
    row("town", "2027-03-30T07:00:00.000Z", "2027-03-30T09:00"),
  ]);
  assert.deepEqual(
    free.map(({ at, channelIds }) => [at.slice(11, 16), channelIds]),
    [
      ["07:00", ["sky", "town"]],
      ["16:30", ["sky"]],
    ],
  );
});

test("a free slot stands on the day of the clock that is shown, not of the slot's own", () => {
  const [only] = freeOf([row("sky", "2027-03-30T22:30:00.000Z", "2027-03-31T00:30")]);
  assert.ok(only);
  assert.deepEqual([...freeByDay([only], zone).keys()], ["2027-03-31"]);
  assert.deepEqual([...freeByDay([only], "UTC").keys()], ["2027-03-30"]);
});

test("an empty day begins at nine; today, once nine has passed, at a full hour that is still to come", () => {
  const now = new Date("2027-03-29T11:40:00Z");
  assert.equal(firstTime("2027-03-30", zone, now), "2027-03-30T09:00");
  assert.equal(firstTime("2027-03-29", zone, now), "2027-03-29T15:00");
  assert.equal(firstTime("2027-03-29", zone, new Date("2027-03-29T21:30:00Z")), "2027-03-29T23:45");
  assert.equal(shifted("2027-03-28T23:45", 30), "2027-03-29T00:15");
  assert.equal(shifted("2027-03-27T09:00", 1440), "2027-03-28T09:00", "nine stays nine over the change");
});
