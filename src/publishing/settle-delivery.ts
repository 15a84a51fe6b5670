/** Writes what a call to the network came to: status, receipt, event and all that follows, in one transaction. */
import type { Fault, Proof, Receipt } from "../channels/index.ts";
import { findChannel } from "../channels/index.ts";
import { after, days, now, seconds } from "../kernel/clock.ts";
import type { Words } from "../kernel/errors.ts";
import { deliveriesTotal } from "../kernel/metrics.ts";
import type { JsonObject, Result } from "../kernel/result.ts";
import { afterCommit } from "../kernel/scope.ts";
import {
  changeConversations,
  findConversation,
  linkDelivery,
  sweepSoon,
  wakeStreams,
} from "../listening/index.ts";
import { absenceStands, afterFault, searchPause } from "./delivery.ts";
import { type Claimed, postponeChannel } from "./delivery-queue.ts";
import {
  change,
  type DeliveryRecord,
  endAttempt,
  holdDelivery,
  nudge,
  tellAuthor,
} from "./delivery-store.ts";
import type { Trail } from "./delivery-trail.ts";
import { settledAct } from "./stored-act.ts";
import type { DeliveryFault } from "./tables.ts";

/** After an attempt to send. */
export async function settleSend(
  { delivery: claimed, attemptId }: Claimed,
  worker: string,
  result: Result<Receipt, Fault>,
): Promise<void> {
  const delivery = await holdDelivery(claimed.id);
  if (!delivery) return;
  await endAttempt(attemptId, result.ok ? "sent" : result.fault.tag, answerOf(result));
  const same = delivery.attempts === claimed.attempts;
  const ours = same && delivery.status === "sending" && delivery.leased_by === worker;
  // An answer that comes after our lease ran out is still the network's word, unless another has tried since.
  if (result.ok) {
    if (ours || (same && delivery.status === "unknown")) await settleSent(delivery, result.value);
    return;
  }
  if (!ours) return;
  const fault = { tag: result.fault.tag, message: result.fault.message };
  const outcome = afterFault(
    result.fault,
    { failures: delivery.failures, wantedAt: delivery.wanted_at },
    now(),
  );
  switch (outcome.event) {
    case "lost":
      await change(delivery, "lost", {
        patch: { next_find_at: now() },
        fault: { ...fault, advice: searching },
      });
      return count(delivery, "unknown");
    case "refused":
      await change(delivery, "refused", { fault: { ...fault, advice: outcome.advice } });
      await tellAuthor(delivery);
      return count(delivery, "failed");
    case "postponed": {
      const advice = result.fault.tag === "authorisation" ? { advice: needsYou } : {};
      const failures = outcome.counts ? delivery.failures + 1 : delivery.failures;
      await change(delivery, "postponed", {
        patch: { due_at: outcome.at, failures },
        fault: { ...fault, ...advice },
      });
      if (outcome.wholeChannel) await postponeChannel(delivery.channel_id, outcome.at);
    }
  }
}

/** After a search. `none`: this network cannot be searched, so a person looks. */
export async function settleSearch(
  { delivery: claimed, attemptId }: Claimed,
  worker: string,
  trail: Trail,
  proof: Proof,
  result: Result<{ receipt: Receipt | undefined } | "none", Fault>,
): Promise<void> {
  const delivery = await holdDelivery(claimed.id);
  if (!delivery) return;
  const receipt = result.ok && result.value !== "none" ? result.value.receipt : undefined;
  const outcome = !result.ok
    ? result.fault.tag
    : result.value === "none"
      ? "none"
      : receipt
        ? "found"
        : "absent";
  await endAttempt(attemptId, outcome, result.ok ? (receipt?.answer ?? null) : answerOf(result));
  if (delivery.status !== "unknown" || delivery.leased_by !== worker || delivery.finds !== claimed.finds)
    return;
  if (receipt) return settleSent(delivery, receipt);
  const present = now();
  const later = (at: Date, fault: DeliveryFault) =>
    change(delivery, "searching", { patch: { next_find_at: at }, fault });
  if (outcome === "absent") {
    if (absenceStands(proof, trail.lastEnded, present))
      return change(delivery, "absent", { patch: { due_at: present } });
    return later(after(trail.lastEnded, seconds(10)), lost);
  }
  const hopeless =
    outcome === "none" || outcome === "missing" || present.getTime() - trail.since.getTime() > days(1);
  if (hopeless || result.ok) {
    await change(delivery, "searching", { fault: { tag: "lost", message: unproven, advice: look } });
    return tellAuthor(delivery);
  }
  const { fault } = result;
  const at = fault.tag === "rate" ? fault.retryAt : after(present, searchPause(delivery.finds - 1));
  return later(at, { tag: "lost", message: fault.message, advice: searching });
}

/** It is on the network: the receipt, and the conversation's turn to be read again. */
export async function settleSent(
  delivery: DeliveryRecord,
  receipt: Pick<Receipt, "at"> & Partial<Receipt>,
  event: "receipt" | "say-sent" = "receipt",
): Promise<void> {
  const { externalId, url } = receipt;
  await change(delivery, event, {
    patch: {
      act: JSON.stringify(settledAct(delivery.act)),
      receipt: receipt.answer ? JSON.stringify(receipt.answer) : null,
      external_id: externalId ?? null,
      url: url ?? null,
      sent_at: receipt.at,
    },
    data: { externalId: externalId ?? null, url: url ?? null },
  });
  if (delivery.kind !== "like" && externalId)
    await linkDelivery(delivery.channel_id, externalId, delivery.id);
  if (delivery.kind !== "like") await wakeStreams(delivery.channel_id);
  if (delivery.kind === "reply" && delivery.conversation_id) {
    const conversation = await findConversation(delivery.conversation_id);
    // Somebody may have spoken again meanwhile: then they wait still.
    const answered = !conversation?.last_inbound_at || conversation.last_inbound_at <= receipt.at;
    if (conversation?.waiting_since && answered)
      await changeConversations([{ id: conversation.id, patch: { waiting_since: null, promised_at: null } }]);
    await sweepSoon(delivery.conversation_id);
  }
  if (delivery.kind === "post") await nudge();
  await count(delivery, "sent");
}

async function count(delivery: DeliveryRecord, outcome: string): Promise<void> {
  const network = (await findChannel(delivery.channel_id))?.network ?? "";
  afterCommit(() => deliveriesTotal.inc({ network, outcome }));
}

const answerOf = (result: Result<Receipt, Fault> | { ok: false; fault: Fault }): JsonObject =>
  result.ok ? result.value.answer : { message: result.fault.message };

const searching: Words = {
  en: "The network is searched for it before anything is sent again.",
  es: "Se busca en la red antes de volver a enviar nada.",
};
const needsYou: Words = {
  en: "The channel needs somebody. The reply goes out by itself when the channel is back.",
  es: "El canal necesita a alguien. La respuesta saldrá sola cuando el canal vuelva.",
};
const unproven: Words = {
  en: "Nobody can tell whether it was said.",
  es: "No se puede saber si llegó a decirse.",
};
const look: Words = {
  en: "Look at the thread on the network, then say whether it is there.",
  es: "Mira el hilo en la red y di si está allí.",
};
const lost: DeliveryFault = {
  tag: "lost",
  message: {
    en: "The connection broke before the network answered.",
    es: "La conexión se cortó antes de que la red respondiera.",
  },
  advice: searching,
};
