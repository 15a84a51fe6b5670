/** What is chosen in the fields is the rule that is kept, and stands in the fields again. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { formOf, nthOf, ruleOf, weekdayOf } from "./repeat.ts";

// A Tuesday, the second of its month.
const local = "2027-01-12T09:00";

it("writes a rule for each choice, and reads it back", () => {
  for (const rule of [
    "FREQ=DAILY;COUNT=10",
    "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=5",
    "FREQ=MONTHLY;BYMONTHDAY=12;UNTIL=20270630",
    "FREQ=MONTHLY;BYDAY=2TU;COUNT=3",
    "FREQ=DAILY;INTERVAL=3;COUNT=3",
    "FREQ=DAILY;UNTIL=20270630T090000Z",
  ])
    assert.deepEqual(ruleOf(formOf({ rule, untilStopped: false }, local), local), {
      rule,
      untilStopped: false,
    });
  const endless = { rule: "FREQ=WEEKLY;BYDAY=TU", untilStopped: true };
  assert.deepEqual(ruleOf(formOf(endless, local), local), endless);
  assert.equal(ruleOf(formOf(null, local), local), undefined, "once, until somebody chooses otherwise");
});

it("knows the day of a week, and which of its month a day is", () => {
  assert.equal(weekdayOf(local), "TU");
  assert.equal(weekdayOf("2027-01-10T00:30"), "SU");
  assert.equal(nthOf(local), 2);
  assert.equal(nthOf("2027-01-29T09:00"), -1, "a fifth is the last");
});

it("lets an end stand that a rule of one's own says", () => {
  const form = {
    ...formOf(null, local),
    often: "own" as const,
    own: "FREQ=DAILY;COUNT=3;",
    ends: "stopped" as const,
  };
  assert.deepEqual(ruleOf(form, local), { rule: "FREQ=DAILY;COUNT=3", untilStopped: false });
});
