/** Orders a reply or a like: asks the gate, and stores the decision and the delivery in one transaction. */
import { countText, type TextCount, type Visibility } from "../channels/index.ts";
import {
  type Act,
  type ActMedia,
  type AnswerAct,
  type Facts,
  type Gate,
  type Reason,
  sign,
  type Verdict,
} from "../gate/index.ts";
import { conversationForReply, dropDraft } from "../inbox/index.ts";
import { atLeast, type Role } from "../kernel/caller.ts";
import { newId } from "../kernel/ids.ts";
import { fail, type Json, ok, type Result } from "../kernel/result.ts";
import { findTarget } from "../listening/index.ts";
import { actMedia } from "./act-media.ts";
import { type DeliveryRecord, findDelivery, findLike, holdConversation } from "./delivery-store.ts";
import { orderDelivery } from "./order-delivery.ts";
import { digestOf, shapeOfAct, waitForSameness } from "./rule-sameness.ts";
import { canonical, storeAct } from "./stored-act.ts";
import { tellLeads } from "./tell-leads.ts";

export interface ReplyInput {
  targetId: string;
  text: string;
  visibility?: Visibility | undefined;
  contentWarning?: string | undefined;
  subject?: string | undefined;
  language?: string | undefined;
  media?: Array<{ fileId: string; alt: string }> | undefined;
}

export type By = { userId: string; role: Role; scopes: readonly string[] | null };

export type OrderFault =
  /** The conversation or the message is not there. */
  | { tag: "missing" }
  /** The file at this place of `media` is not there. */
  | { tag: "no-file"; at: number }
  | { tag: "denied"; reasons: Reason[] }
  /** The same id was used for something else. */
  | { tag: "other" };

export interface Checked {
  verdict: Verdict;
  reasons: Reason[];
  count: TextCount;
  signedText: string;
}

/** What the gate would say. Stores nothing. */
export async function checkReply(
  gate: Gate,
  conversationId: string,
  input: ReplyInput,
  by: By,
): Promise<Result<Checked, OrderFault>> {
  const act = await makeAct("reply", conversationId, input, by);
  if (!act.ok) return act;
  const asked = await gate.ask(act.value);
  if (!asked) return fail({ tag: "missing" });
  const { facts, verdict, reasons } = asked;
  return ok({ verdict, reasons, count: countOf(act.value, facts), signedText: sign(input.text, facts) });
}

/** The length as the network counts it, with all that the network adds. */
const countOf = (act: Act, facts: Facts): TextCount =>
  countText(
    facts.limits,
    facts.standing,
    facts.capabilities?.contentWarning ? (act.contentWarning ?? facts.target?.contentWarning ?? "") : "",
  );

/** Orders a reply. The same id with the same content answers the delivery that stands. A denied one leaves its decision. */
export async function orderReply(
  gate: Gate,
  conversationId: string,
  id: string,
  input: ReplyInput,
  by: By,
): Promise<Result<DeliveryRecord, OrderFault>> {
  // A thread may have been joined to another while somebody typed: their reply goes where it stands now.
  const { id: place } = await conversationForReply(conversationId);
  await holdConversation(place);
  const digest = digestOf(
    canonical({ ...(JSON.parse(JSON.stringify(input)) as Record<string, Json>), by: by.userId }),
  );
  const standing = await findDelivery(id);
  if (standing) return standing.asked_digest === digest ? ok(standing) : fail({ tag: "other" });
  const act = await makeAct("reply", conversationId, input, by);
  if (!act.ok) return act;
  await waitForSameness();
  const ordered = await order(gate, id, digest, act.value);
  // What was a draft until now is said. A program that speaks with a key has not typed it.
  if (ordered.ok && by.scopes === null) await dropDraft(place, by.userId);
  return ordered;
}

/** Orders a like of a message; the one that stands is answered again. */
export async function orderLike(
  gate: Gate,
  messageId: string,
  by: By,
): Promise<Result<DeliveryRecord, OrderFault>> {
  const found = await findTarget(messageId);
  if (!found) return fail({ tag: "missing" });
  await holdConversation(found.conversationId);
  const standing = await findLike(messageId, found.conversationId);
  if (standing) return ok(standing);
  const act = await makeAct("like", found.conversationId, { targetId: messageId, text: "" }, by);
  return act.ok ? order(gate, newId(), digestOf(messageId), act.value) : act;
}

async function order(
  gate: Gate,
  id: string,
  digest: string,
  act: AnswerAct,
): Promise<Result<DeliveryRecord, OrderFault>> {
  const asked = await gate.ask(act);
  if (!asked) return fail({ tag: "missing" });
  const { facts, found, verdict, reasons } = asked;
  if (!found) throw new Error("The gate was asked about an answer to nothing.");
  if (verdict === "deny") {
    await gate.keep(act, facts, { verdict, reasons });
    return fail({ tag: "denied", reasons });
  }
  await orderDelivery(gate, act, asked, {
    id,
    conversation_id: act.conversationId,
    target_message_id: act.targetId,
    digest,
    stored: storeAct(act, facts, found.target),
    shape: act.kind === "reply" ? shapeOfAct(act, facts) : "",
  });
  const delivery = await findDelivery(id);
  if (!delivery) throw new Error("A delivery vanished while it was stored.");
  if (verdict === "hold" && !atLeast(act.by.role, "lead"))
    await tellLeads(delivery, facts.teammate?.name ?? "", facts.conversation?.deskId ?? null);
  return ok(delivery);
}

async function makeAct(
  kind: AnswerAct["kind"],
  conversationId: string,
  input: ReplyInput,
  by: By,
): Promise<Result<AnswerAct, OrderFault>> {
  const conversation = await conversationForReply(conversationId);
  const media: ActMedia[] = [];
  for (const [at, { fileId, alt }] of (input.media ?? []).entries()) {
    const file = await actMedia(fileId, alt);
    if (!file) return fail({ tag: "no-file", at });
    media.push(file);
  }
  const { subject, language, visibility, contentWarning } = input;
  return ok({
    kind,
    channelId: conversation.channelId,
    conversationId: conversation.id,
    targetId: input.targetId,
    text: input.text,
    ...(subject ? { subject } : {}),
    ...(language ? { language } : {}),
    ...(visibility ? { visibility } : {}),
    ...(contentWarning === undefined ? {} : { contentWarning }),
    media,
    by: { userId: by.userId, role: by.role, scopes: by.scopes },
    automatic: false,
  });
}
