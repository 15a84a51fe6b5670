import assert from "node:assert/strict";
import { test } from "node:test";
import { formatClock } from "./clock-words.ts";
import { promiseState } from "./promise.ts";

test("a promise is calm until the last hour, and late when it has passed", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  assert.equal(promiseState("2026-11-23T15:00:00Z", now), "calm");
  assert.equal(promiseState("2026-11-23T12:59:00Z", now), "near");
  assert.equal(promiseState("2026-11-23T12:00:00Z", now), "late");
});

test("complete up to a time is said on the person's clock, with its day when it is another", () => {
  const now = new Date("2026-11-23T23:30:00Z");
  const at = new Date("2026-11-23T22:02:00Z");
  assert.equal(formatClock(at, now, "en-GB", "UTC"), "22:02");
  assert.match(formatClock(at, now, "en-GB", "Europe/Madrid"), /23:02/);
  assert.match(formatClock(new Date("2026-11-21T10:00:00Z"), now, "en-GB", "UTC"), /Sat.*10:00/);
});
