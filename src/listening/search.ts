/** Full-text search over messages. */
import { sql } from "kysely";
import { db, workspaceId } from "../kernel/scope.ts";
import { type Question, readQuestion } from "./question.ts";

export { type Question, readQuestion };

export interface Hit {
  id: string;
  conversationId: string;
  at: Date;
}

/**
 * The newest messages that answer a question. Ids come from a view whose predicate the planner may push into the index
 * (row-level security would switch a full-text index off); the rest is read under the workspace's own eyes.
 */
export async function searchMessages(
  question: Question,
  page: { limit: number; before?: { at: Date; id: string } },
): Promise<Hit[]> {
  const identityIds = question.from.length > 0 ? await identitiesNamed(question.from) : undefined;
  const channelIds = question.channel.length > 0 ? await channelsNamed(question.channel) : undefined;
  if (identityIds?.length === 0 || channelIds?.length === 0) return [];
  const conditions = [sql`true`];
  if (question.words) conditions.push(sql`search @@ websearch_to_tsquery('simple', ${question.words})`);
  if (identityIds) conditions.push(sql`identity_id = any(${identityIds}::uuid[])`);
  if (channelIds) conditions.push(sql`channel_id = any(${channelIds}::uuid[])`);
  if (question.before) conditions.push(sql`at < ${question.before}`);
  if (question.after) conditions.push(sql`at >= ${question.after}`);
  if (page.before) conditions.push(sql`(at, id) < (${page.before.at}, ${page.before.id}::uuid)`);
  const where = sql.join(conditions, sql` and `);
  if (question.is.length === 0) {
    const { rows } = await sql<{ id: string; conversation_id: string; at: Date }>`
      select id, conversation_id, at from message_search where ${where} order by at desc, id desc limit ${page.limit}`.execute(
      db(),
    );
    return rows.map(asHit);
  }
  const { rows } = await sql<{ id: string; conversation_id: string; at: Date }>`
    with hit as materialized (
      select id, conversation_id, at from message_search where ${where} order by at desc, id desc limit 5000)
    select hit.id, hit.conversation_id, hit.at from hit
    join message m on m.workspace_id = ${workspaceId()} and m.id = hit.id
    join conversation c on c.workspace_id = ${workspaceId()} and c.id = hit.conversation_id
    where ${sql.join(question.is.map(stateCondition), sql` and `)}
    order by hit.at desc, hit.id desc limit ${page.limit}`.execute(db());
  return rows.map(asHit);
}

const asHit = (row: { id: string; conversation_id: string; at: Date }): Hit => ({
  id: row.id,
  conversationId: row.conversation_id,
  at: row.at,
});

function stateCondition(state: Question["is"][number]) {
  switch (state) {
    case "unanswered":
      return sql`c.waiting_since is not null`;
    case "ours":
      return sql`m.own`;
    case "theirs":
      return sql`not m.own`;
    default:
      return sql`c.status = ${state}`;
  }
}

/** Conversations that a search finds, newest message first, for lists that are narrowed by words. */
export async function searchConversations(text: string, limit = 500): Promise<string[]> {
  const hits = await searchMessages(readQuestion(text).question, { limit });
  return [...new Set(hits.map((each) => each.conversationId))];
}

async function identitiesNamed(names: string[]): Promise<string[]> {
  const { rows } = await namedStatement(names).execute(db());
  return rows.map((row) => row.id);
}

/** Finds accounts by handle or name, whole or its first part, through a view for the same reason as messages. */
export const namedStatement = (names: string[]) =>
  sql<{ id: string }>`select id from identity_search where ${sql.join(
    names
      .map((name) => name.toLowerCase())
      .flatMap((name) => [
        sql`handle = ${name}`,
        sql`starts_with(handle, ${`${name}@`})`,
        sql`starts_with(handle, ${`${name}.`})`,
        sql`name = ${name}`,
        sql`starts_with(name, ${`${name} `})`,
      ]),
    sql` or `,
  )} limit 200`;

async function channelsNamed(names: string[]): Promise<string[]> {
  const lower = names.map((each) => each.toLowerCase());
  const { rows } = await sql<{ id: string }>`select id from channel where workspace_id = ${workspaceId()}
    and (lower(handle) = any(${lower}::text[]) or lower(name) = any(${lower}::text[]) or network = any(${lower}::text[]))`.execute(
    db(),
  );
  return rows.map((row) => row.id);
}
