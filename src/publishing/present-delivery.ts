/** How a delivery looks from outside. */
import { z } from "zod";
import { findDecisions, type Reason } from "../gate/index.ts";
import type { Language } from "../kernel/caller.ts";
import { inLanguage } from "../kernel/errors.ts";
import { deliveryStatuses } from "./delivery.ts";
import { attemptsOf, type DeliveryRecord } from "./delivery-store.ts";
import { mayOf, type Who } from "./resolve-delivery.ts";
import { waitingOf, whys } from "./why-waiting.ts";

export const reasonShape = z.object({
  rule: z.string(),
  verdict: z.enum(["allow", "hold", "deny"]),
  message: z.string(),
  data: z.record(z.string(), z.unknown()).optional(),
});

export const deliveryShape = z.object({
  id: z.uuid(),
  kind: z.enum(["reply", "like", "post", "edit", "remove", "test"]),
  channelId: z.uuid(),
  conversationId: z.uuid().nullable(),
  targetMessageId: z.uuid().nullable(),
  userId: z.uuid(),
  text: z.string(),
  status: z.enum(deliveryStatuses),
  reasons: z.array(reasonShape),
  override: z.object({ reason: z.string(), by: z.uuid() }).nullable(),
  fault: z.object({ tag: z.string(), message: z.string(), advice: z.string().optional() }).nullable(),
  /** It is due, and this is why it has not gone out. */
  waits: z
    .object({
      why: z.enum(whys),
      message: z.string(),
      since: z.string().nullable(),
      until: z.string().nullable(),
    })
    .nullable(),
  url: z.string().nullable(),
  externalId: z.string().nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  dueAt: z.string(),
  attempts: z.array(
    z.object({
      number: z.number(),
      what: z.enum(["send", "find"]),
      beganAt: z.string(),
      endedAt: z.string().nullable(),
      outcome: z.string().nullable(),
    }),
  ),
  may: z.array(z.enum(["retry", "cancel", "release", "say-sent", "say-not-sent"])),
});

export const presentReasons = (
  reasons: readonly Reason[],
  language: Language,
): Array<z.infer<typeof reasonShape>> =>
  reasons.map(({ rule, verdict, words, data }) => ({
    rule,
    verdict,
    message: words[language],
    ...(data ? { data } : {}),
  }));

export async function presentDeliveries(
  deliveries: DeliveryRecord[],
  who: Who,
  language: Language,
): Promise<Array<z.infer<typeof deliveryShape>>> {
  const attempts = Map.groupBy(
    await attemptsOf(deliveries.map((each) => each.id)),
    (attempt) => attempt.delivery_id,
  );
  const decisions = await findDecisions(deliveries.map((each) => each.decision_id));
  const waiting = await waitingOf(deliveries);
  return deliveries.map((delivery) => {
    const waits = waiting.get(delivery.id);
    const decision = decisions.get(delivery.decision_id);
    const { fault } = delivery;
    return {
      id: delivery.id,
      kind: delivery.kind,
      channelId: delivery.channel_id,
      conversationId: delivery.conversation_id,
      targetMessageId: delivery.target_message_id,
      userId: delivery.user_id,
      text: delivery.text,
      status: delivery.status,
      reasons: presentReasons(decision?.reasons ?? [], language),
      override: decision?.overrides
        ? { reason: decision.override_reason ?? "", by: decision.override_by ?? decision.user_id }
        : null,
      fault: fault && {
        tag: fault.tag,
        message: inLanguage(fault.message, language),
        ...(fault.advice ? { advice: inLanguage(fault.advice, language) } : {}),
      },
      waits: waits
        ? {
            why: waits.why,
            message: inLanguage(waits.message, language),
            since: waits.since?.toISOString() ?? null,
            until: waits.until?.toISOString() ?? null,
          }
        : null,
      url: delivery.url,
      externalId: delivery.external_id,
      createdAt: delivery.created_at.toISOString(),
      sentAt: delivery.sent_at?.toISOString() ?? null,
      dueAt: delivery.due_at.toISOString(),
      attempts: (attempts.get(delivery.id) ?? []).map((attempt) => ({
        number: attempt.number,
        what: attempt.what,
        beganAt: attempt.began_at.toISOString(),
        endedAt: attempt.ended_at?.toISOString() ?? null,
        outcome: attempt.outcome,
      })),
      may: mayOf(delivery, who),
    };
  });
}
