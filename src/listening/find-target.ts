/** A message as a connector needs it to answer it, and who said it. */
import { sql } from "kysely";
import type { MessageForm, Target, Visibility } from "../channels/index.ts";
import type { JsonObject } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";

export interface FoundTarget {
  id: string;
  conversationId: string;
  channelId: string;
  personId: string;
  own: boolean;
  automatic: string | null;
  deleted: boolean;
  contentWarning: string | null;
  target: Target;
}

/** How far back a thread is named before the answered message: e-mail keeps about as much (RFC 5537, 3.4.4). */
const mostAncestors = 100;

/** Reads one message with its author, the payload that brought it, and the ids of the thread before it. */
export async function findTarget(messageId: string): Promise<FoundTarget | undefined> {
  const { rows } = await sql<Row>`
    select m.id, m.conversation_id, m.channel_id, m.external_id, m.parent_external_id, m.own, m.automatic, m.deleted_at,
      m.content_warning, m.form, m.subject, m.text, m.at, m.visibility, a.payload, c.root_key, i.person_id,
      i.external_id as author_id, i.handle, i.name, i.url, i.avatar_url, i.bot
    from message m
    join conversation c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
    join arrival a on a.workspace_id = m.workspace_id and a.id = m.arrival_id
    join identity i on i.workspace_id = m.workspace_id and i.id = m.identity_id
    where m.workspace_id = ${workspaceId()} and m.id = ${messageId}`.execute(db());
  const row = rows[0];
  if (!row) return undefined;
  return {
    id: row.id,
    conversationId: row.conversation_id,
    channelId: row.channel_id,
    personId: row.person_id,
    own: row.own,
    automatic: row.automatic,
    deleted: row.deleted_at !== null,
    contentWarning: row.content_warning,
    target: {
      externalId: row.external_id,
      ...(row.root_key ? { rootId: row.root_key } : {}),
      author: {
        externalId: row.author_id,
        handle: row.handle,
        name: row.name,
        ...(row.url ? { url: row.url } : {}),
        ...(row.avatar_url ? { avatarUrl: row.avatar_url } : {}),
        ...(row.bot ? { bot: true } : {}),
      },
      form: row.form,
      ...(row.subject ? { subject: row.subject } : {}),
      text: row.text,
      at: row.at,
      visibility: row.visibility,
      payload: row.payload,
      ancestors: await ancestorsOf(row),
    },
  };
}

interface Row {
  id: string;
  conversation_id: string;
  channel_id: string;
  external_id: string;
  parent_external_id: string | null;
  own: boolean;
  automatic: string | null;
  deleted_at: Date | null;
  content_warning: string | null;
  form: MessageForm;
  subject: string | null;
  text: string;
  at: Date;
  visibility: Visibility;
  payload: JsonObject;
  root_key: string;
  person_id: string;
  author_id: string;
  handle: string;
  name: string;
  url: string | null;
  avatar_url: string | null;
  bot: boolean;
}

/** The chain of parents, oldest first. It may begin with a message that never arrived here: its name is known. */
async function ancestorsOf(row: Row): Promise<string[]> {
  const { rows } = await sql<{ external_id: string }>`
    with recursive chain as (
      select ${row.parent_external_id}::text as external_id, 1 as depth
      union all
      select m.parent_external_id, chain.depth + 1 from chain
      join message m on m.workspace_id = ${workspaceId()} and m.channel_id = ${row.channel_id} and m.external_id = chain.external_id
      where chain.depth < ${mostAncestors} and m.parent_external_id is not null)
    select external_id from chain where external_id is not null order by depth desc`.execute(db());
  return [...new Set(rows.map((each) => each.external_id))];
}
