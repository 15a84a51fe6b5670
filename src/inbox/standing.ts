/** Where conversations stand, read for changing them. */
import { sql } from "kysely";
import { days } from "../kernel/clock.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { ConversationStatus } from "./conversation-row.ts";
import { historyDays } from "./settle-rules.ts";

export interface StandingRow {
  id: string;
  channel_id: string;
  status: ConversationStatus;
  desk_id: string | null;
  assignee_id: string | null;
  priority: number;
  snoozed_until: Date | null;
  closed_at: Date | null;
  outcome: string | null;
  promised_at: Date | null;
  waiting_since: Date | null;
  last_outbound_at: Date | null;
  version: number;
}

/** Reads conversations and holds them until the end of the transaction, always in the order of their ids. */
export async function holdConversations(ids: string[]): Promise<Map<string, StandingRow>> {
  const rows = await db()
    .selectFrom("conversation")
    .select([
      "id",
      "channel_id",
      "status",
      "desk_id",
      "assignee_id",
      "priority",
      "snoozed_until",
      "closed_at",
      "outcome",
      "promised_at",
      "waiting_since",
      "last_outbound_at",
      "version",
    ])
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy("id")
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * What was said before this nobody waits for any more: history of a channel, and what something of ours follows. The
 * same in SQL stands in `findUnanswered`.
 */
export const waitsFrom = (connectedAt: Date | null | undefined, ...ownAt: Array<Date | null>): Date =>
  new Date(
    Math.max(
      (connectedAt?.getTime() ?? 0) - days(historyDays),
      ...ownAt.map((each) => each?.getTime() ?? Number.NEGATIVE_INFINITY),
    ),
  );

/**
 * The oldest message of each conversation that speaks to us, was not sent by a machine, and that nothing of ours
 * follows. `ownAt`: when something of ours follows that is not written yet. `closedAt`: what was known when a teammate closed the conversation is settled by that; ids of messages are
 * UUIDv7 (RFC 9562), so their order tells what was known. Conversations in which nobody waits are left out.
 */
export async function findUnanswered(
  wanted: Array<{ id: string; closedAt: Date | null; ownAt?: Date | null }>,
): Promise<Map<string, Date>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{ id: string; at: Date }>`
    select c.id, m.at
    from unnest(${wanted.map(({ id }) => id)}::uuid[], ${wanted.map(({ closedAt }) => firstIdAt(closedAt))}::uuid[],
      ${wanted.map(({ ownAt }) => ownAt?.toISOString() ?? "-infinity")}::timestamptz[]) as wanted (id, known, own_at)
    join conversation c on c.workspace_id = ${workspaceId()} and c.id = wanted.id
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    cross join lateral (
      select m.at from message m
      where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.id >= wanted.known
        and m.at > greatest(c.last_outbound_at, wanted.own_at, ch.connected_at - make_interval(days => ${historyDays}))
        and m.addressed and not m.own and m.automatic is null and m.deleted_at is null
      order by m.at limit 1
    ) m`.execute(db());
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** The smallest UUIDv7 of a moment. */
function firstIdAt(moment: Date | null): string {
  const hex = Math.max(0, moment?.getTime() ?? 0)
    .toString(16)
    .padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
