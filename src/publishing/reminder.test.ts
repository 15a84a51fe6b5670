import assert from "node:assert/strict";
import { test } from "node:test";
import { reminderDue } from "./reminder.ts";

const at = (hours: number): Date => new Date(Date.UTC(2026, 10, 23) + hours * 3_600_000);

test("somebody is reminded once a day, from a day after being asked", () => {
  const due = (remindedAt: number | null, now: number) =>
    reminderDue(
      { askedAt: at(0), remindedAt: remindedAt === null ? null : at(remindedAt), goesOutAt: at(500) },
      at(now),
    );
  assert.deepEqual([due(null, 1), due(null, 23.9), due(null, 24)], [false, false, true]);
  assert.deepEqual([due(24, 25), due(24, 47), due(24, 48)], [false, false, true]);
});

test("when the planned time is near there is one more word, and only one", () => {
  const due = (remindedAt: number | null, now: number) =>
    reminderDue(
      { askedAt: at(0), remindedAt: remindedAt === null ? null : at(remindedAt), goesOutAt: at(10) },
      at(now),
    );
  assert.deepEqual([due(null, 6.9), due(null, 7)], [false, true]);
  assert.deepEqual([due(7, 9), due(7, 10.5)], [false, false]);
  const justAsked = reminderDue({ askedAt: at(9.9), remindedAt: null, goesOutAt: at(10) }, at(10));
  assert.equal(justAsked, false, "who was asked a moment ago has not forgotten");
});
