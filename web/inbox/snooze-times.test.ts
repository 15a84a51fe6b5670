import assert from "node:assert/strict";
import { test } from "node:test";
import { localValue, momentAt, pickedTime, snoozeTimes } from "./snooze-times.ts";

const at = (now: string, zone: string) =>
  Object.fromEntries(snoozeTimes(new Date(now), zone).map((time) => [time.name, time.at.toISOString()]));

test("snoozing speaks of the person's own morning, wherever they are", () => {
  const madrid = at("2026-11-25T10:20:00Z", "Europe/Madrid");
  assert.equal(madrid.later, "2026-11-25T13:00:00.000Z", "three hours on, at the full hour");
  assert.equal(madrid.tomorrow, "2026-11-26T08:00:00.000Z", "nine in Madrid");
  assert.equal(madrid.monday, "2026-11-30T08:00:00.000Z");
  const auckland = at("2026-11-25T10:20:00Z", "Pacific/Auckland");
  assert.equal(auckland.later, undefined, "it is half past eleven at night there");
  assert.equal(auckland.tomorrow, "2026-11-25T20:00:00.000Z");
});

test("on a Sunday, Monday is tomorrow and is offered once", () => {
  const sunday = at("2026-11-29T10:00:00Z", "Europe/Madrid");
  assert.equal(sunday.monday, undefined);
  assert.equal(sunday.tomorrow, "2026-11-30T08:00:00.000Z");
  const monday = at("2026-11-30T10:00:00Z", "Europe/Madrid");
  assert.equal(monday.monday, undefined);
  assert.equal(monday.week, "2026-12-07T08:00:00.000Z");
});

test("nine in the morning stays nine in the morning across a change of the hour", () => {
  assert.equal(at("2026-03-28T12:00:00Z", "Europe/Madrid").tomorrow, "2026-03-29T07:00:00.000Z");
  assert.equal(at("2026-10-24T12:00:00Z", "Europe/Madrid").tomorrow, "2026-10-25T08:00:00.000Z");
});

test("an hour that does not exist becomes the next one; one that comes twice is the first", () => {
  const wall = { minute: 30, hour: 2 };
  const skipped = momentAt({ year: 2026, month: 3, day: 29, ...wall }, "Europe/Madrid");
  assert.equal(skipped.toISOString(), "2026-03-29T01:30:00.000Z", "03:30 there");
  const twice = momentAt({ year: 2026, month: 10, day: 25, ...wall }, "Europe/Madrid");
  assert.equal(twice.toISOString(), "2026-10-25T00:30:00.000Z");
});

test("a picked time is read in the person's zone and must lie ahead", () => {
  const now = new Date("2026-11-25T10:00:00Z");
  assert.equal(
    pickedTime("2026-11-25T12:30", now, "Europe/Madrid")?.toISOString(),
    "2026-11-25T11:30:00.000Z",
  );
  assert.equal(pickedTime("2026-11-25T10:30", now, "Europe/Madrid"), undefined, "that is past there");
  assert.equal(pickedTime("soon", now, "Europe/Madrid"), undefined);
  assert.equal(localValue(now, "Asia/Kolkata"), "2026-11-25T15:30");
});
