/** The messages of a thread as the API shows them. */
import { sql } from "kysely";
import type { Json } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { readCursor, writeCursor } from "./cursor.ts";

export interface AttachmentRow {
  index: number;
  kind: string;
  name: string | null;
  type: string | null;
  bytes: number | null;
  alt: string | null;
  width: number | null;
  height: number | null;
  /** Served by Rapport, so that the network does not learn who looks. */
  src: string;
}

export interface MessageRow {
  id: string;
  externalId: string;
  parentId: string | null;
  parentExternalId: string | null;
  identityId: string;
  own: boolean;
  addressed: boolean;
  form: string;
  at: string;
  editedAt: string | null;
  deletedAt: string | null;
  subject: string | null;
  text: string;
  /** Sanitised when it arrived. */
  html: string | null;
  folded: string | null;
  language: string | null;
  visibility: string;
  contentWarning: string | null;
  url: string | null;
  attachments: AttachmentRow[];
  links: Json[];
  automatic: string | null;
  deliveryId: string | null;
  author: {
    identityId: string;
    personId: string | null;
    name: string;
    handle: string;
    avatar: string | null;
    url: string | null;
    bot: boolean;
  };
  reactions: { like: number; repost: number };
}

interface Stored {
  id: string;
  key: string;
  external_id: string;
  parent_id: string | null;
  parent_external_id: string | null;
  identity_id: string;
  own: boolean;
  addressed: boolean;
  form: string;
  at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  subject: string | null;
  text: string;
  html: string | null;
  folded: string | null;
  language: string | null;
  visibility: string;
  content_warning: string | null;
  url: string | null;
  attachments: Array<Record<string, Json>>;
  links: Json[];
  automatic: string | null;
  delivery_id: string | null;
  person_id: string | null;
  author_name: string | null;
  author_handle: string | null;
  author_avatar: boolean | null;
  author_url: string | null;
  author_bot: boolean | null;
  likes: number;
  reposts: number;
}

const pageSize = 100;

/** The newest messages of a thread before a cursor, oldest of them first, and the cursor of those before. */
export async function messagesOf(
  conversationId: string,
  before: string | undefined,
): Promise<{ messages: MessageRow[]; earlier: string | null }> {
  const place = before === undefined ? undefined : readCursor("thread", before, "before");
  const { rows } = await sql<Stored>`
    select m.id, m.at::text as key, m.external_id, m.parent_external_id, parent.id as parent_id, m.identity_id, m.own,
      m.addressed, m.form, m.at, m.edited_at, m.deleted_at, m.subject, m.text, m.html, m.folded, m.language,
      m.visibility, m.content_warning, m.url, m.attachments, m.links, m.automatic, m.delivery_id, i.person_id,
      i.name as author_name, i.handle as author_handle, i.avatar_url is not null as author_avatar,
      i.url as author_url, i.bot as author_bot, r.likes, r.reposts
    from (
      select * from message
      where workspace_id = ${workspaceId()} and conversation_id = ${conversationId}
        ${place ? sql`and (at, id) < (${place.key}::timestamptz, ${place.id}::uuid)` : sql``}
      order by at desc, id desc limit ${pageSize + 1}
    ) m
    left join identity i on i.workspace_id = m.workspace_id and i.id = m.identity_id
    left join message parent on parent.workspace_id = m.workspace_id and parent.channel_id = m.channel_id
      and parent.external_id = m.parent_external_id
    left join lateral (
      select (count(*) filter (where r.form = 'like'))::int as likes,
        (count(*) filter (where r.form = 'repost'))::int as reposts
      from reaction r
      where r.workspace_id = m.workspace_id and r.channel_id = m.channel_id
        and r.target_external_id = m.external_id and r.gone_at is null
    ) r on true
    order by m.at desc, m.id desc`.execute(db());
  const shown = rows.slice(0, pageSize);
  const oldest = shown.at(-1);
  return {
    messages: shown.reverse().map(presentMessage),
    earlier:
      rows.length > pageSize && oldest ? writeCursor("thread", { key: oldest.key, id: oldest.id }) : null,
  };
}

function presentMessage(row: Stored): MessageRow {
  return {
    id: row.id,
    externalId: row.external_id,
    parentId: row.parent_id,
    parentExternalId: row.parent_external_id,
    identityId: row.identity_id,
    own: row.own,
    addressed: row.addressed,
    form: row.form,
    at: row.at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    subject: row.subject,
    text: row.text,
    html: row.html,
    folded: row.folded,
    language: row.language,
    visibility: row.visibility,
    contentWarning: row.content_warning,
    url: row.url,
    attachments: row.attachments.map((each, index) => presentAttachment(row.id, each, index)),
    links: row.links,
    automatic: row.automatic,
    deliveryId: row.delivery_id,
    author: {
      identityId: row.identity_id,
      personId: row.person_id,
      name: row.author_name ?? "",
      handle: row.author_handle ?? "",
      avatar: row.author_avatar ? `/api/avatars/${row.identity_id}` : null,
      url: row.author_url,
      bot: row.author_bot ?? false,
    },
    reactions: { like: row.likes, repost: row.reposts },
  };
}

const text = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);
const count = (value: Json | undefined): number | null => (typeof value === "number" ? value : null);

const presentAttachment = (messageId: string, each: Record<string, Json>, index: number): AttachmentRow => ({
  index,
  kind: text(each.kind) ?? "file",
  name: text(each.name),
  type: text(each.type),
  bytes: count(each.bytes),
  alt: text(each.alt),
  width: count(each.width),
  height: count(each.height),
  src: `/api/messages/${messageId}/attachments/${index}`,
});
