/** How messages look from outside: safe HTML, pictures through our own doors, reactions counted. */
import { sql } from "kysely";
import { z } from "zod";
import { db, workspaceId } from "../kernel/scope.ts";

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export const messageShape = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  channelId: z.uuid(),
  externalId: z.string(),
  parentId: z.uuid().nullable(),
  parentExternalId: z.string().nullable(),
  own: z.boolean(),
  addressed: z.boolean(),
  form: z.string(),
  at: z.string(),
  editedAt: z.string().nullable(),
  deletedAt: z.string().nullable(),
  subject: z.string().nullable(),
  text: z.string(),
  html: z.string().nullable(),
  folded: z.string().nullable(),
  language: z.string().nullable(),
  visibility: z.string(),
  contentWarning: z.string().nullable(),
  url: z.string().nullable(),
  automatic: z.string().nullable(),
  /** What said it, when it was said from here. */
  deliveryId: z.uuid().nullable(),
  attachments: z.array(
    z.object({
      index: z.number(),
      kind: z.string(),
      name: z.string().nullable(),
      type: z.string().nullable(),
      bytes: z.number().nullable(),
      alt: z.string().nullable(),
      width: z.number().nullable(),
      height: z.number().nullable(),
      /** Where a link card leads; nothing for a file. */
      href: z.string().nullable(),
      src: z.string().nullable(),
      preview: z.string().nullable(),
    }),
  ),
  links: z.array(z.object({ start: z.number(), end: z.number(), url: z.string() })),
  author: z.object({
    identityId: z.uuid(),
    personId: z.uuid(),
    name: z.string(),
    handle: z.string(),
    avatar: z.string().nullable(),
    url: z.string().nullable(),
    bot: z.boolean(),
  }),
  reactions: z.object({ like: z.number(), repost: z.number() }),
});
export type PresentedMessage = z.infer<typeof messageShape>;

/** Messages by their ids, in the order of the ids. Three statements, whatever their number. */
export async function presentMessages(ids: string[]): Promise<PresentedMessage[]> {
  if (ids.length === 0) return [];
  const rows = await db()
    .selectFrom("message as m")
    .innerJoin("identity as i", (join) =>
      join.onRef("i.workspace_id", "=", "m.workspace_id").onRef("i.id", "=", "m.identity_id"),
    )
    .where("m.workspace_id", "=", workspaceId())
    .where(sql<boolean>`m.id = any(${ids}::uuid[])`)
    .selectAll("m")
    .select(["i.person_id", "i.name", "i.handle", "i.avatar_url", "i.url as author_url", "i.bot"])
    .execute();
  const parents = await parentsOf(rows);
  const reactions = await reactionsOf(rows);
  const presented = new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        conversationId: row.conversation_id,
        channelId: row.channel_id,
        externalId: row.external_id,
        parentId: parents.get(`${row.channel_id} ${row.parent_external_id}`) ?? null,
        parentExternalId: row.parent_external_id,
        own: row.own,
        addressed: row.addressed,
        form: row.form,
        at: row.at.toISOString(),
        editedAt: iso(row.edited_at),
        deletedAt: iso(row.deleted_at),
        subject: row.subject,
        text: row.text,
        html: row.html,
        folded: row.folded,
        language: row.language,
        visibility: row.visibility,
        contentWarning: row.content_warning,
        url: row.url,
        automatic: row.automatic,
        deliveryId: row.delivery_id,
        attachments: row.attachments.map((each, index) => ({
          index,
          kind: each.kind,
          name: each.name ?? null,
          type: each.type ?? null,
          bytes: each.bytes ?? null,
          alt: each.alt ?? null,
          width: each.width ?? null,
          height: each.height ?? null,
          href: each.kind === "link" ? (each.url ?? null) : null,
          src:
            each.kind === "link" || (!each.url && !each.part)
              ? null
              : `/api/messages/${row.id}/attachments/${index}`,
          preview: each.previewUrl ? `/api/messages/${row.id}/attachments/${index}?preview=true` : null,
        })),
        links: row.links,
        author: {
          identityId: row.identity_id,
          personId: row.person_id,
          name: row.name,
          handle: row.handle,
          avatar: row.avatar_url ? `/api/avatars/${row.identity_id}` : null,
          url: row.author_url,
          bot: row.bot,
        },
        reactions: reactions.get(`${row.channel_id} ${row.external_id}`) ?? { like: 0, repost: 0 },
      } satisfies PresentedMessage,
    ]),
  );
  return ids.flatMap((id) => presented.get(id) ?? []);
}

type Named = { channel_id: string; external_id: string; parent_external_id: string | null };

async function parentsOf(rows: Named[]): Promise<Map<string, string>> {
  const names = [...new Set(rows.flatMap((row) => row.parent_external_id ?? []))];
  if (names.length === 0) return new Map();
  const found = await db()
    .selectFrom("message")
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`channel_id = any(${[...new Set(rows.map((row) => row.channel_id))]}::uuid[])`)
    .where(sql<boolean>`external_id = any(${names}::text[])`)
    .select(["id", "channel_id", "external_id"])
    .execute();
  return new Map(found.map((row) => [`${row.channel_id} ${row.external_id}`, row.id]));
}

async function reactionsOf(rows: Named[]): Promise<Map<string, { like: number; repost: number }>> {
  const { rows: counted } = await sql<{ channel_id: string; target: string; form: string; n: number }>`
    select channel_id, target_external_id as target, form, count(*)::int as n from reaction
    where workspace_id = ${workspaceId()} and channel_id = any(${[...new Set(rows.map((row) => row.channel_id))]}::uuid[])
      and target_external_id = any(${rows.map((row) => row.external_id)}::text[]) and gone_at is null
    group by channel_id, target_external_id, form`.execute(db());
  const found = new Map<string, { like: number; repost: number }>();
  for (const row of counted) {
    const key = `${row.channel_id} ${row.target}`;
    const sum = found.get(key) ?? { like: 0, repost: 0 };
    if (row.form === "like" || row.form === "repost") sum[row.form] = row.n;
    found.set(key, sum);
  }
  return found;
}
