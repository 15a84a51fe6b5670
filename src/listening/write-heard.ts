/** Writes the conversations of a batch, each once: what they heard, and how they stand by it. */
import { sql } from "kysely";
import { addRows } from "../kernel/insert-rows.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { runUnread } from "../kernel/unread.ts";
import type { Heard } from "./hear.ts";
import type { Settled } from "./settling.ts";

export interface Written {
  heard: Heard[];
  settled: ReadonlyMap<string, Settled>;
  sweepDueAt: Date | null;
}

const untouched: Settled = {
  status: "closed",
  desk_id: null,
  snoozed_until: null,
  outcome: null,
  promised_at: null,
  waiting_since: null,
};

/** Makes those that begin. */
export async function insertConversations(
  channelId: string,
  { heard, settled, sweepDueAt }: Written,
): Promise<void> {
  await addRows(
    "conversation",
    heard
      .filter((each) => each.began)
      .map((each) => ({
        workspace_id: workspaceId(),
        id: each.id,
        channel_id: channelId,
        root_key: each.rootKey,
        subject: each.subject,
        form: each.form,
        ...(settled.get(each.id) ?? untouched),
        priority: 0,
        person_id: each.personId,
        preview: each.preview,
        language: each.language,
        message_count: each.messages.length,
        first_at: each.firstAt,
        last_at: each.lastAt,
        last_inbound_at: each.inboundAt,
        last_outbound_at: each.ownAt,
        version: 1,
        sweep_due_at: sweepDueAt,
      })),
  );
}

/** Adds to those that stand: counts, times, the newest words and how they are settled, in one statement. */
export async function updateConversations({ heard, settled, sweepDueAt }: Written): Promise<void> {
  const rows = heard
    .filter((each) => !each.began)
    .map((each) => ({
      id: each.id,
      messages: each.messages.length,
      preview: each.preview,
      subject: each.subject,
      person: each.personId,
      language: each.language,
      form: each.form,
      first_at: each.firstAt,
      last_at: each.lastAt,
      inbound_at: each.inboundAt,
      own_at: each.ownAt,
      settled: settled.has(each.id),
      ...settled.get(each.id),
    }));
  if (rows.length === 0) return;
  const settledOr = (column: keyof Settled) =>
    sql`${sql.ref(column)} = case when h.settled then ${sql.ref(`h.${column}`)} else ${sql.ref(`c.${column}`)} end`;
  const statement = sql`update conversation c set
      message_count = c.message_count + h.messages,
      preview = case when h.last_at >= c.last_at then h.preview else c.preview end,
      subject = coalesce(c.subject, h.subject), person_id = coalesce(c.person_id, h.person),
      language = coalesce(c.language, h.language),
      form = case when h.first_at < c.first_at then h.form else c.form end,
      first_at = least(c.first_at, h.first_at), last_at = greatest(c.last_at, h.last_at),
      last_inbound_at = greatest(c.last_inbound_at, h.inbound_at),
      last_outbound_at = greatest(c.last_outbound_at, h.own_at),
      ${sql.join((Object.keys(untouched) as Array<keyof Settled>).map(settledOr))},
      sweep_due_at = coalesce(${sweepDueAt}::timestamptz, c.sweep_due_at), version = c.version + 1
    from json_to_recordset(${JSON.stringify(rows)}::json) as h (id uuid, messages int, preview text, subject text,
      person uuid, language text, form text, first_at timestamptz, last_at timestamptz, inbound_at timestamptz,
      own_at timestamptz, settled bool, status text, desk_id uuid, snoozed_until timestamptz, outcome text,
      promised_at timestamptz, waiting_since timestamptz)
    where c.workspace_id = ${workspaceId()} and c.id = h.id`;
  await runUnread(statement.compile(db()));
}
