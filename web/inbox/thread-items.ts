/** What stands in a thread, in order: messages, notes, hand-overs, history and our deliveries, each thing once. Pure. */
import type { Delivery, HandOver, HistoryEntry, Message, Note } from "./shapes.ts";

export type ThreadItem =
  | { kind: "message"; id: string; at: string; message: Message; delivery: Delivery | undefined }
  | { kind: "delivery"; id: string; at: string; delivery: Delivery }
  | { kind: "note"; id: string; at: string; note: Note }
  | { kind: "hand-over"; id: string; at: string; handOver: HandOver }
  | { kind: "history"; id: string; at: string; entries: HistoryEntry[] }
  | { kind: "unread"; id: string; at: string };

/** Told by a line of their own; the rest is told by messages, notes, hand-overs and deliveries themselves. */
export const toldKinds: ReadonlySet<string> = new Set([
  "conversation.closed",
  "conversation.reopened",
  "conversation.snoozed",
  "conversation.woken",
  "conversation.assigned",
  "conversation.prioritised",
  "conversation.joined",
  "conversation.undone",
]);

/**
 * The own message that a delivery became, once it has come back from the network: both have the network's id for it.
 */
export function matchDeliveries(
  messages: readonly Message[],
  deliveries: readonly Delivery[],
): Map<string, Delivery> {
  const byExternal = new Map(
    deliveries.flatMap((delivery) => (delivery.externalId ? [[delivery.externalId, delivery] as const] : [])),
  );
  const found = new Map<string, Delivery>();
  for (const message of messages) {
    if (!message.own) continue;
    const delivery = byExternal.get(message.externalId);
    if (delivery) found.set(message.id, delivery);
  }
  return found;
}

export interface ThreadParts {
  messages: readonly Message[];
  notes: readonly Note[];
  handOvers: readonly HandOver[];
  history: readonly HistoryEntry[];
  deliveries: readonly Delivery[];
  /** Older messages exist that are not loaded: what is older than the oldest loaded one waits with them. */
  more: boolean;
  /** The newest moment this person has seen here before; null draws no line. */
  seenAt: string | null;
}

export function threadItems(parts: ThreadParts): ThreadItem[] {
  const matched = matchDeliveries(parts.messages, parts.deliveries);
  const shown = new Set([...matched.values()].map((delivery) => delivery.id));
  const since = parts.more ? (parts.messages[0]?.at ?? "") : "";
  const items: ThreadItem[] = [
    ...parts.messages.map((message) => ({
      kind: "message" as const,
      id: message.id,
      at: message.at,
      message,
      delivery: matched.get(message.id),
    })),
    ...parts.deliveries
      .filter((delivery) => delivery.kind === "reply" && !shown.has(delivery.id))
      .map((delivery) => ({
        kind: "delivery" as const,
        id: delivery.id,
        at: delivery.sentAt ?? delivery.createdAt,
        delivery,
      })),
    ...parts.notes.map((note) => ({ kind: "note" as const, id: note.id, at: note.createdAt, note })),
    ...parts.handOvers.map((handOver) => ({
      kind: "hand-over" as const,
      id: handOver.id,
      at: handOver.at,
      handOver,
    })),
    ...parts.history
      .filter((entry) => toldKinds.has(entry.kind))
      .map((entry) => ({ kind: "history" as const, id: entry.id, at: entry.at, entries: [entry] })),
  ]
    .filter((item) => item.at >= since)
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
  return withUnread(joinHistory(items), parts.seenAt);
}

/** Neighbouring lines of history become one item, so that a busy day folds. */
function joinHistory(items: readonly ThreadItem[]): ThreadItem[] {
  const joined: ThreadItem[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (item.kind === "history" && last?.kind === "history") {
      joined[joined.length - 1] = { ...last, entries: [...last.entries, ...item.entries] };
    } else joined.push(item);
  }
  return joined;
}

/** A line before the first message of others that is newer than what was seen; none when all or nothing is new. */
function withUnread(items: ThreadItem[], seenAt: string | null): ThreadItem[] {
  if (seenAt === null) return items;
  const at = items.findIndex((item) => item.kind === "message" && !item.message.own && item.at > seenAt);
  const first = items[at];
  if (!first || at === 0) return items;
  return [...items.slice(0, at), { kind: "unread", id: "unread", at: first.at }, ...items.slice(at)];
}
