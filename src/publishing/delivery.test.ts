import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fault } from "../channels/index.ts";
import {
  absenceStands,
  afterFault,
  type DeliveryEvent,
  type DeliveryStatus,
  deliveryStatuses,
  mayDo,
  next,
  pauseAfter,
  searchPause,
} from "./delivery.ts";

const events: DeliveryEvent[] = [
  "claimed",
  "overdue",
  "receipt",
  "refused",
  "postponed",
  "lost",
  "absent",
  "searching",
  "release",
  "retry",
  "cancel",
  "say-sent",
  "say-not-sent",
];
/** Every pair that means something; all others mean nothing. */
const meant = new Map<string, DeliveryStatus>([
  ["held release", "scheduled"],
  ["held cancel", "cancelled"],
  ["scheduled claimed", "sending"],
  ["scheduled overdue", "held"],
  ["scheduled cancel", "cancelled"],
  ["sending receipt", "sent"],
  ["sending refused", "failed"],
  ["sending postponed", "scheduled"],
  ["sending lost", "unknown"],
  ["unknown receipt", "sent"],
  ["unknown absent", "scheduled"],
  ["unknown searching", "unknown"],
  ["unknown say-sent", "sent"],
  ["unknown say-not-sent", "scheduled"],
  ["failed retry", "scheduled"],
  ["failed cancel", "cancelled"],
]);

test("of all statuses and events, only those that mean something lead anywhere", () => {
  let pairs = 0;
  for (const status of deliveryStatuses)
    for (const event of events) {
      pairs += 1;
      assert.equal(next(status, event), meant.get(`${status} ${event}`), `${status} ${event}`);
    }
  assert.equal(pairs, 91);
});

test("what was sent or cancelled stays so, and what is unknown is never simply tried again", () => {
  for (const event of events) {
    assert.equal(next("sent", event), undefined);
    assert.equal(next("cancelled", event), undefined);
  }
  for (const event of ["claimed", "retry", "release", "postponed", "cancel"] as const)
    assert.equal(next("unknown", event), undefined);
});

const present = new Date("2026-11-23T12:00:00Z");
const young = { failures: 0, wantedAt: present };
const old = { failures: 3, wantedAt: new Date("2026-11-22T11:59:59Z") };
const words = { en: "m", es: "n" };
const fault = (tag: Fault["tag"]): Fault =>
  ({ tag, message: words, advice: words, field: "f", retryAt: new Date("2026-11-23T12:05:00Z") }) as Fault;

test("a fault of the network leads where protocol 1 says", () => {
  const lead = (tag: Fault["tag"], delivery = young) => {
    const outcome = afterFault(fault(tag), delivery, present);
    return outcome.event === "postponed"
      ? [outcome.event, outcome.at.toISOString().slice(14, 19), outcome.counts]
      : [outcome.event];
  };
  assert.deepEqual(lead("no-answer"), ["lost"]);
  assert.deepEqual(lead("no-answer", old), ["lost"]);
  assert.deepEqual(lead("rate"), ["postponed", "05:00", false]);
  assert.deepEqual(lead("authorisation"), ["postponed", "00:05", false]);
  assert.deepEqual(lead("authorisation", old), ["postponed", "00:05", false]);
  assert.deepEqual(lead("unavailable"), ["postponed", "00:03", true]);
  assert.deepEqual(lead("unavailable", old), ["refused"]);
  for (const tag of ["refused", "input", "missing"] as const) assert.deepEqual(lead(tag), ["refused"]);
});

test("a network that says “later” and names the past is given a moment", () => {
  const outcome = afterFault({ tag: "rate", message: words, retryAt: new Date(0) }, young, present);
  assert.ok(outcome.event === "postponed" && outcome.at > present);
});

test("pauses grow and have an end", () => {
  assert.deepEqual([0, 1, 11, 12, 13, 99].map(pauseAfter), [3_500, 1_850, 1_850, 5_000, 10_000, 1_800_000]);
  let asked = 1;
  for (let at = pauseAfter(0); at <= 20_000; at += pauseAfter(asked++));
  assert.ok(asked <= 10, "no more than ten calls in the first twenty seconds");
  assert.deepEqual([0, 1, 2, 99].map(searchPause), [1_000, 2_000, 4_000, 300_000]);
});

test("“not there” is believed at once only where the key proves it", () => {
  const ago = (seconds: number) => new Date(present.getTime() - seconds * 1000);
  assert.equal(absenceStands("idempotent", present, present), true);
  assert.equal(absenceStands("findable", ago(9), present), false);
  assert.equal(absenceStands("findable", ago(10), present), true);
  assert.equal(absenceStands("none", ago(9999), present), false);
});

test("authors and leads act, others look on; only a lead releases", () => {
  const may = (status: DeliveryStatus, who: Partial<Parameters<typeof mayDo>[1]>, searching = false) =>
    mayDo({ status, searching }, { author: false, lead: false, member: true, ...who });
  assert.deepEqual(may("held", { lead: true }), ["cancel", "release"]);
  assert.deepEqual(may("held", { author: true }), ["cancel"]);
  assert.deepEqual(may("held", {}), []);
  assert.deepEqual(may("failed", { author: true }), ["retry", "cancel"]);
  assert.deepEqual(may("unknown", { author: true }), ["say-sent", "say-not-sent"]);
  assert.deepEqual(may("unknown", { author: true }, true), [], "the search goes on");
  assert.deepEqual(may("failed", { author: true, member: false }), [], "a guest by now");
  for (const status of ["sent", "sending", "cancelled"] as const)
    assert.deepEqual(may(status, { lead: true }), []);
});
