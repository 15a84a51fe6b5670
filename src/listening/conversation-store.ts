/** The SQL of conversations. Only listening writes the table; the inbox asks through `changeConversations`. */
import { type Selectable, sql, type Updateable } from "kysely";
import { record } from "../kernel/events.ts";
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
