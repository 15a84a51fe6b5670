import assert from "node:assert/strict";
import { test } from "node:test";
import { localTimeOf, momentOf } from "./local-time.ts";

const zone = "Europe/Madrid";
const at = (local: string, second?: boolean) => momentOf({ local, zone, second });

test("nine o'clock stays nine o'clock on both sides of the change of the clock", () => {
  assert.deepEqual(at("2026-03-28T09:00"), { ok: true, value: new Date("2026-03-28T08:00:00Z") });
  assert.deepEqual(at("2026-03-29T09:00"), { ok: true, value: new Date("2026-03-29T07:00:00Z") });
});

test("a time that the clock leaps over is no time: the nearest two are named", () => {
  const named = { before: "2026-03-29T01:59", after: "2026-03-29T03:00" };
  for (const local of ["2026-03-29T02:00", "2026-03-29T02:30", "2026-03-29T02:59"])
    assert.deepEqual(at(local), { ok: false, fault: { tag: "skipped", ...named } });
  assert.equal(at("2026-03-29T03:00").ok, true);
});

test("a leap of half an hour, and of a whole day", () => {
  assert.deepEqual(momentOf({ local: "2026-10-04T02:10", zone: "Australia/Lord_Howe" }), {
    ok: false,
    fault: { tag: "skipped", before: "2026-10-04T01:59", after: "2026-10-04T02:30" },
  });
  assert.deepEqual(momentOf({ local: "2011-12-30T09:00", zone: "Pacific/Apia" }), {
    ok: false,
    fault: { tag: "skipped", before: "2011-12-29T23:59", after: "2011-12-31T00:00" },
  });
});

test("a time that the clock shows twice is asked about, and both answers are kept apart", () => {
  const first = new Date("2026-10-25T00:30:00Z");
  const second = new Date("2026-10-25T01:30:00Z");
  assert.deepEqual(at("2026-10-25T02:30"), { ok: false, fault: { tag: "twice", first, second } });
  assert.deepEqual(at("2026-10-25T02:30", false), { ok: true, value: first });
  assert.deepEqual(at("2026-10-25T02:30", true), { ok: true, value: second });
  assert.deepEqual(localTimeOf(first, zone), { local: "2026-10-25T02:30", zone, second: false });
  assert.deepEqual(localTimeOf(second, zone), { local: "2026-10-25T02:30", zone, second: true });
});

test("there and back is the same moment, in every zone and season", () => {
  const moments = Array.from(
    { length: 400 },
    (_, day) => new Date(Date.UTC(2026, 0, 1, 7, 25) + day * 79_200_000),
  );
  for (const place of [
    "Europe/Madrid",
    "America/Santiago",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
  ])
    for (const moment of moments)
      assert.deepEqual(momentOf(localTimeOf(moment, place)), { ok: true, value: moment });
});

test("what is no zone and no time says so", () => {
  assert.deepEqual(momentOf({ local: "2026-03-29T09:00", zone: "Europe/Madriz" }), {
    ok: false,
    fault: { tag: "unknown-zone" },
  });
  for (const local of ["", "2026-02-30T09:00", "2026-02-03 09:00", "2026-02-03T24:61", "2026-02-03T09:00Z"])
    assert.deepEqual(at(local), { ok: false, fault: { tag: "no-time" } });
});
