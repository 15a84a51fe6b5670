import assert from "node:assert/strict";
import { test } from "node:test";
import { mayApprove, type Policy, policyFor, stepNow } from "./approval.ts";

const policy = (id: string, channelId: string | null, pillarId: string | null, people = 1): Policy => ({
  id,
  channelId,
  pillarId,
  steps: Array.from({ length: people }, () => ({ kind: "lead" as const })),
});

test("the policy that names most of what the post is about counts", () => {
  const all = [
    policy("a", null, null),
    policy("b", null, "news"),
    policy("c", "bsky", null),
    policy("d", "bsky", "news"),
  ];
  const of = (channelId: string, pillarId: string | null) => policyFor(all, { channelId, pillarId })?.id;
  assert.equal(of("mail", null), "a");
  assert.equal(of("mail", "news"), "b");
  assert.equal(of("bsky", null), "c");
  assert.equal(of("bsky", "news"), "d");
  assert.equal(
    policyFor([policy("a", null, null), policy("b", "bsky", null, 0)], { channelId: "bsky", pillarId: null }),
    undefined,
  );
});

test("steps are decided in their order, and only agreement goes on", () => {
  const two = policy("a", null, null, 2);
  const said = (step: number, verdict: "approve" | "changes") => ({ step, verdict });
  assert.equal(stepNow(two, []), 0);
  assert.equal(stepNow(two, [said(0, "changes")]), 0);
  assert.equal(stepNow(two, [said(0, "approve")]), 1);
  assert.equal(stepNow(two, [said(0, "approve"), said(1, "approve")]), undefined);
});

test("it takes a second person, of those who are named", () => {
  const lead = { kind: "lead" as const };
  assert.equal(mayApprove(lead, { userId: "leo", role: "lead" }, "mia"), true);
  assert.equal(mayApprove(lead, { userId: "leo", role: "lead" }, "leo"), false);
  assert.equal(mayApprove(lead, { userId: "tom", role: "member" }, "mia"), false);
  assert.equal(
    mayApprove({ kind: "people", userIds: ["tom"] }, { userId: "tom", role: "member" }, "mia"),
    true,
  );
  assert.equal(
    mayApprove({ kind: "people", userIds: ["tom"] }, { userId: "ana", role: "owner" }, "mia"),
    false,
  );
});
