/**
 * How conversations stand once something was heard in them is the inbox's to say, and it says so before they are
 * written: so each is written once, which with twelve indexes is most of what writing it costs.
 */
import type { MessageReading } from "../channels/index.ts";
import type { EventDraft } from "../kernel/events.ts";
import type { ConversationRecord } from "./conversation-store.ts";

/** What one conversation heard in a batch, message by message; none of it stands in the database yet. */
export interface Hearing {
  conversationId: string;
  channelId: string;
  /** These are its first messages, and it stands nowhere yet. */
  began: boolean;
  /** They were fetched as history, not as they happened. */
  backfill: boolean;
  messages: HeardMessage[];
}

export interface HeardMessage {
  externalId: string;
  /** What it answers, as far as it says so. */
  parentId: string | undefined;
  at: Date;
  own: boolean;
  addressed: boolean;
  automatic: MessageReading["automatic"];
  /** Taken back at its source meanwhile. */
  deleted: boolean;
}

/** All that the settling decides of a conversation, as it is to be written. */
export type Settled = Pick<
  ConversationRecord,
  "status" | "desk_id" | "snoozed_until" | "outcome" | "promised_at" | "waiting_since"
>;

export interface Settlement {
  /** By conversation. One that is left out keeps what it has. */
  settled: Map<string, Settled>;
  /** What happened by it, to be recorded once it is written. */
  events: EventDraft[];
}

/** Asked in the transaction of the arrivals, for the whole batch at once. Holds the conversations that stand. */
export type Settle = (hearings: Hearing[]) => Promise<Settlement>;

let settling: Settle | undefined;

/** The inbox's part, handed in when it opens. Without it nobody has to do anything: what begins is closed. */
export function settleWith(settle: Settle): void {
  settling = settle;
}

export const settle: Settle = async (hearings) =>
  settling && hearings.length > 0 ? settling(hearings) : { settled: new Map(), events: [] };
