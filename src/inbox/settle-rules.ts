/**
 * Where a conversation stands after messages arrived. Pure. Messages arrive in any order (networks lose and repeat
 * notifications, a backfill goes backwards), so every rule speaks of what is known, never of what came last: the same
 * messages settle to the same state in every order.
 */
import type { ConversationStatus } from "./conversation-row.ts";

/** An inbound message older than this when its channel was connected is history: nobody waits for us there. */
export const historyDays = 14;

export interface Heard {
  /** These are the conversation's first messages. */
  began: boolean;
  /** Somebody other than us spoke. */
  inbound: boolean;
  /** They were fetched as history, not as they happened. */
  backfill: boolean;
  /** The latest message of this batch that speaks to us, not sent by a machine. */
  addressedAt: Date | null;
}

export interface Standing {
  status: ConversationStatus;
  /** When a teammate last closed it; null when nobody did, or it was opened again by hand. */
  closedAt: Date | null;
}

export interface Known {
  /** The oldest message that speaks to us and that nothing of ours follows; null: nobody waits. */
  unanswered: Date | null;
  /** Somebody other than us, and other than an answering machine, has said something. */
  spoken: boolean;
  /** A teammate has changed something, or part of it was heard as it happened. */
  touched: boolean;
}

/**
 * - Our own words alone are closed until somebody speaks; what somebody says is open.
 * - Somebody who speaks to us opens it again, closed or snoozed.
 * - In a backfill, only what waits is open; history never opens or wakes what is answered already.
 */
export function settledStatus(heard: Heard, standing: Standing, known: Known): ConversationStatus {
  if (heard.backfill) {
    if (heard.began) return known.unanswered ? "open" : "closed";
    const unseen =
      heard.addressedAt !== null && known.unanswered !== null && heard.addressedAt >= known.unanswered;
    if (unseen) return "open";
    return standing.status === "open" && !known.unanswered && !known.touched ? "closed" : standing.status;
  }
  if (heard.began) return known.spoken ? "open" : "closed";
  if (heard.addressedAt !== null) return "open";
  const onlyOurs = standing.status === "closed" && standing.closedAt === null;
  if (onlyOurs && heard.inbound && known.spoken) return "open";
  return standing.status;
}
