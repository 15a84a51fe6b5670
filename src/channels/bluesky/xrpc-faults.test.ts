import assert from "node:assert/strict";
import { test } from "node:test";
import { OutboundError, type OutboundTag } from "../../kernel/outbound.ts";
import { abandoned, answeredFault } from "./xrpc-faults.ts";

const now = new Date("2026-11-23T10:00:00Z");
const clock = { now: () => now };

function fault(
  status: number,
  error: string | undefined,
  options: { acts?: boolean; headers?: Record<string, string> } = {},
) {
  const response = new Response(null, { status, ...(options.headers ? { headers: options.headers } : {}) });
  const said = error === undefined ? undefined : { error, message: "why" };
  return answeredFault(clock, response, said, { method: "app.x", acts: options.acts ?? false });
}

test("too many requests: again when the network says", () => {
  const later = Math.floor(now.getTime() / 1000) + 77;
  const at = (headers: Record<string, string>) => {
    const told = fault(429, "RateLimitExceeded", { headers, acts: true });
    assert.ok(told.tag === "rate");
    return (told.retryAt.getTime() - now.getTime()) / 1000;
  };
  assert.equal(at({ "ratelimit-reset": String(later) }), 77);
  assert.equal(at({ "retry-after": "5" }), 5);
  assert.equal(at({ "retry-after": "Mon, 23 Nov 2026 10:02:00 GMT" }), 120);
  assert.equal(at({}), 60);
  assert.equal(at({ "ratelimit-reset": "100", "retry-after": "soon" }), 60);
});

test("a token that ran out is the caller's to renew; a closed account is a person's", () => {
  for (const [status, code] of [
    [400, "ExpiredToken"],
    [400, "InvalidToken"],
    [401, "AuthMissing"],
  ] as const) {
    const told = fault(status, code);
    assert.ok(told.tag === "authorisation" && told.renewable === true, code);
  }
  for (const [status, code] of [
    [401, "AccountTakedown"],
    [401, "AccountDeactivated"],
    [400, "RepoDeactivated"],
    [401, "AuthenticationRequired"],
  ] as const) {
    const told = fault(status, code);
    assert.ok(told.tag === "authorisation" && told.renewable === undefined && told.advice, code);
  }
});

test("a server that stumbles: a read did nothing, an act may have been done", () => {
  for (const status of [500, 502, 503, 504]) {
    assert.equal(fault(status, "UpstreamFailure").tag, "unavailable");
    assert.equal(fault(status, undefined).tag, "unavailable");
    assert.equal(fault(status, undefined, { acts: true }).tag, "no-answer");
  }
  assert.equal(fault(403, undefined, { acts: true }).tag, "no-answer");
});

test("a clear no is a no", () => {
  assert.equal(fault(400, "RecordNotFound").tag, "missing");
  const told = fault(400, "InvalidSwap", { acts: true });
  assert.ok(told.tag === "refused" && told.code === "InvalidSwap");
});

test("without an answer, only what never left is surely undone", () => {
  const acting: Record<OutboundTag, string> = {
    forbidden: "unavailable",
    unreachable: "unavailable",
    "no-answer": "no-answer",
    "too-large": "no-answer",
    redirects: "no-answer",
  };
  for (const [tag, expected] of Object.entries(acting) as Array<[OutboundTag, string]>) {
    assert.equal(abandoned(new OutboundError(tag, { en: "x", es: "y" }), true).tag, expected);
    assert.equal(abandoned(new OutboundError(tag, { en: "x", es: "y" }), false).tag, "unavailable");
  }
});
