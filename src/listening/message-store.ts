/** The SQL of messages. */
import { sql } from "kysely";
import type { DeletionReading, MessageReading } from "../channels/index.ts";
import { addRows } from "../kernel/insert-rows.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { ReadBatch } from "./read-arrivals.ts";

export interface StoredMessage {
  id: string;
  externalId: string;
  conversationId: string;
  text: string;
  deletedAt: Date | null;
  editedAt: Date | null;
  contentWarning: string | null;
  attachments: string;
}

/** The messages of a channel that stand already, by external id. */
export async function knownMessages(
  channelId: string,
  externalIds: string[],
): Promise<Map<string, StoredMessage>> {
  if (externalIds.length === 0) return new Map();
  const rows = await db()
    .selectFrom("message")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .select([
      "id",
      "external_id",
      "conversation_id",
      "text",
      "deleted_at",
      "edited_at",
      "content_warning",
      "attachments",
    ])
    .execute();
  return new Map(
    rows.map((row) => [
      row.external_id,
      {
        id: row.id,
        externalId: row.external_id,
        conversationId: row.conversation_id,
        text: row.text,
        deletedAt: row.deleted_at,
        editedAt: row.edited_at,
        contentWarning: row.content_warning,
        attachments: JSON.stringify(row.attachments),
      },
    ]),
  );
}

export interface MessageRow {
  id: string;
  reading: MessageReading;
  arrivalId: string;
  identityId: string;
  conversationId: string;
}

export const insertMessages = (channelId: string, messages: MessageRow[]): Promise<void> =>
  addRows(
    "message",
    messages.map((message) => rowOf(channelId, message)),
  );

const rowOf = (channelId: string, { id, reading, arrivalId, identityId, conversationId }: MessageRow) => ({
  workspace_id: workspaceId(),
  id,
  channel_id: channelId,
  conversation_id: conversationId,
  external_id: reading.externalId,
  parent_external_id: reading.parentId ?? null,
  identity_id: identityId,
  own: reading.own,
  addressed: reading.addressed,
  form: reading.form,
  at: reading.at,
  edited_at: reading.editedAt ?? null,
  deleted_at: null,
  arrival_id: arrivalId,
  delivery_id: null,
  visibility: reading.visibility,
  automatic: reading.automatic ?? null,
  ...contentOf(reading),
});

const contentOf = (reading: MessageReading) => ({
  subject: reading.subject ?? null,
  text: reading.text,
  html: reading.html ?? null,
  folded: reading.folded ?? null,
  language: reading.language ?? null,
  content_warning: reading.contentWarning ?? null,
  url: reading.url ?? null,
  attachments: JSON.stringify(reading.attachments),
  links: JSON.stringify(reading.links ?? []),
});

/** Brings along what changed at the source. A message that was removed stays removed. Answers with those that changed. */
export async function editMessages(
  channelId: string,
  latest: ReadBatch["messages"],
  known: Map<string, StoredMessage>,
): Promise<StoredMessage[]> {
  const changed: StoredMessage[] = [];
  for (const { reading, arrivalId } of latest) {
    const stored = known.get(reading.externalId);
    if (!stored || stored.deletedAt || !differs(stored, reading)) continue;
    await db()
      .updateTable("message")
      .set({ ...contentOf(reading), edited_at: reading.editedAt ?? stored.editedAt, arrival_id: arrivalId })
      .where("workspace_id", "=", workspaceId())
      .where("channel_id", "=", channelId)
      .where("id", "=", stored.id)
      .execute();
    if (stored.text !== reading.text || stored.contentWarning !== (reading.contentWarning ?? null))
      changed.push(stored);
  }
  return changed;
}

const differs = (stored: StoredMessage, reading: MessageReading): boolean =>
  stored.text !== reading.text ||
  stored.contentWarning !== (reading.contentWarning ?? null) ||
  stored.editedAt?.getTime() !== reading.editedAt?.getTime() ||
  stored.attachments !== JSON.stringify(reading.attachments);

/** Forgets the words of messages that their source removed; the place in the thread stays. */
export async function forgetMessages(
  channelId: string,
  deletions: DeletionReading[],
): Promise<StoredMessage[]> {
  const known = await knownMessages(
    channelId,
    deletions.map((each) => each.externalId),
  );
  const forgotten: StoredMessage[] = [];
  for (const deletion of deletions) {
    const stored = known.get(deletion.externalId);
    if (!stored || stored.deletedAt) continue;
    await db()
      .updateTable("message")
      .set({
        deleted_at: deletion.at,
        text: "",
        html: null,
        folded: null,
        subject: null,
        content_warning: null,
        attachments: "[]",
        links: "[]",
      })
      .where("workspace_id", "=", workspaceId())
      .where("id", "=", stored.id)
      .execute();
    forgotten.push(stored);
  }
  if (deletions.length > 0)
    await sql`update reaction set gone_at = ${deletions[0]?.at} where workspace_id = ${workspaceId()}
      and channel_id = ${channelId} and external_id = any(${deletions.map((each) => each.externalId)}::text[])
      and gone_at is null`.execute(db());
  return forgotten;
}
