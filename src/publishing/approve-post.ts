/** Approving a version of a post, asking for changes, or rejecting it; and what follows for its deliveries. */
import type { Gate } from "../gate/index.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { listTeammates, type NotificationKind, notify } from "../team/index.ts";
import type { ApprovalVerdict } from "./approval.ts";
import { insertApprovals, type Voice } from "./approval-store.ts";
import { beginSeries, readyToBegin } from "./begin-series.ts";
import { pathOf } from "./delivery-store.ts";
import { letOut } from "./let-out.ts";
import { type PlanFault, planPost, unplanPost } from "./plan-post.ts";
import type { Written } from "./post-change.ts";
import { findPost, holdPost, type PostRecord, tellPost, variantsOf } from "./post-store.ts";
import type { By } from "./reply.ts";
import { orderSeries } from "./series-store.ts";
import { stepsFor, stepsOutside, type Waiting, waitingSteps } from "./waiting.ts";

export type ApproveFault =
  | { tag: "missing" }
  /** Somebody has written since: this version is not the post's any more. */
  | { tag: "written-since"; version: number }
  /** Nothing waits for this person. */
  | { tag: "not-yours" };

export interface Said {
  /** The version that was read. */
  version: number;
  verdict: ApprovalVerdict;
  note: string;
}

/** Decides every step that waits for this person. */
export async function approvePost(
  gate: Gate,
  id: string,
  said: Said,
  by: By,
): Promise<Result<Written, ApproveFault>> {
  const read = await holdRead(id, said.version);
  if (!read.ok) return read;
  const { post, variants } = read.value;
  const mine = stepsFor(await waitingSteps(post, variants), post, by);
  if (mine.length === 0) return fail({ tag: "not-yours" });
  await settle(gate, read.value, mine, said, { userId: by.userId });
  return ok(await written(post));
}

/**
 * What somebody from outside says through a link. It decides the steps that wait for somebody from outside; where none
 * does, it is advice: kept, told to who wrote the post and who made the link, and nothing of the plan changes by it.
 */
export async function reviewPost(
  gate: Gate,
  link: { id: string; postId: string; createdBy: string },
  said: Said & { reviewer: string },
): Promise<Result<{ decided: boolean }, ApproveFault>> {
  const read = await holdRead(link.postId, said.version);
  if (!read.ok) return read;
  const { post, variants } = read.value;
  const asked = stepsOutside(await waitingSteps(post, variants));
  const voice = { linkId: link.id, reviewer: said.reviewer };
  if (asked.length > 0) await settle(gate, read.value, asked, said, voice);
  else {
    await insertApprovals(post, said.version, [], { ...said, voice });
    await tellPost(post.id, "post.reviewed", { ...said });
    await tellOf(post, [...new Set([post.updated_by, link.createdBy])], "post-reviewed", said.reviewer, said);
  }
  return ok({ decided: asked.length > 0 });
}

/** Holds the post, if it still stands as it was read. */
async function holdRead(id: string, version: number): Promise<Result<Written, ApproveFault>> {
  const post = await holdPost(id);
  if (!post) return fail({ tag: "missing" });
  if (post.version !== version) return fail({ tag: "written-since", version: post.version });
  return ok({ post, variants: await variantsOf([id]) });
}

const written = async (post: PostRecord): Promise<Written> => ({
  post: (await findPost(post.id)) ?? post,
  variants: await variantsOf([post.id]),
});

/**
 * Keeps what was said of these steps, and does what follows. When the last has agreed, what the gate held for it alone
 * goes out at its time; changes asked for, or a rejection, take the post off the plan.
 */
async function settle(
  gate: Gate,
  { post, variants }: Written,
  steps: Waiting[],
  { version, verdict, note }: Said,
  voice: Voice,
): Promise<void> {
  await insertApprovals(
    post,
    version,
    steps.map(({ policy, step }) => ({ policyId: policy.id, step })),
    { verdict, note, voice },
  );
  const reviewer = "reviewer" in voice ? { reviewer: voice.reviewer } : {};
  await tellPost(post.id, `post.${verdict === "approve" ? "approved" : "returned"}`, {
    version,
    verdict,
    note,
    ...reviewer,
  });
  if (verdict !== "approve") await unplanPost(post.id);
  // What is held carries the version that was planned: agreement to a later one lets only the later one out.
  else if (post.planned_version === version) {
    await letOut(gate, post);
    if (post.series_same && post.series_id) orderSeries(post.series_id, { approved: true });
  }
  const name =
    "reviewer" in voice
      ? voice.reviewer
      : ((await listTeammates()).find(({ id }) => id === voice.userId)?.name ?? "");
  const kind = verdict === "approve" ? "post-approved" : "post-returned";
  await tellOf(post, [post.updated_by], kind, name, { note });
  const left = verdict === "approve" ? await waitingSteps(post, variants) : [];
  if (post.state === "planned") await askApprovers(post, left);
}

/** Plans a post, lets its series begin where it is the first of one, and tells those whose approval it waits for. */
export async function planAndAsk(
  gate: Gate,
  id: string,
  by: By,
  at: "written" | "now",
): Promise<Result<Written, PlanFault>> {
  const ready = await readyToBegin(id);
  if (!ready.ok) return ready;
  const planned = await planPost(gate, id, by, at);
  if (!planned.ok) return planned;
  const { post, variants } = planned.value;
  if (ready.value) await beginSeries(gate, ready.value, planned.value, by);
  await askApprovers(post, await waitingSteps(post, variants));
  return ready.value ? ok(await written(post)) : planned;
}

/** Tells whoever may decide the steps that they wait. */
async function askApprovers(post: PostRecord, waiting: Waiting[]): Promise<void> {
  if (waiting.length === 0) return;
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

async function tellOf(
  post: PostRecord,
  userIds: string[],
  kind: NotificationKind,
  by: string,
  { note }: { note: string },
): Promise<void> {
  const subject = { kind: "post" as const, id: post.id };
  const data = { by, what: (note || post.brief).slice(0, 120), path: pathOf(subject) };
  await notify(userIds.map((userId) => ({ userId, kind, subject, data })));
}
