/** What may become of a delivery. Pure: protocol 1 of the architecture as one table. */
import type { Fault, Proof } from "../channels/index.ts";
import { after, days, minutes, seconds } from "../kernel/clock.ts";
import type { Words } from "../kernel/errors.ts";

/** `edit` and `remove` change what another delivery has said; `test` goes to the teammate who asked, and to nobody else. */
export type DeliveryKind = "reply" | "like" | "post" | "edit" | "remove" | "test";
export const deliveryStatuses = [
  "held",
  "scheduled",
  "sending",
  "sent",
  "failed",
  "unknown",
  "cancelled",
] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** It is out, or may be: its words are no longer ours to change, and its time is no longer ours to move. */
export const hasBegun = ({ status }: { status: DeliveryStatus }): boolean =>
  status === "sending" || status === "sent" || status === "unknown";

export type DeliveryEvent =
  /** A worker takes it and is about to call the network. */
  | "claimed"
  /** Its time passed long ago: a person looks at it before it goes out. */
  | "overdue"
  /** The network's receipt, by the answer or found later. */
  | "receipt"
  /** The network says no, for good. */
  | "refused"
  /** Surely nothing was done: again later. */
  | "postponed"
  /** Nobody knows whether it was done. */
  | "lost"
  /** The network was searched: it is surely not there. */
  | "absent"
  /** It could not be told yet. */
  | "searching"
  /** A lead sets the hold aside. */
  | "release"
  | "retry"
  | "cancel"
  | "say-sent"
  | "say-not-sent";

/** From each status, the events that mean something there, and where they lead. */
export const transitions: Readonly<
  Record<DeliveryStatus, Readonly<Partial<Record<DeliveryEvent, DeliveryStatus>>>>
> = {
  held: { release: "scheduled", cancel: "cancelled" },
  scheduled: { claimed: "sending", overdue: "held", cancel: "cancelled" },
  // Never back to scheduled without an answer: a blind retry is how a thing is said twice.
  sending: { receipt: "sent", refused: "failed", postponed: "scheduled", lost: "unknown" },
  unknown: {
    receipt: "sent",
    absent: "scheduled",
    searching: "unknown",
    "say-sent": "sent",
    "say-not-sent": "scheduled",
  },
  failed: { retry: "scheduled", cancel: "cancelled" },
  sent: {},
  cancelled: {},
};

export const next = (from: DeliveryStatus, event: DeliveryEvent): DeliveryStatus | undefined =>
  transitions[from][event];

/** A worker that shows no sign of life for so long is taken for dead. */
export const deliveryLease = seconds(10);
export const heartbeat = seconds(3);
/** Clocks of several machines differ by less; what lies further ahead than it can was written before a clock was set back. */
export const clockSlack = seconds(5);
/** Older than this, a reply may no longer fit: a person looks before it goes out. */
export const overdueAfter = days(1);

/** We did not call: the reason is our own, and nothing is known of the network. */
export interface Withheld {
  tag: "withheld";
  message: Words;
  /** When it is worth another try; left out: in a moment. */
  until?: Date;
  /** The network has taken some of it meanwhile: what failed before counts no more. */
  goesOn?: true;
}

/** What an attempt to send came to. */
export type Sent =
  | { event: "refused"; advice: Words }
  /** `counts`: the network could not be reached, so that the next pause is longer. */
  | { event: "postponed"; at: Date; counts: boolean }
  | { event: "lost" };

/** What a fault of a send means for the delivery. `failures`: tries in a row that came to nothing before this one. */
export function afterFault(
  fault: Fault | Withheld,
  { failures, wantedAt }: { failures: number; wantedAt: Date },
  present: Date,
): Sent {
  switch (fault.tag) {
    case "no-answer":
      return { event: "lost" };
    case "rate": {
      const at = fault.retryAt > present ? fault.retryAt : after(present, seconds(5));
      return { event: "postponed", at, counts: false };
    }
    case "authorisation":
      // The channel now needs a person, and claims skip it until it is well.
      return { event: "postponed", at: after(present, seconds(5)), counts: false };
    case "withheld":
      return { event: "postponed", at: fault.until ?? after(present, seconds(2)), counts: false };
    case "unavailable":
      if (present.getTime() - wantedAt.getTime() > overdueAfter)
        return { event: "refused", advice: unreachable };
      return {
        event: "postponed",
        at: after(present, pauseAfter(failures)),
        counts: true,
      };
    case "missing":
      return { event: "refused", advice: gone };
    case "refused":
    case "input":
      return { event: "refused", advice: rewrite };
  }
}

const unreachable: Words = {
  en: "The network could not be reached for a day. Try again when it is back.",
  es: "No se pudo llegar a la red durante un día. Inténtalo de nuevo cuando vuelva.",
};
const gone: Words = {
  en: "What this answers is no longer there. Answer another message of the thread.",
  es: "El mensaje al que responde ya no está. Responde a otro del hilo.",
};
const rewrite: Words = {
  en: "Change the reply and send it as a new one, or try again if you have mended the cause.",
  es: "Cambia la respuesta y envíala como una nueva, o inténtalo de nuevo si has resuelto la causa.",
};

/**
 * A network that is away for moments is noticed within two seconds of its return, and asked ten times in the first twenty
 * seconds at most; then 5 s, 10 s, 20 s … half an hour.
 */
export const pauseAfter = (failures: number): number =>
  failures === 0
    ? seconds(3.5)
    : failures < 12
      ? seconds(1.85)
      : Math.min(seconds(5) * 2 ** Math.min(failures - 12, 20), minutes(30));

/** When the network is searched again: 1 s, 2 s, 4 s … five minutes. */
export const searchPause = (finds: number): number =>
  Math.min(seconds(1) * 2 ** Math.min(finds, 20), minutes(5));

/** How long a request that was cut off may still be worked on. */
export const absenceTakes = seconds(10);

/**
 * Whether “not there” can be believed. A request that was cut off may still be worked on by the network while we look;
 * where the same key does it once anyway, nothing is lost by believing at once. A last try that lies ahead was before
 * the clock was set back: what is searched for then has waited since (`mendTimes`).
 */
export function absenceStands(proof: Proof, lastTryEndedAt: Date, present: Date): boolean {
  if (proof === "none") return false;
  return proof === "idempotent" || Math.abs(present.getTime() - lastTryEndedAt.getTime()) >= absenceTakes;
}

export type MayDo = "retry" | "cancel" | "release" | "say-sent" | "say-not-sent";

/** What somebody may do with it now. The author and leads act; releasing what the gate held is for leads. */
export function mayDo(
  { status, searching }: { status: DeliveryStatus; searching: boolean },
  who: { author: boolean; lead: boolean; member: boolean },
): MayDo[] {
  if (!who.lead && !(who.author && who.member)) return [];
  const events: MayDo[] = ["retry", "cancel", "release", "say-sent", "say-not-sent"];
  return events.filter((event) => {
    if (event === "release" && !who.lead) return false;
    // While the network is still being searched its word is better than anybody's.
    if (event.startsWith("say-") && searching) return false;
    return next(status, event) !== undefined;
  });
}
