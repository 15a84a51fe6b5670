import assert from "node:assert/strict";
import { test } from "node:test";
import { spentUntil } from "./rate-left.ts";

const now = new Date("2026-05-04T10:00:00Z");
const of = (headers: Record<string, string>) => spentUntil(new Headers(headers), now)?.toISOString();

test("whoever has nothing left waits until the network counts anew", () => {
  const epoch = String(Date.parse("2026-05-04T10:03:00Z") / 1000);
  assert.equal(
    of({ "ratelimit-remaining": "0", "ratelimit-reset": epoch, "ratelimit-limit": "3000" }),
    "2026-05-04T10:03:00.000Z",
  );
  assert.equal(
    of({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-05-04T10:05:00.123456Z" }),
    "2026-05-04T10:05:00.123Z",
  );
});

test("nobody waits for what is left, is over, or cannot be read", () => {
  const later = "2026-05-04T10:05:00Z";
  assert.equal(of({ "x-ratelimit-remaining": "1", "x-ratelimit-reset": later }), undefined);
  assert.equal(of({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-05-04T09:59:00Z" }), undefined);
  assert.equal(of({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2027-05-04T09:59:00Z" }), undefined);
  assert.equal(of({ "x-ratelimit-remaining": "", "x-ratelimit-reset": later }), undefined);
  assert.equal(of({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon" }), undefined);
  assert.equal(of({ "x-ratelimit-remaining": "0" }), undefined);
  assert.equal(of({}), undefined);
});
