/** The SQL of conversations. Only listening writes the table; the inbox asks through `changeConversations`. */
import { type Selectable, sql, type Updateable } from "kysely";
import type { MessageForm } from "../channels/index.ts";
import { record } from "../kernel/events.ts";
import { insertRows } from "../kernel/insert-rows.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";

export type ConversationRecord = Selectable<Tables["conversation"]>;
export type ConversationPatch = Pick<
  Updateable<Tables["conversation"]>,
  | "status"
  | "desk_id"
  | "assignee_id"
  | "priority"
  | "snoozed_until"
  | "closed_at"
  | "outcome"
  | "promised_at"
  | "waiting_since"
>;

/** What one conversation heard in a batch. */
export interface Heard {
  id: string;
  began: boolean;
  rootKey: string;
  form: MessageForm;
  subject: string | null;
  personId: string | null;
  language: string | null;
  preview: string;
  messages: number;
  inbound: number;
  firstAt: Date;
  lastAt: Date;
  inboundAt: Date | null;
  ownAt: Date | null;
  addressedAt: Date | null;
}

export async function insertConversations(
  channelId: string,
  heard: Heard[],
  sweepDueAt: Date | null,
): Promise<void> {
  await insertRows(
    "conversation",
    heard.map((each) => ({
      workspace_id: workspaceId(),
      id: each.id,
      channel_id: channelId,
      root_key: each.rootKey,
      subject: each.subject,
      form: each.form,
      // Whether anybody has to do something is the inbox's to say; it hears of this in the same transaction.
      status: "closed" as const,
      priority: 0,
      person_id: each.personId,
      preview: each.preview,
      language: each.language,
      message_count: each.messages,
      first_at: each.firstAt,
      last_at: each.lastAt,
      last_inbound_at: each.inboundAt,
      last_outbound_at: each.ownAt,
      version: 1,
      sweep_due_at: sweepDueAt,
    })),
  );
}

/** Adds to conversations that stand: counts, times and the newest words, in one statement. */
export async function updateConversations(heard: Heard[], sweepDueAt: Date | null): Promise<void> {
  if (heard.length === 0) return;
  const texts = (pick: (each: Heard) => string | null) => heard.map((each) => pick(each) ?? "");
  const times = (pick: (each: Heard) => Date | null) => heard.map((each) => pick(each)?.toISOString() ?? "");
  await sql`update conversation c set
      message_count = c.message_count + h.messages,
      preview = case when h.last_at >= c.last_at then h.preview else c.preview end,
      subject = coalesce(c.subject, nullif(h.subject, '')),
      person_id = coalesce(c.person_id, nullif(h.person, '')::uuid),
      language = coalesce(c.language, nullif(h.language, '')),
      form = case when h.first_at < c.first_at then h.form else c.form end,
      first_at = least(c.first_at, h.first_at), last_at = greatest(c.last_at, h.last_at),
      last_inbound_at = greatest(c.last_inbound_at, nullif(h.inbound_at, '')::timestamptz),
      last_outbound_at = greatest(c.last_outbound_at, nullif(h.own_at, '')::timestamptz),
      sweep_due_at = coalesce(${sweepDueAt}::timestamptz, c.sweep_due_at), version = c.version + 1
    from unnest(${heard.map((each) => each.id)}::uuid[], ${heard.map((each) => each.messages)}::int[],
      ${texts((each) => each.preview)}::text[], ${texts((each) => each.subject)}::text[], ${texts((each) => each.personId)}::text[],
      ${texts((each) => each.language)}::text[], ${texts((each) => each.form)}::text[],
      ${times((each) => each.firstAt)}::timestamptz[], ${times((each) => each.lastAt)}::timestamptz[],
      ${times((each) => each.inboundAt)}::text[], ${times((each) => each.ownAt)}::text[]
    ) as h (id, messages, preview, subject, person, language, form, first_at, last_at, inbound_at, own_at)
    where c.workspace_id = ${workspaceId()} and c.id = h.id`.execute(db());
}

/**
 * Joins conversations that turned out to be one thread. Everything of listening moves here; later modules move theirs
 * when they hear `conversation.merging`, in this transaction, before the emptied row goes.
 */
export async function mergeConversations(
  channelId: string,
  merged: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [from, into] of merged) {
    for (const table of ["message", "thread_key"] as const)
      await db()
        .updateTable(table)
        .set({ conversation_id: into })
        .where("workspace_id", "=", workspaceId())
        .where("channel_id", "=", channelId)
        .where("conversation_id", "=", from)
        .execute();
    await sql`update conversation c set
        message_count = c.message_count + o.message_count, subject = coalesce(c.subject, o.subject),
        preview = case when o.last_at > c.last_at then o.preview else c.preview end,
        person_id = coalesce(c.person_id, o.person_id), language = coalesce(c.language, o.language),
        first_at = least(c.first_at, o.first_at), last_at = greatest(c.last_at, o.last_at),
        last_inbound_at = greatest(c.last_inbound_at, o.last_inbound_at),
        last_outbound_at = greatest(c.last_outbound_at, o.last_outbound_at),
        desk_id = coalesce(c.desk_id, o.desk_id), assignee_id = coalesce(c.assignee_id, o.assignee_id),
        -- 3 is the lowest, below normal.
        priority = case when c.priority = 3 then o.priority when o.priority = 3 then c.priority else greatest(c.priority, o.priority) end, version = c.version + 1
      from conversation o
      where c.workspace_id = ${workspaceId()} and c.id = ${into} and o.workspace_id = ${workspaceId()} and o.id = ${from}`.execute(
      db(),
    );
    await record([
      { kind: "conversation.merging", subject: { kind: "conversation", id: from }, data: { into } },
    ]);
    await db()
      .deleteFrom("conversation")
      .where("workspace_id", "=", workspaceId())
      .where("id", "=", from)
      .execute();
    announce("conversations", from, into);
  }
}

/**
 * The inbox's door: changes who answers and how it stands, for many conversations in one statement per shape of patch.
 * Each change counts the version up.
 */
export async function changeConversations(
  changes: Array<{ id: string; patch: ConversationPatch }>,
): Promise<void> {
  const shapes = new Map<string, { patch: ConversationPatch; ids: string[] }>();
  for (const { id, patch } of changes) {
    const shape = JSON.stringify(Object.entries(patch).sort(([a], [b]) => (a < b ? -1 : 1)));
    const group = shapes.get(shape) ?? { patch, ids: [] };
    group.ids.push(id);
    shapes.set(shape, group);
  }
  if (shapes.size > 8) await changeEach(changes);
  else
    for (const { patch, ids } of shapes.values())
      await db()
        .updateTable("conversation")
        .set({ ...patch, version: sql`version + 1` })
        .where("workspace_id", "=", workspaceId())
        .where(sql<boolean>`id = any(${ids}::uuid[])`)
        .execute();
  announce("conversations", ...changes.map((each) => each.id));
  if (changes.length > 0) announce("summary");
}

const columns = {
  status: "text",
  desk_id: "uuid",
  assignee_id: "uuid",
  priority: "int",
  snoozed_until: "timestamptz",
  closed_at: "timestamptz",
  outcome: "text",
  promised_at: "timestamptz",
  waiting_since: "timestamptz",
} as const satisfies Record<keyof ConversationPatch, string>;

/** Many different patches in one statement: each column says for each row whether it is set, and to what. */
async function changeEach(changes: Array<{ id: string; patch: ConversationPatch }>): Promise<void> {
  const names = Object.keys(columns) as Array<keyof ConversationPatch>;
  const rows = changes.map(({ id, patch }) => ({
    id,
    ...Object.fromEntries(names.filter((name) => name in patch).map((name) => [name, patch[name] ?? null])),
    touched: names.filter((name) => name in patch),
  }));
  const sets = names.map(
    (name) =>
      sql`${sql.ref(name)} = case when p.row -> 'touched' ? ${sql.lit(name)} then (p.row ->> ${sql.lit(name)})::${sql.raw(columns[name])} else ${sql.ref(`c.${name}`)} end`,
  );
  await sql`update conversation c set ${sql.join(sets)}, version = c.version + 1
    from (select (value ->> 'id')::uuid as id, value as row from jsonb_array_elements(${JSON.stringify(rows)}::jsonb)) p
    where c.workspace_id = ${workspaceId()} and c.id = p.id`.execute(db());
}

export const findConversation = (id: string): Promise<ConversationRecord | undefined> =>
  db()
    .selectFrom("conversation")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .selectAll()
    .executeTakeFirst();
