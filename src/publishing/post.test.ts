import assert from "node:assert/strict";
import { test } from "node:test";
import { timeOf, variantStatus } from "./post.ts";

test("a thread stands where its parts stand, and what needs a person is said first", () => {
  assert.equal(variantStatus([]), "draft");
  assert.equal(variantStatus(["scheduled", "scheduled"]), "scheduled");
  assert.equal(variantStatus(["sent", "scheduled"]), "sending");
  assert.equal(variantStatus(["sent", "sent"]), "sent");
  assert.equal(variantStatus(["sent", "failed"]), "partly");
  assert.equal(variantStatus(["failed", "scheduled"]), "failed");
  assert.equal(variantStatus(["sent", "unknown", "scheduled"]), "unknown");
  assert.equal(variantStatus(["held", "held"]), "held");
  assert.equal(variantStatus(["cancelled", "cancelled"]), "cancelled");
  assert.equal(
    variantStatus(["cancelled", "scheduled"]),
    "scheduled",
    "an order that was replaced counts no more",
  );
});

test("a variant goes out at the post's time until it has its own, in its own zone or the post's", () => {
  const post = { local_time: "2026-03-29T09:00", zone: "Europe/Madrid", second: null };
  const plain = { local_time: null, zone: null, second: null };
  assert.deepEqual(timeOf(post, plain), { local: "2026-03-29T09:00", zone: "Europe/Madrid" });
  assert.deepEqual(timeOf(post, { ...plain, local_time: "2026-03-29T18:00" }), {
    local: "2026-03-29T18:00",
    zone: "Europe/Madrid",
  });
  assert.deepEqual(timeOf(post, { local_time: "2026-10-25T02:30", zone: "Europe/Paris", second: true }), {
    local: "2026-10-25T02:30",
    zone: "Europe/Paris",
    second: true,
  });
  assert.equal(timeOf({ ...post, local_time: null }, plain), undefined);
});
