/** Approving a version of a post, asking for changes, or rejecting it; and what follows for its deliveries. */
import { findDecisions, type Gate, type PostAct } from "../gate/index.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { listTeammates, notify } from "../team/index.ts";
import { type ApprovalVerdict, mayApprove, type Policy, policyFor, stepNow } from "./approval.ts";
import { approvalsOf, insertApprovals, listPolicies } from "./approval-store.ts";
import { change, deliveriesOfPosts, pathOf } from "./delivery-store.ts";
import { type PlanFault, planPost, unplanPost } from "./plan-post.ts";
import {
  findPost,
  holdPost,
  type PostRecord,
  plannedAndHeld,
  tellPost,
  type VariantRecord,
  variantsOf,
} from "./post-store.ts";
import type { By } from "./reply.ts";
import type { Written } from "./save-post.ts";

export type ApproveFault =
  | { tag: "missing" }
  /** Somebody has written since: this version is not the post's any more. */
  | { tag: "written-since"; version: number }
  /** Nothing waits for this person. */
  | { tag: "not-yours" };

export interface Waiting {
  policy: Policy;
  step: number;
}

/** The steps whose turn it is, one for each policy that a channel of the post falls under. */
export async function waitingSteps(post: PostRecord, variants: VariantRecord[]): Promise<Waiting[]> {
  const policies = await listPolicies();
  const said = await approvalsOf(post.id, post.version);
  const fits = new Map<string, Policy>();
  for (const { channel_id: channelId } of variants) {
    const policy = policyFor(policies, { channelId, pillarId: post.pillar_id });
    if (policy) fits.set(policy.id, policy);
  }
  return [...fits.values()].flatMap((policy) => {
    const step = stepNow(
      policy,
      said
        .filter((each) => each.policy_id === policy.id)
        .map((each) => ({ step: each.step, verdict: each.verdict, userId: each.user_id })),
    );
    return step === undefined ? [] : [{ policy, step }];
  });
}

/** Those steps that this person may decide. */
export const stepsFor = (waiting: Waiting[], post: PostRecord, by: Pick<By, "userId" | "role">): Waiting[] =>
  waiting.filter(({ policy, step }) => {
    const which = policy.steps[step];
    return which !== undefined && mayApprove(which, by, post.updated_by);
  });

/**
 * Decides every step that waits for this person. When the last has agreed, what the gate held for it alone goes out at its
 * time; changes asked for, or a rejection, take the post off the plan.
 */
export async function approvePost(
  gate: Gate,
  id: string,
  { version, verdict, note }: { version: number; verdict: ApprovalVerdict; note: string },
  by: By,
): Promise<Result<Written, ApproveFault>> {
  const post = await holdPost(id);
  if (!post) return fail({ tag: "missing" });
  if (post.version !== version) return fail({ tag: "written-since", version: post.version });
  const variants = await variantsOf([id]);
  const mine = stepsFor(await waitingSteps(post, variants), post, by);
  if (mine.length === 0) return fail({ tag: "not-yours" });
  const steps = mine.map(({ policy, step }) => ({ policyId: policy.id, step }));
  await insertApprovals(id, version, steps, { verdict, userId: by.userId, note });
  await tellPost(id, `post.${verdict === "approve" ? "approved" : "returned"}`, { version, verdict, note });
  if (verdict === "approve") await letOut(gate, post);
  else await unplanPost(id);
  await tellWriter(post, by.userId, verdict, note);
  const left = verdict === "approve" ? await waitingSteps(post, variants) : [];
  if (post.state === "planned") await askApprovers(post, left);
  return ok({ post: (await findPost(id)) ?? post, variants: await variantsOf([id]) });
}

/** Plans a post, and tells those whose approval it waits for. */
export async function planAndAsk(
  gate: Gate,
  id: string,
  by: By,
  at: "written" | "now",
): Promise<Result<Written, PlanFault>> {
  const planned = await planPost(gate, id, by, at);
  if (planned.ok) {
    const { post, variants } = planned.value;
    await askApprovers(post, await waitingSteps(post, variants));
  }
  return planned;
}

/** Posts that are planned and wait for this person, the one that goes out first first. */
export async function waitingFor(by: Pick<By, "userId" | "role">): Promise<PostRecord[]> {
  const posts = await plannedAndHeld();
  const waiting: PostRecord[] = [];
  for (const post of posts)
    if (stepsFor(await waitingSteps(post, await variantsOf([post.id])), post, by).length > 0)
      waiting.push(post);
  return waiting;
}

/** Asks the gate again about what is held; what it lets through now is scheduled, at its time. */
async function letOut(gate: Gate, post: PostRecord): Promise<void> {
  const held = (await deliveriesOfPosts([post.id])).filter(({ status }) => status === "held");
  const decisions = await findDecisions(held.map((each) => each.decision_id));
  for (const delivery of held) {
    const act = decisions.get(delivery.decision_id)?.act as PostAct | undefined;
    const asked = act && (await gate.ask(act));
    if (!act || !asked || asked.verdict !== "allow") continue;
    const { facts, verdict, reasons } = asked;
    const decisionId = await gate.keep(act, facts, { verdict, reasons });
    await change(delivery, "release", { patch: { decision_id: decisionId }, data: { approved: true } });
  }
}

/** Tells whoever may decide the steps that they wait. */
async function askApprovers(post: PostRecord, waiting: Waiting[]): Promise<void> {
  const team = (await listTeammates()).filter(({ leftAt }) => leftAt === null);
  const writer = team.find(({ id }) => id === post.updated_by)?.name ?? "";
  const asked = team.filter(({ id: userId, role }) => stepsFor(waiting, post, { userId, role }).length > 0);
  const subject = { kind: "post" as const, id: post.id };
  await notify(
    asked.map(({ id: userId }) => ({
      userId,
      kind: "approval-asked" as const,
      subject,
      data: { by: writer, what: post.brief.slice(0, 120), path: pathOf(subject) },
    })),
  );
}

async function tellWriter(
  post: PostRecord,
  by: string,
  verdict: ApprovalVerdict,
  note: string,
): Promise<void> {
  const name = (await listTeammates()).find(({ id }) => id === by)?.name ?? "";
  const subject = { kind: "post" as const, id: post.id };
  await notify([
    {
      userId: post.updated_by,
      kind: verdict === "approve" ? "post-approved" : "post-returned",
      subject,
      data: { by: name, what: (note || post.brief).slice(0, 120), path: pathOf(subject) },
    },
  ]);
}
