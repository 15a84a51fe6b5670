import assert from "node:assert/strict";
import { test } from "node:test";
import { coverage, coveredHours, isWithin, stretches } from "./week.ts";

const madrid = { hours: { mon: [["09:00", "17:00"]] }, zone: "Europe/Madrid" };
const at = (iso: string) => new Date(iso);

test("a person is there from the first minute of their hours to the last, on their own clock", () => {
  assert.equal(isWithin(madrid, at("2026-11-23T08:00:00Z")), true);
  assert.equal(isWithin(madrid, at("2026-11-23T07:59:00Z")), false);
  assert.equal(isWithin(madrid, at("2026-11-23T16:00:00Z")), false);
  assert.equal(isWithin(madrid, at("2026-11-24T09:00:00Z")), false, "Tuesday is free");
});

test("hours that go past midnight belong to the day they began", () => {
  const night = { hours: { fri: [["22:00", "02:00"]] }, zone: "UTC" };
  assert.equal(isWithin(night, at("2026-11-27T23:30:00Z")), true);
  assert.equal(isWithin(night, at("2026-11-28T01:59:00Z")), true);
  assert.equal(isWithin(night, at("2026-11-28T02:00:00Z")), false);
  assert.equal(isWithin(night, at("2026-11-27T01:00:00Z")), false, "nothing spills from Thursday");
});

test("24:00 is the end of the day and not of the next", () => {
  const late = { hours: { sun: [["20:00", "24:00"]] }, zone: "UTC" };
  assert.equal(isWithin(late, at("2026-11-29T23:59:00Z")), true);
  assert.equal(isWithin(late, at("2026-11-30T00:00:00Z")), false);
});

test("coverage is counted in the workspace's zone: someone in Mexico fills Madrid's evening", () => {
  const mexico = { hours: { mon: [["09:00", "17:00"]] }, zone: "America/Mexico_City" };
  const week = coverage([madrid, mexico], "Europe/Madrid", at("2026-11-25T12:00:00Z"));
  assert.deepEqual(stretches(week[0] ?? []), [{ from: 9 * 60, to: 24 * 60 }]);
  assert.equal(week[0]?.[32], 2, "both at 16:00");
  assert.equal(coveredHours(week), 15);
});

test("a week with a change of the clock still begins on Monday at midnight", () => {
  // Europe's clocks go back on Sunday, 25 October 2026.
  const sunday = { hours: { sun: [["09:00", "10:00"]] }, zone: "Europe/Madrid" };
  const week = coverage([sunday], "Europe/Madrid", at("2026-10-21T12:00:00Z"));
  assert.deepEqual(stretches(week[6] ?? []), [{ from: 540, to: 600 }]);
  assert.equal(coveredHours(week), 1);
});
