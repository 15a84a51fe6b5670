import assert from "node:assert/strict";
import { test } from "node:test";
import { freeSlots, nextFreeSlot, type Slot } from "./slot.ts";

const zone = "Europe/Madrid";
const slot = (weekday: Slot["weekday"], time: string, at = zone): Slot => ({ weekday, time, zone: at });
const none = new Set<number>();
const next = (slots: Slot[], from: string, taken: ReadonlySet<number> = none) =>
  nextFreeSlot(slots, taken, new Date(from));
const ms = (...moments: string[]) => new Set(moments.map((each) => Date.parse(each)));

test("the next slot is the first one after now, this week or the next", () => {
  const slots = [slot("mon", "09:00"), slot("thu", "18:30")];
  // Wednesday
  assert.deepEqual(next(slots, "2027-03-03T12:00:00Z")?.time, { local: "2027-03-04T18:30", zone });
  // Thursday, the very minute: it is past.
  assert.deepEqual(next(slots, "2027-03-04T17:30:00Z")?.time, { local: "2027-03-08T09:00", zone });
  assert.equal(next([], "2027-03-03T12:00:00Z"), undefined);
});

test("a slot in which something stands is left out, as long as it takes", () => {
  const slots = [slot("mon", "09:00")];
  const taken = ms("2027-03-08T08:00:00Z", "2027-03-15T08:00:00Z");
  assert.deepEqual(next(slots, "2027-03-03T12:00:00Z", taken)?.time, { local: "2027-03-22T09:00", zone });
});

test("nine o'clock stays nine o'clock over the change of the clocks", () => {
  const slots = [slot("mon", "09:00")];
  const before = next(slots, "2027-03-20T12:00:00Z");
  assert.equal(before?.at.toISOString(), "2027-03-22T08:00:00.000Z");
  const behind = next(slots, "2027-03-22T12:00:00Z");
  assert.deepEqual(behind?.time, { local: "2027-03-29T09:00", zone });
  assert.equal(behind?.at.toISOString(), "2027-03-29T07:00:00.000Z");
});

test("a slot in the hour that the clock leaps over is left out that week", () => {
  assert.deepEqual(next([slot("sun", "02:30")], "2027-03-27T12:00:00Z")?.time, {
    local: "2027-04-04T02:30",
    zone,
  });
});

test("a slot in the hour that the clock shows twice is meant the first time, and once", () => {
  const slots = [slot("sun", "02:30")];
  const found = next(slots, "2027-10-30T12:00:00Z");
  assert.deepEqual(found?.time, { local: "2027-10-31T02:30", zone, second: false });
  assert.equal(found?.at.toISOString(), "2027-10-31T00:30:00.000Z");
  assert.deepEqual(next(slots, "2027-10-31T00:45:00Z")?.time, { local: "2027-11-07T02:30", zone });
});

test("slots of different zones are compared by their moments, and each keeps its own day", () => {
  const slots = [slot("mon", "09:00"), slot("mon", "09:00", "Pacific/Auckland")];
  assert.deepEqual(next(slots, "2027-03-07T12:00:00Z")?.time, {
    local: "2027-03-08T09:00",
    zone: "Pacific/Auckland",
  });
  // Sunday noon in London is Monday already in Auckland.
  assert.equal(
    next([slot("mon", "09:00", "Pacific/Auckland")], "2027-03-07T21:00:00Z")?.time.local,
    "2027-03-15T09:00",
  );
});

test("a queue that is full for two years says so", () => {
  const slots = [slot("mon", "09:00", "UTC")];
  const first = Date.parse("2027-03-08T09:00:00Z");
  const taken = new Set(Array.from({ length: 200 }, (_, week) => first + week * 7 * 86_400_000));
  assert.equal(next(slots, "2027-03-07T12:00:00Z", taken), undefined);
});

test("the free slots of a stretch are all of them but those in which something stands, over the change of the clocks", () => {
  const slots = [slot("mon", "09:00"), slot("sun", "02:30")];
  const found = freeSlots(
    slots,
    ms("2027-03-22T08:00:00Z"),
    new Date("2027-03-20T12:00:00Z"),
    new Date("2027-04-05T07:00:00Z"),
  );
  assert.deepEqual(
    found.map(({ time, at }) => [time.local, at.toISOString()]),
    [
      ["2027-03-21T02:30", "2027-03-21T01:30:00.000Z"],
      // The hour of 28 March does not exist; the last Monday is the end of the stretch and outside of it.
      ["2027-03-29T09:00", "2027-03-29T07:00:00.000Z"],
      ["2027-04-04T02:30", "2027-04-04T00:30:00.000Z"],
    ],
  );
});
