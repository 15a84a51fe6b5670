/** What somebody may rely on who says how often a post comes again. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { readRule, restOfRule, walkRule } from "./recurrence.ts";

const madrid = "Europe/Madrid";
const walk = (text: string, start: string, most = 4, zone = madrid) => walkRule(text, start, zone, { most });
const faultOf = (text: string, untilStopped = false) => {
  const read = readRule(text, untilStopped);
  return read.ok ? undefined : read.fault.tag;
};

it("keeps the hour of the clock, also over the nights in which it changes", () => {
  assert.deepEqual(walk("FREQ=DAILY", "2027-03-27T09:00", 3), [
    "2027-03-27T09:00",
    "2027-03-28T09:00",
    "2027-03-29T09:00",
  ]);
  assert.deepEqual(
    walk("FREQ=DAILY", "2027-03-27T02:30", 3)[1],
    "2027-03-28T02:30",
    "a time that the clock leaps over is asked about elsewhere, and not left out here",
  );
});

it("knows days of the week, of the month, and the nth weekday of a month", () => {
  assert.deepEqual(walk("FREQ=WEEKLY;BYDAY=MO,TH", "2027-01-04T09:00"), [
    "2027-01-04T09:00",
    "2027-01-07T09:00",
    "2027-01-11T09:00",
    "2027-01-14T09:00",
  ]);
  assert.deepEqual(walk("FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-31T09:00", 3), [
    "2027-01-31T09:00",
    "2027-03-31T09:00",
    "2027-05-31T09:00",
  ]);
  assert.deepEqual(walk("FREQ=MONTHLY;BYDAY=-1FR", "2027-01-29T18:00", 2), [
    "2027-01-29T18:00",
    "2027-02-26T18:00",
  ]);
  assert.deepEqual(walk("FREQ=DAILY;BYHOUR=9,17", "2027-01-04T09:00", 3), [
    "2027-01-04T09:00",
    "2027-01-04T17:00",
    "2027-01-05T09:00",
  ]);
});

it("ends after so many, on a day with all of it, or at a moment as the place's clock shows it", () => {
  assert.equal(walk("FREQ=DAILY;COUNT=2", "2027-01-04T09:00").length, 2);
  assert.equal(walk("FREQ=DAILY;UNTIL=20270105", "2027-01-04T23:30").length, 2);
  // 08:00 UTC is 09:00 in Madrid in winter.
  assert.equal(walk("FREQ=DAILY;UNTIL=20270105T080000Z", "2027-01-04T09:00").length, 2);
  assert.equal(walk("FREQ=DAILY;UNTIL=20270105T075900Z", "2027-01-04T09:00").length, 1);
  assert.equal(
    restOfRule("FREQ=DAILY;COUNT=10", "2027-01-04T09:00", madrid, "2027-01-07T09:00"),
    "FREQ=DAILY;COUNT=7",
  );
});

it("finds nothing, and comes to an end, where a rule never comes true", () => {
  assert.deepEqual(walk("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", "2027-01-04T09:00"), []);
  assert.deepEqual(walk("FREQ=DAILY;UNTIL=20270101", "2027-01-04T09:00"), []);
});

it("refuses what is no rule, and says where", () => {
  for (const text of [
    "",
    "every monday",
    "BYDAY=MO",
    "FREQ=SOMETIMES",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;BYDAY=2MO",
    "FREQ=WEEKLY;INTERVAL=0",
    "FREQ=DAILY;BYHOUR=99",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;UNTIL=20271301",
    "FREQ=WEEKLY;BYMONTHDAY=3",
    "FREQ=DAILY;BYSETPOS=1",
    "FREQ=DAILY;FREQ=DAILY",
    "FREQ=DAILY;COUNT=2\nDTSTART:20270101",
    "FREQ=DAILY;__PROTO__=1",
  ])
    assert.equal(faultOf(text, true), "unreadable", text);
  const read = readRule("FREQ=WEEKLY;BYDAY=XX", true);
  assert.deepEqual(read.ok ? undefined : read.fault, { tag: "unreadable", part: "BYDAY=XX" });
});

it("asks for an end, or for the choice that there is none; and for no more than four a day", () => {
  assert.equal(faultOf("FREQ=DAILY"), "no-end");
  assert.equal(faultOf("FREQ=DAILY", true), undefined);
  assert.equal(faultOf("FREQ=DAILY;COUNT=3", true), "two-ends");
  assert.equal(faultOf("FREQ=DAILY;COUNT=3;UNTIL=20280101"), "two-ends");
  assert.equal(faultOf("FREQ=HOURLY", true), "too-often");
  assert.equal(faultOf("FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20,40", true), "too-often");
  const read = readRule(" rrule:freq=weekly;byday=mo;count=3 ", false);
  assert.deepEqual(read.ok && read.value, { text: "FREQ=WEEKLY;BYDAY=MO;COUNT=3", ends: true });
});
