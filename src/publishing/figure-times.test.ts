import assert from "node:assert/strict";
import { test } from "node:test";
import { after, days, hours, minutes } from "../kernel/clock.ts";
import { nextFigures } from "./figure-times.ts";

test("figures are asked for often at first, then daily, and after thirty days no more", () => {
  const said = new Date("2026-11-23T10:00:00Z");
  const next = (age: number) => {
    const at = nextFigures(said, after(said, age));
    return at && (at.getTime() - said.getTime()) / minutes(1);
  };
  const asked: number[] = [];
  for (let age = 0, at = next(0); at !== undefined; at = next(age)) {
    asked.push(at);
    age = minutes(at);
  }
  assert.deepEqual(asked.slice(0, 9), [1, 5, 15, 60, 180, 360, 720, 1440, 2880]);
  assert.equal(asked.length, 7 + 30);
  assert.equal(next(days(30)), undefined);
  assert.equal(next(-hours(1)), 1, "a network whose clock is ahead");
  assert.equal(next(hours(100)), 5 * 1440, "after a long rest, once");
});
