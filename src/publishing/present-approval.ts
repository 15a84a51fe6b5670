/** How approvals look from outside. */
import { z } from "zod";
import type { ApprovalRecord } from "./approval-store.ts";
import type { PostRecord } from "./post-store.ts";
import type { By } from "./reply.ts";
import { stepOf, stepsFor, type Waiting } from "./waiting.ts";

export const verdictShape = z.enum(["approve", "changes", "reject"]);

/** A step whose turn it is. */
export const waitingShape = z.object({
  policyId: z.uuid(),
  /** Counted from 0. */
  step: z.number(),
  of: z.number(),
  kind: z.enum(["lead", "people", "outside"]),
  /** Any one of these, where people are named. */
  userIds: z.array(z.uuid()),
  /** Whether it waits for the one who asks. */
  yours: z.boolean(),
});

export const saidShape = z.object({
  version: z.number(),
  verdict: verdictShape,
  /** Whether a step waited for it; what nobody asked for is advice. */
  asked: z.boolean(),
  userId: z.uuid().nullable(),
  /** How somebody from outside signed. */
  reviewer: z.string().nullable(),
  note: z.string(),
  at: z.string(),
});

export function presentWaiting(
  waiting: Waiting[],
  post: PostRecord,
  by: Pick<By, "userId" | "role">,
): Array<z.infer<typeof waitingShape>> {
  const mine = new Set(stepsFor(waiting, post, by));
  return waiting.map((each) => {
    const which = stepOf(each);
    return {
      policyId: each.policy.id,
      step: each.step,
      of: each.policy.steps.length,
      kind: which.kind,
      userIds: which.kind === "people" ? which.userIds : [],
      yours: mine.has(each),
    };
  });
}

/** One line for each time that somebody spoke: what decided several steps at once was said once. */
export function presentSaid(rows: ApprovalRecord[]): Array<z.infer<typeof saidShape>> {
  const once = new Map(
    rows.map((each) => [`${each.at.getTime()} ${each.user_id ?? each.review_link_id}`, each]),
  );
  return [...once.values()].map((each) => ({
    version: each.version,
    verdict: each.verdict,
    asked: each.policy_id !== null,
    userId: each.user_id,
    reviewer: each.reviewer,
    note: each.note,
    at: each.at.toISOString(),
  }));
}
