/** Writes what a call to the network came to: status, receipt, event and all that follows, in one transaction. */
import type { Fault, Proof, Receipt } from "../channels/index.ts";
import { after, days, now } from "../kernel/clock.ts";
import type { Words } from "../kernel/errors.ts";
import type { JsonObject, Result } from "../kernel/result.ts";
import { lastTurns } from "./bulletin-store.ts";
import { channelWaits, endWaits, waitWithChannel } from "./channel-wait.ts";
import type { Claimed } from "./claim-deliveries.ts";
import { absenceStands, absenceTakes, afterFault, searchPause, type Withheld } from "./delivery.ts";
import {
  change,
  type DeliveryRecord,
  endAttempts,
  holdClaimed,
  holdDelivery,
  nudge,
  tellAuthor,
} from "./delivery-store.ts";
import type { Trail } from "./delivery-trail.ts";
import { countEnds, type Sent, settleSent } from "./settle-sent.ts";
import type { DeliveryFault } from "./tables.ts";

/** What came of one call. */
export interface Answered {
  claimed: Claimed;
  result: Result<Receipt, Fault | Withheld>;
  /** The network has said that this was the last for now, and when it counts anew. */
  spent?: Date;
}

/** After attempts to send. */
export async function settleSends(answers: Answered[], worker: string): Promise<void> {
  const held = await holdClaimed(answers.map(({ claimed }) => claimed.delivery));
  await endAttempts(
    answers.map(({ claimed, result }) => ({
      id: claimed.attemptId,
      outcome: result.ok ? "sent" : result.fault.tag,
      answer: answerOf(result),
    })),
  );
  const sent: Sent[] = [];
  for (const { claimed, result } of answers) {
    const delivery = held.get(claimed.delivery.id);
    if (!delivery) continue;
    const same = delivery.attempts === claimed.delivery.attempts;
    const ours = same && delivery.status === "sending" && delivery.leased_by === worker;
    // An answer that comes after our lease ran out is still the network's word, unless another has tried since.
    if (result.ok) {
      if (ours || (same && delivery.status === "unknown")) sent.push({ delivery, receipt: result.value });
    } else if (ours) await settleFault(delivery, result.fault);
  }
  await settleSent(sent);
  const awaited = await channelWaits();
  const goingOn = answers
    .filter(({ result }) => !result.ok && result.fault.tag === "withheld" && result.fault.goesOn)
    .map(({ claimed }) => claimed);
  const back = [...sent, ...goingOn]
    .map(({ delivery }) => delivery.channel_id)
    .filter((id) => awaited.has(id));
  if (back.length > 0) {
    await endWaits(back);
    await nudge();
  }
  for (const { claimed, result, spent } of answers)
    if (spent && result.ok) await waitWithChannel(claimed.delivery.channel_id, "rate", nothingLeft, spent);
}

const nothingLeft: Words = {
  en: "It takes no more for now, and has said when it does again.",
  es: "Por ahora no admite más y ha dicho cuándo volverá a hacerlo.",
};

async function settleFault(delivery: DeliveryRecord, found: Fault | Withheld): Promise<void> {
  const fault = { tag: found.tag, message: found.message };
  const wantedAt = found.tag === "unavailable" ? await awaitedSince(delivery) : delivery.wanted_at;
  const outcome = afterFault(found, { failures: delivery.failures, wantedAt }, now());
  switch (outcome.event) {
    case "lost":
      await change(delivery, "lost", {
        patch: { next_find_at: now() },
        fault: { ...fault, advice: searching },
      });
      return countEnds([delivery], "unknown");
    case "refused":
      await change(delivery, "refused", { fault: { ...fault, advice: outcome.advice } });
      await tellAuthor(delivery);
      return countEnds([delivery], "failed");
    case "postponed": {
      const advice = found.tag === "authorisation" ? { advice: needsYou } : {};
      const wentOn = found.tag === "withheld" && found.goesOn === true;
      const failures = outcome.counts ? delivery.failures + 1 : wentOn ? 0 : delivery.failures;
      await change(delivery, "postponed", {
        patch: { due_at: outcome.at, failures },
        fault: { ...fault, ...advice },
      });
      if (found.tag === "rate" || found.tag === "unavailable")
        await waitWithChannel(delivery.channel_id, found.tag, found.message, outcome.at);
    }
  }
}

/** A bulletin may go on for days: it was reached when it last went on. */
async function awaitedSince({ variant_id, wanted_at }: DeliveryRecord): Promise<Date> {
  const turn = variant_id ? (await lastTurns([variant_id])).get(variant_id) : undefined;
  return turn && turn > wanted_at ? turn : wanted_at;
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
  const answer = result.ok ? (receipt?.answer ?? null) : answerOf(result);
  await endAttempts([{ id: attemptId, outcome, answer }]);
  if (delivery.status !== "unknown" || delivery.leased_by !== worker || delivery.finds !== claimed.finds)
    return;
  if (receipt) return settleSent([{ delivery, receipt }]);
  const present = now();
  const later = (at: Date, fault: DeliveryFault) =>
    change(delivery, "searching", { patch: { next_find_at: at }, fault });
  if (outcome === "absent") {
    if (absenceStands(proof, trail.lastEnded, present))
      return change(delivery, "absent", { patch: { due_at: present } });
    return later(after(trail.lastEnded, absenceTakes), lost);
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

const answerOf = (result: Answered["result"]): JsonObject =>
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
