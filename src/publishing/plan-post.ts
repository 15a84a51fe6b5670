/**
 * From a post to its deliveries. Planning asks the gate about every part on every channel and stores decisions and
 * deliveries in one transaction, all or none; moving changes the rows' own times, so that an old time can never fire.
 */
import type { Gate, PostAct, Reason } from "../gate/index.ts";
import { after, now, seconds } from "../kernel/clock.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { contentOf } from "./content.ts";
import { hasBegun } from "./delivery.ts";
import { change, deliveriesOfPosts, moveDelivery } from "./delivery-store.ts";
import { type RestFault, restFault, restsOf } from "./evergreen-store.ts";
import { type LocalTime, type LocalTimeFault, momentOf } from "./local-time.ts";
import { actsOf, type Order, type OrderFault, replaceOrders } from "./order-post.ts";
import { timeOf } from "./post.ts";
import type { Written } from "./post-change.ts";
import {
  findPost,
  holdPost,
  insertVersion,
  type PostRecord,
  tellPost,
  updatePost,
  updateVariant,
  type VariantRecord,
  variantsOf,
} from "./post-store.ts";
import type { By } from "./reply.ts";
import { restWords } from "./rest-words.ts";
import { contentOfPost } from "./save-post.ts";
import type { RepeatFault } from "./series.ts";

export type PlanFault =
  | { tag: "no-channels" }
  /** No time was given, for the post or for this channel. */
  | { tag: "no-time"; channelId: string }
  | { tag: "bad-time"; channelId: string; fault: LocalTimeFault }
  | { tag: "past"; channelId: string; at: Date }
  | OrderFault
  /** The same words stand there too few days away. */
  | RestFault
  /** How often it is to come again does not go with its time. */
  | { tag: "repeat"; fault: RepeatFault }
  /** What the gate says against it, by channel and part. */
  | { tag: "denied"; reasons: PartReason[] };

export interface PartReason extends Reason {
  channelId: string;
  part: number;
}

/** A time that has only just passed means now. */
const grace = seconds(90);

/** Where nothing is under way or out: what has begun is no longer a plan. */
async function openOf(postId: string, variants: VariantRecord[]) {
  const standing = Map.groupBy(await deliveriesOfPosts([postId]), (each) => each.variant_id);
  return { standing, open: variants.filter((each) => !standing.get(each.id)?.some(hasBegun)) };
}

/** What the gate would say to each part on each channel where it has yet to go out, and where its words rest. Stores nothing. */
export async function checkPost(
  gate: Gate,
  post: PostRecord,
  variants: VariantRecord[],
  by: By,
): Promise<Result<PartReason[], PlanFault>> {
  const reasons: PartReason[] = [];
  const { open } = await openOf(post.id, variants);
  for (const variant of open) {
    const acts = await actsOf(post, variant, contentOf(post.base, variant.own), by);
    if (!acts.ok) return acts;
    for (const act of acts.value) {
      const asked = await gate.ask(act);
      if (!asked) return fail({ tag: "missing" });
      reasons.push(...placed(asked.reasons, act));
    }
  }
  const times = open.flatMap((variant) => {
    const due = momentFor(post, variant);
    return due.ok ? [{ channelId: variant.channel_id, at: due.value }] : [];
  });
  for (const rest of await restsOf(post, times)) {
    const { channelId } = rest;
    reasons.push({ rule: "evergreen", verdict: "deny", words: restWords(rest), channelId, part: 0 });
  }
  return ok(reasons);
}

const placed = (reasons: Reason[], { channelId, part }: PostAct): PartReason[] =>
  reasons.map((reason) => ({ ...reason, channelId, part }));

/**
 * Plans a post as it stands: every channel that has nothing under way yet. What was planned before is replaced where
 * the words changed, and only moved where the time did. `at`: now, or the times that are written in the post.
 */
export async function planPost(
  gate: Gate,
  id: string,
  by: By,
  at: "written" | "now",
): Promise<Result<Written, PlanFault>> {
  const post = await holdPost(id);
  if (!post) return fail({ tag: "missing" });
  const variants = await variantsOf([id]);
  if (variants.length === 0) return fail({ tag: "no-channels" });
  const { standing, open } = await openOf(id, variants);
  // Read once: a clock that is set meanwhile must not make a plan for later of what was ordered at once.
  const ordered = now();
  const dues = new Map<string, Date>();
  for (const variant of open) {
    const due = at === "now" ? ok(ordered) : momentFor(post, variant);
    if (!due.ok) return due;
    dues.set(variant.id, due.value);
  }
  const rests = await restFault(
    post,
    open.map((each) => ({ channelId: each.channel_id, at: dues.get(each.id) ?? ordered })),
  );
  if (rests) return fail(rests);
  const orders: Order[] = [];
  const against: PartReason[] = [];
  for (const variant of open) {
    const acts = await actsOf(post, variant, contentOf(post.base, variant.own), by);
    if (!acts.ok) return acts;
    for (const act of acts.value) {
      const asked = await gate.ask(act);
      if (!asked) return fail({ tag: "missing" });
      if (asked.verdict === "deny") against.push(...placed(asked.reasons, act));
      orders.push({ variant, act, asked });
    }
  }
  if (against.length > 0) return fail({ tag: "denied", reasons: against });
  for (const variant of open) {
    const due = dues.get(variant.id) ?? ordered;
    await replaceOrders(
      gate,
      post,
      orders.filter((each) => each.variant === variant),
      standing.get(variant.id) ?? [],
      { due, at: ordered },
    );
    await updateVariant(variant.id, { due_at: due });
  }
  await updatePost(id, {
    state: "planned",
    planned_version: post.version,
    updated_at: now(),
  });
  await insertVersion(id, post.version, contentOfPost(post, variants), {
    userId: by.userId,
    why: "planned",
    instead: post.version,
  });
  await tellPost(id, "post.planned", { version: post.version });
  return ok({ post: (await findPost(id)) ?? post, variants: await variantsOf([id]) });
}

/** Writes when a post, or one channel's variant, is to go out, and moves what is planned there. */
export async function movePost(
  id: string,
  time: LocalTime | null,
  channelId: string | undefined,
): Promise<Result<Written, PlanFault>> {
  const post = await holdPost(id);
  if (!post) return fail({ tag: "missing" });
  const variants = await variantsOf([id]);
  const one = variants.find((each) => each.channel_id === channelId);
  if (channelId !== undefined && !one) return fail({ tag: "missing" });
  const written = {
    local_time: time?.local ?? null,
    second: time?.second ?? null,
  };
  const wanted = { ...post, ...(one ? {} : { ...written, zone: time?.zone ?? post.zone }) };
  const moved = variants.map((each) =>
    each === one ? { ...each, ...written, zone: time?.zone ?? null } : each,
  );
  const standing = Map.groupBy(await deliveriesOfPosts([id]), (each) => each.variant_id);
  for (const variant of moved) {
    if (one && variant.id !== one.id) continue;
    const parts = (standing.get(variant.id) ?? []).filter(({ status }) => status !== "cancelled");
    if (parts.some(hasBegun)) continue;
    const local = timeOf(wanted, variant);
    // A planned one needs a moment; a draft may go without, or think of yesterday until it is planned.
    const due = local && momentOf(local);
    if (due && !due.ok) return fail({ tag: "bad-time", channelId: variant.channel_id, fault: due.fault });
    if (parts.length > 0) {
      const at = momentFor(wanted, variant);
      if (!at.ok) return at;
      const rests = await restFault(wanted, [{ channelId: variant.channel_id, at: at.value }]);
      if (rests) return fail(rests);
      for (const part of parts) await moveDelivery(part, at.value);
    }
    await updateVariant(variant.id, { due_at: due?.value ?? null });
  }
  if (one) await updateVariant(one.id, { ...written, zone: time?.zone ?? null });
  await updatePost(id, {
    ...(one ? {} : { ...written, zone: time?.zone ?? post.zone, updated_at: now() }),
    series_same: false,
  });
  await tellPost(id, "post.moved", { local: time?.local ?? null, zone: time?.zone ?? null });
  return ok({ post: (await findPost(id)) ?? post, variants: await variantsOf([id]) });
}

/** Takes a post off the plan, all that has not begun. It is a draft again, unless some of it is out. */
export async function unplanPost(id: string): Promise<Result<Written, PlanFault>> {
  const post = await holdPost(id);
  if (!post) return fail({ tag: "missing" });
  const deliveries = await deliveriesOfPosts([id]);
  for (const each of deliveries)
    if (["held", "scheduled", "failed"].includes(each.status)) await change(each, "cancel");
  if (!deliveries.some(hasBegun))
    await updatePost(id, { state: "draft", planned_version: null, series_same: false, updated_at: now() });
  await tellPost(id, "post.unplanned");
  return ok({ post: (await findPost(id)) ?? post, variants: await variantsOf([id]) });
}

function momentFor(
  post: Pick<PostRecord, "local_time" | "zone" | "second">,
  variant: VariantRecord,
): Result<Date, PlanFault> {
  const { channel_id: channelId } = variant;
  const local = timeOf(post, variant);
  if (!local) return fail({ tag: "no-time", channelId });
  const moment = momentOf(local);
  if (!moment.ok) return fail({ tag: "bad-time", channelId, fault: moment.fault });
  if (after(moment.value, grace) < now()) return fail({ tag: "past", channelId, at: moment.value });
  return ok(moment.value);
}
