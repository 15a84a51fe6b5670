/**
 * Changing what stands on a network, and taking it back. Each is a delivery of its own that names the one it changes, so
 * that it passes the gate, leaves its attempts, and is never lost; done twice, it is done once.
 */
import type { Fault, Act as NetworkAct, Outbound, Receipt, Session, Standing } from "../channels/index.ts";
import type { ChangeAct, Gate, Reason } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { type Content, contentOf } from "./content.ts";
import { change, type DeliveryRecord, deliveriesOfPosts, findDelivery } from "./delivery-store.ts";
import { orderDelivery } from "./order-delivery.ts";
import { findPost, holdPost, insertVersion, updatePost, updateVariant, variantsOf } from "./post-store.ts";
import type { By } from "./reply.ts";
import { digestOf } from "./rule-sameness.ts";
import { contentOfPost } from "./save-post.ts";
import { storeAct } from "./stored-act.ts";

export type ChangeFault =
  | { tag: "missing" }
  /** It is not out, or surely stands there no more. */
  | { tag: "not-out" }
  /** People have voted on those words. */
  | { tag: "poll" }
  | { tag: "denied"; reasons: Reason[] };

/** Orders other words in the place of what a delivery has said. */
export async function orderEdit(
  gate: Gate,
  postId: string,
  deliveryId: string,
  text: string,
  by: By,
): Promise<Result<void, ChangeFault>> {
  const post = await holdPost(postId);
  const said = await findDelivery(deliveryId);
  if (!post || said?.post_id !== postId || said.kind !== "post") return fail({ tag: "missing" });
  if (!stands(said)) return fail({ tag: "not-out" });
  if (said.act.poll) return fail({ tag: "poll" });
  const { language, visibility, contentWarning, quote } = said.act;
  const ordered = await order(gate, said, by, {
    kind: "edit",
    text,
    ...(language ? { language } : {}),
    ...(visibility ? { visibility } : {}),
    ...(contentWarning === undefined ? {} : { contentWarning }),
    ...(quote ? { quote } : {}),
  });
  return ordered;
}

/** Orders that all parts on these channels (left out: on every channel) be taken back; the last one first. */
export async function orderRemovals(
  gate: Gate,
  postId: string,
  channelIds: readonly string[] | undefined,
  by: By,
): Promise<Result<void, ChangeFault>> {
  if (!(await holdPost(postId))) return fail({ tag: "missing" });
  const all = await deliveriesOfPosts([postId]);
  const under = new Set(
    all
      .filter(({ kind, status }) => kind === "remove" && !["failed", "cancelled"].includes(status))
      .map(({ changes_id }) => changes_id),
  );
  const out = all
    .filter((each) => each.kind === "post" && stands(each) && !under.has(each.id))
    .filter(({ channel_id }) => channelIds?.includes(channel_id) ?? true)
    .sort((one, other) => other.part - one.part);
  if (out.length === 0) return fail({ tag: "not-out" });
  const against: Reason[] = [];
  for (const said of out) {
    const ordered = await order(gate, said, by, { kind: "remove", text: "" });
    if (!ordered.ok && ordered.fault.tag !== "denied") return ordered;
    if (!ordered.ok) against.push(...(ordered.fault.tag === "denied" ? ordered.fault.reasons : []));
  }
  return against.length > 0 ? fail({ tag: "denied", reasons: against }) : ok(undefined);
}

const stands = ({ status, external_id, gone_at }: DeliveryRecord): boolean =>
  status === "sent" && external_id !== null && gone_at === null;

async function order(
  gate: Gate,
  said: DeliveryRecord,
  by: By,
  what: Pick<ChangeAct, "kind" | "text"> & Partial<ChangeAct> & { quote?: string },
): Promise<Result<void, ChangeFault>> {
  const { quote, ...rest } = what;
  const act: ChangeAct = {
    postId: said.post_id ?? "",
    deliveryId: said.id,
    channelId: said.channel_id,
    media: [],
    by: { userId: by.userId, role: by.role, scopes: by.scopes },
    automatic: false,
    ...rest,
  };
  const asked = await gate.ask(act);
  if (!asked) return fail({ tag: "missing" });
  if (asked.verdict === "deny") return fail({ tag: "denied", reasons: asked.reasons });
  await orderDelivery(gate, act, asked, {
    post_id: said.post_id,
    changes_id: said.id,
    digest: digestOf(what.text),
    stored: { ...storeAct(act, asked.facts, undefined), ...(quote ? { quote } : {}) },
  });
  return ok(undefined);
}

/** The one call of such a delivery. */
export async function carryOut(
  outbound: Outbound,
  session: Session,
  act: NetworkAct,
  said: Standing,
): Promise<Result<Receipt, Fault>> {
  if (act.kind === "edit" && outbound.edit) return outbound.edit(session, said, act);
  if (act.kind === "remove" && outbound.remove) {
    const removed = await outbound.remove(session, said.externalId);
    // What was to go and is not there is gone.
    if (!removed.ok && removed.fault.tag !== "missing") return removed;
    return ok({ externalId: said.externalId, at: session.now(), answer: {} });
  }
  return fail({
    tag: "refused",
    message: {
      en: "This network cannot do that.",
      es: "Esta red no puede hacer eso.",
    },
  });
}

/** Writes that the network has done it: on the delivery that it changed, and in the post's own words. */
export async function settleChange(
  delivery: DeliveryRecord,
  { at, url }: { at: Date; url?: string | undefined },
  event: "receipt" | "say-sent",
): Promise<void> {
  await change(delivery, event, { patch: { sent_at: at, url: url ?? null } });
  const said = delivery.changes_id ? await findDelivery(delivery.changes_id) : undefined;
  if (!said) throw new Error("A change of nothing.");
  if (delivery.kind === "remove") return markGone(said.id, at);
  await db()
    .updateTable("delivery")
    .set({ text: delivery.text })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", said.id)
    .execute();
  await rewrite(said, delivery);
}

/** It surely stands there no more: nothing is asked about it any further. */
export async function markGone(deliveryId: string, at: Date): Promise<void> {
  await db()
    .updateTable("delivery")
    .set({ gone_at: at, figures_at: null })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", deliveryId)
    .execute();
}

/** What stands there is what the variant says from now on. */
async function rewrite(said: DeliveryRecord, { text, user_id }: DeliveryRecord): Promise<void> {
  const post = said.post_id ? await holdPost(said.post_id) : undefined;
  const variants = post ? await variantsOf([post.id]) : [];
  const variant = variants.find(({ id }) => id === said.variant_id);
  if (!post || !variant) return;
  const own = { ...variant.own, ...withPart(contentOf(post.base, variant.own), said.part, text) };
  await updateVariant(variant.id, { own: JSON.stringify(own) });
  const version = post.version + 1;
  const planned = post.planned_version === post.version ? version : post.planned_version;
  await updatePost(post.id, { version, planned_version: planned, updated_by: user_id, updated_at: now() });
  const written = await findPost(post.id);
  if (written)
    await insertVersion(post.id, version, contentOfPost(written, await variantsOf([post.id])), {
      userId: user_id,
      why: "saved",
    });
}

function withPart(
  content: Content,
  part: number,
  text: string,
): Pick<Content, "parts"> | Pick<Content, "firstComment"> {
  const { parts, firstComment } = content;
  if (part < parts.length) return { parts: parts.map((one, at) => (at === part ? { ...one, text } : one)) };
  return { firstComment: firstComment && { ...firstComment, text } };
}
