/** A teammate's unsent reply, kept while they type. */
import { sql } from "kysely";
import { z } from "zod";
import { now } from "../kernel/clock.ts";
import { Problem } from "../kernel/errors.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { mustExist } from "./note-store.ts";

export const draftInput = z.object({
  text: z.string().max(100_000),
  targetId: z.uuid().nullable().default(null),
  visibility: z.enum(["public", "unlisted", "followers", "direct"]).nullable().default(null),
  contentWarning: z.string().max(1000).nullable().default(null),
  media: z
    .array(z.object({ fileId: z.uuid(), alt: z.string().max(5000) }))
    .max(20)
    .default([]),
});
export type DraftContent = z.output<typeof draftInput>;

export interface Draft extends DraftContent {
  updatedAt: string;
}

export async function draftOf(conversationId: string, userId: string): Promise<Draft | null> {
  const row = await db()
    .selectFrom("reply_draft")
    .select(["content", "updated_at"])
    .where("workspace_id", "=", workspaceId())
    .where("conversation_id", "=", conversationId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row ? { ...row.content, updatedAt: row.updated_at.toISOString() } : null;
}

/** In which conversations an unsent reply names one of these files. */
export async function draftsNaming(
  fileIds: readonly string[],
): Promise<Array<{ conversationId: string; fileIds: string[] }>> {
  const rows = await db()
    .selectFrom("reply_draft")
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`jsonb_path_query_array(content, '$.media[*].fileId') ?| ${[...fileIds]}::text[]`)
    .select(["conversation_id", "content"])
    .execute();
  return rows.map(({ conversation_id, content }) => ({
    conversationId: conversation_id,
    fileIds: content.media.map(({ fileId }) => fileId).filter((id) => fileIds.includes(id)),
  }));
}

/**
 * Keeps a draft; the last write wins. `basedOn` is the `updatedAt` that the writer last saw: when another tab has
 * written since, throws conflict with that draft, so that no text is lost unseen.
 */
export async function saveDraft(
  conversationId: string,
  userId: string,
  content: DraftContent,
  basedOn: string | null | undefined,
): Promise<Draft> {
  await mustExist(conversationId);
  const present = await draftOf(conversationId, userId);
  if (basedOn !== undefined && present && present.updatedAt !== (basedOn && new Date(basedOn).toISOString()))
    throw new Problem(
      "conflict",
      {
        en: "You have written here in another window. Its text is newer.",
        es: "Has escrito aquí en otra ventana. Su texto es más reciente.",
      },
      { data: { draft: present } },
    );
  const at = now();
  await db()
    .insertInto("reply_draft")
    .values({
      workspace_id: workspaceId(),
      conversation_id: conversationId,
      user_id: userId,
      content: JSON.stringify(content),
      updated_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "conversation_id", "user_id"]).doUpdateSet((row) => ({
        content: row.ref("excluded.content"),
        updated_at: row.ref("excluded.updated_at"),
      })),
    )
    .execute();
  return { ...content, updatedAt: at.toISOString() };
}

/** Forgets a draft: it has been sent, or thrown away. Told, so that its author's other windows forget it, too. */
export async function dropDraft(conversationId: string, userId: string): Promise<void> {
  const { numDeletedRows } = await db()
    .deleteFrom("reply_draft")
    .where("workspace_id", "=", workspaceId())
    .where("conversation_id", "=", conversationId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (numDeletedRows > 0n) announce("drafts", conversationId);
}
