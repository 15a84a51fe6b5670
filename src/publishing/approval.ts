/** Who has to agree before a post goes out. Pure. */
import type { Role } from "../kernel/caller.ts";
import { atLeast } from "../kernel/caller.ts";

/** One step of a policy: any lead, any one of these people, or somebody from outside who is sent a link to the post. */
export type ApprovalStep = { kind: "lead" } | { kind: "people"; userIds: string[] } | { kind: "outside" };
export type ApprovalVerdict = "approve" | "changes" | "reject";

export interface Policy {
  id: string;
  /** null: every channel. */
  channelId: string | null;
  /** null: every pillar, and none. */
  pillarId: string | null;
  steps: ApprovalStep[];
}

export interface Approval {
  step: number;
  verdict: ApprovalVerdict;
}

/** The policy that counts: the one that names most of what the post is about. No policy, or one without steps: nobody is asked. */
export function policyFor(
  policies: readonly Policy[],
  { channelId, pillarId }: { channelId: string; pillarId: string | null },
): Policy | undefined {
  const fits = policies.filter(
    (each) =>
      (each.channelId === null || each.channelId === channelId) &&
      (each.pillarId === null || each.pillarId === pillarId),
  );
  const weight = (each: Policy) => (each.channelId ? 2 : 0) + (each.pillarId ? 1 : 0);
  const best = fits.toSorted((one, other) => weight(other) - weight(one) || (one.id < other.id ? -1 : 1))[0];
  return best && best.steps.length > 0 ? best : undefined;
}

/** The step whose turn it is; undefined when all have agreed. `approvals`: of this very version. */
export function stepNow(policy: Policy, approvals: readonly Approval[]): number | undefined {
  const agreed = new Set(approvals.filter(({ verdict }) => verdict === "approve").map(({ step }) => step));
  const step = policy.steps.findIndex((_, index) => !agreed.has(index));
  return step === -1 ? undefined : step;
}

/** Whether somebody may decide a step. Who wrote the version does not agree with themself: it takes a second person. */
export function mayApprove(step: ApprovalStep, who: { userId: string; role: Role }, writer: string): boolean {
  if (who.userId === writer) return false;
  if (step.kind === "outside") return false;
  return step.kind === "lead" ? atLeast(who.role, "lead") : step.userIds.includes(who.userId);
}
