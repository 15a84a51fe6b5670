/** A conversation as lists show it: one shape for lists, changes and the thread's head. */
import { type RawBuilder, sql } from "kysely";
import { now } from "../kernel/clock.ts";
import { db, workspaceId } from "../kernel/scope.ts";

export type ConversationStatus = "open" | "snoozed" | "closed";

/** The JSON of a conversation in a list. Times are ISO 8601 in UTC. */
export interface ConversationRow {
  id: string;
  channelId: string;
  form: string;
  subject: string | null;
  preview: string;
  status: ConversationStatus;
  /** 0 normal, 1 high, 2 urgent, 3 low. */
  priority: number;
  deskId: string | null;
  assigneeId: string | null;
  snoozedUntil: string | null;
  promisedAt: string | null;
  waitingSince: string | null;
  firstAt: string;
  lastAt: string;
  messageCount: number;
  outcome: string | null;
  language: string | null;
  version: number;
  person: { id: string; name: string; handle: string; avatar: string | null; bot: boolean } | null;
}

/** What `rowsFrom` reads. */
export interface StoredRow {
  id: string;
  channel_id: string;
  form: string;
  subject: string | null;
  preview: string;
  status: ConversationStatus;
  priority: number;
  desk_id: string | null;
  assignee_id: string | null;
  snoozed_until: Date | null;
  promised_at: Date | null;
  waiting_since: Date | null;
  first_at: Date;
  last_at: Date;
  message_count: number;
  outcome: string | null;
  language: string | null;
  version: number;
  person_id: string | null;
  person_name: string | null;
  identity_id: string | null;
  handle: string | null;
  has_avatar: boolean | null;
  bot: boolean | null;
}

/**
 * Hydrates ids: `hit` is a subquery with a column `id` (and whatever `columns` and `order` name). The person is shown
 * as on the conversation's own network.
 */
export const rowsFrom = (
  hit: RawBuilder<unknown>,
  columns: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): RawBuilder<StoredRow> => sql<StoredRow>`
  select c.id, c.channel_id, c.form, c.subject, c.preview, c.status, c.priority, c.desk_id, c.assignee_id,
    c.snoozed_until, c.promised_at, c.waiting_since, c.first_at, c.last_at, c.message_count, c.outcome, c.language,
    c.version, c.person_id, p.name as person_name, i.id as identity_id, i.handle, i.has_avatar, i.bot${columns}
  from (${hit}) hit
  join conversation c on c.workspace_id = ${workspaceId()} and c.id = hit.id
  join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
  left join person p on p.workspace_id = c.workspace_id and p.id = c.person_id
  left join lateral (
    select i.id, i.handle, i.avatar_url is not null as has_avatar, i.bot from identity i
    where i.workspace_id = c.workspace_id and i.person_id = c.person_id
    order by i.network = ch.network desc, i.last_seen_at desc limit 1
  ) i on true
  order by ${order}`;

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

/** A snooze that has passed counts as open, whether or not the worker has woken it yet. */
export function presentRow(row: StoredRow, at: Date): ConversationRow {
  const due = row.status === "snoozed" && row.snoozed_until !== null && row.snoozed_until <= at;
  return {
    id: row.id,
    channelId: row.channel_id,
    form: row.form,
    subject: row.subject,
    preview: row.preview,
    status: due ? "open" : row.status,
    priority: row.priority,
    deskId: row.desk_id,
    assigneeId: row.assignee_id,
    snoozedUntil: due ? null : iso(row.snoozed_until),
    promisedAt: iso(row.promised_at),
    waitingSince: iso(row.waiting_since),
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    messageCount: row.message_count,
    outcome: row.outcome,
    language: row.language,
    version: row.version,
    person:
      row.person_id === null
        ? null
        : {
            id: row.person_id,
            name: row.person_name ?? "",
            handle: row.handle ?? "",
            avatar: row.has_avatar ? `/api/avatars/${row.identity_id}` : null,
            bot: row.bot ?? false,
          },
  };
}

/** Rows by id, in the order of the ids; ids that this workspace does not have are left out. */
export async function conversationRows(ids: string[]): Promise<ConversationRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await rowsFrom(
    sql`select id, place from unnest(${ids}::uuid[]) with ordinality as wanted (id, place)`,
    sql``,
    sql`hit.place`,
  ).execute(db());
  const at = now();
  return rows.map((row) => presentRow(row, at));
}
