/** Where conversations stand, read for changing them. */
import { sql } from "kysely";
import { after, days } from "../kernel/clock.ts";
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

/** How far the clock of somebody's own program may be behind ours. */
const behindDays = 1;

/** Our last words in a conversation: when, and the external ids of those of them that are not written yet. */
export interface LastWords {
  at: Date | null;
  unwritten: ReadonlySet<string>;
}

/**
 * Whether nothing of ours follows what somebody says to us. What answers our last words follows them, whatever its
 * author's clock says: mails name whole seconds of their own clock only (RFC 5322, 3.3). Older than its channel's
 * history it waits for nobody. The same in SQL stands in `findUnanswered`.
 */
export function waits(
  said: { at: Date; parentId?: string | undefined },
  ours: LastWords,
  connectedAt: Date | null | undefined,
): boolean {
  if (connectedAt && said.at <= after(connectedAt, -days(historyDays))) return false;
  if (!ours.at || said.at > ours.at) return true;
  return isBehind(said.at, ours.at) && said.parentId !== undefined && ours.unwritten.has(said.parentId);
}

/** Not later than our last words, but by no more than a clock may be behind. */
export const isBehind = (at: Date, ours: Date): boolean => at <= ours && at > after(ours, -days(behindDays));

export interface Unanswered {
  id: string;
  /** What was known when a teammate closed the conversation is settled by that. */
  closedAt: Date | null;
  /** When something of ours follows that is not written yet. */
  ours?: LastWords;
  /** Messages to us that are not written yet and that only wait if what they answer are our last words. */
  behind?: Array<{ at: Date; parentId: string }>;
}

/**
 * The oldest message of each conversation that speaks to us, was not sent by a machine, and that nothing of ours
 * follows (see `waits`). Ids of messages are UUIDv7 (RFC 9562), so their order tells what was known at the closing.
 * Conversations in which nobody waits are left out.
 */
export async function findUnanswered(wanted: Unanswered[]): Promise<Map<string, Date>> {
  if (wanted.length === 0) return new Map();
  const unwritten = wanted.flatMap(({ id, ours }) =>
    [...(ours?.unwritten ?? [])].map((name) => ({ id, name })),
  );
  const behind = wanted.flatMap((each) => (each.behind ?? []).map((said) => ({ id: each.id, ...said })));
  const { rows } = await sql<{ id: string; at: Date }>`
    with place as (
      select c.id, c.channel_id, wanted.known, greatest(c.last_outbound_at, wanted.own_at) as ours_at,
        ch.connected_at - make_interval(days => ${historyDays}) as history_at
      from unnest(${wanted.map(({ id }) => id)}::uuid[], ${wanted.map(({ closedAt }) => firstIdAt(closedAt))}::uuid[],
        ${wanted.map(({ ours }) => ours?.at?.toISOString() ?? "-infinity")}::timestamptz[]) as wanted (id, known, own_at)
      join conversation c on c.workspace_id = ${workspaceId()} and c.id = wanted.id
      join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id)
    select place.id, m.at from place
    cross join lateral (
      select m.at from message m
      where m.workspace_id = ${workspaceId()} and m.conversation_id = place.id and m.id >= place.known
        and m.at > greatest(place.ours_at - make_interval(days => ${behindDays}), place.history_at)
        and (m.at > place.ours_at
          or (place.id, m.parent_external_id) in (
            select * from unnest(${unwritten.map(({ id }) => id)}::uuid[], ${unwritten.map(({ name }) => name)}::text[]))
          or exists (
            select from message o
            where o.workspace_id = m.workspace_id and o.channel_id = m.channel_id
              and o.external_id = m.parent_external_id and o.own and o.at >= place.ours_at))
        and m.addressed and not m.own and m.automatic is null and m.deleted_at is null
      order by m.at limit 1
    ) m
    union all
    select place.id, said.at
    from unnest(${behind.map(({ id }) => id)}::uuid[], ${behind.map(({ at }) => at.toISOString())}::timestamptz[],
      ${behind.map(({ parentId }) => parentId)}::text[]) as said (id, at, parent)
    join place on place.id = said.id and said.at > coalesce(place.history_at, '-infinity')
    join message o on o.workspace_id = ${workspaceId()} and o.channel_id = place.channel_id
      and o.external_id = said.parent and o.own and o.at >= place.ours_at`.execute(db());
  const first = new Map<string, Date>();
  for (const { id, at } of rows) {
    const found = first.get(id);
    if (!found || at < found) first.set(id, at);
  }
  return first;
}

/** The smallest UUIDv7 of a moment. */
function firstIdAt(moment: Date | null): string {
  const hex = Math.max(0, moment?.getTime() ?? 0)
    .toString(16)
    .padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
