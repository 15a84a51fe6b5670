/** Whose turn it is to agree to a post: for one, and for all that are planned and held. */
import { type ApprovalStep, mayApprove, type Policy, policyFor, stepNow } from "./approval.ts";
import { type ApprovalRecord, approvalsCounting, listPolicies } from "./approval-store.ts";
import { type PostRecord, plannedAndHeld, type VariantRecord, variantsOf } from "./post-store.ts";
import type { By } from "./reply.ts";

/** A step whose turn it is. */
export interface Waiting {
  policy: Policy;
  /** Counted from 0. */
  step: number;
}

export interface WaitingPost {
  post: PostRecord;
  variants: VariantRecord[];
  waiting: Waiting[];
}

/** The steps whose turn it is, one for each policy that a channel of the post falls under. */
export async function waitingSteps(post: PostRecord, variants: VariantRecord[]): Promise<Waiting[]> {
  const policies = await listPolicies();
  if (policies.length === 0) return [];
  const said = (await approvalsCounting([post])).get(post.id) ?? [];
  return stepsNow(post, variants, policies, said);
}

/**
 * Posts that are planned and wait for anybody, the one that goes out first first. Of a series the first one stands for all
 * that say exactly the same: agreeing to it agrees to them.
 */
export async function waitingPosts(): Promise<WaitingPost[]> {
  const policies = await listPolicies();
  if (policies.length === 0) return [];
  const posts = firstOfEach(await plannedAndHeld());
  const ids = posts.map(({ id }) => id);
  const variants = Map.groupBy(await variantsOf(ids), (each) => each.post_id);
  const said = await approvalsCounting(posts);
  return posts.flatMap((post) => {
    const mine = variants.get(post.id) ?? [];
    const waiting = stepsNow(post, mine, policies, said.get(post.id) ?? []);
    return waiting.length > 0 ? [{ post, variants: mine, waiting }] : [];
  });
}

function firstOfEach(posts: PostRecord[]): PostRecord[] {
  const seen = new Set<string>();
  return posts.filter(({ series_id, series_same }) => {
    if (series_id === null || !series_same) return true;
    if (seen.has(series_id)) return false;
    seen.add(series_id);
    return true;
  });
}

/** Those steps that this person may decide. */
export const stepsFor = (waiting: Waiting[], post: PostRecord, by: Pick<By, "userId" | "role">): Waiting[] =>
  waiting.filter((each) => mayApprove(stepOf(each), by, post.updated_by));

/** Those that wait for somebody from outside. */
export const stepsOutside = (waiting: Waiting[]): Waiting[] =>
  waiting.filter((each) => stepOf(each).kind === "outside");

export function stepOf({ policy, step }: Waiting): ApprovalStep {
  const found = policy.steps[step];
  if (!found) throw new Error("A step waits that its policy does not have.");
  return found;
}

function stepsNow(
  post: PostRecord,
  variants: VariantRecord[],
  policies: readonly Policy[],
  said: readonly ApprovalRecord[],
): Waiting[] {
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
        .map((each) => ({ step: each.step ?? -1, verdict: each.verdict })),
    );
    return step === undefined ? [] : [{ policy, step }];
  });
}
