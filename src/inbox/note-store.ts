/** Internal notes on a conversation: seen by the team alone. */
import { sql } from "kysely";
import { now } from "../kernel/clock.ts";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { tellAbout } from "./tell.ts";
import { keepTrace } from "./trace-store.ts";

export interface Note {
  id: string;
  authorId: string;
  text: string;
  mentions: string[];
  createdAt: string;
  editedAt: string | null;
}

interface StoredNote {
  id: string;
  author_id: string;
  text: string;
  mentions: string[];
  created_at: Date;
  edited_at: Date | null;
}

export interface NoteDraft {
  text: string;
  mentions: string[];
}

export const presentNote = (note: StoredNote): Note => ({
  id: note.id,
  authorId: note.author_id,
  text: note.text,
  mentions: note.mentions,
  createdAt: note.created_at.toISOString(),
  editedAt: note.edited_at?.toISOString() ?? null,
});

/** The notes of a conversation, oldest first. */
export async function notesOf(conversationId: string): Promise<Note[]> {
  const rows = await db()
    .selectFrom("note")
    .select(["id", "author_id", "text", "mentions", "created_at", "edited_at"])
    .where("workspace_id", "=", workspaceId())
    .where("conversation_id", "=", conversationId)
    .where("deleted_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.map(presentNote);
}

/** Throws not-found for an unknown conversation, bad-input for a mention of somebody outside the team. */
export async function writeNote(conversationId: string, draft: NoteDraft, authorId: string): Promise<Note> {
  await mustExist(conversationId);
  const mentions = await checkMentions(draft.mentions);
  const note = {
    id: newId(),
    author_id: authorId,
    text: draft.text,
    mentions,
    created_at: now(),
    edited_at: null,
  };
  await db()
    .insertInto("note")
    .values({ workspace_id: workspaceId(), conversation_id: conversationId, deleted_at: null, ...note })
    .execute();
  await tell(conversationId, note.id, "note.written", mentions, authorId, draft.text);
  return presentNote(note);
}

/** Changes one's own note; only teammates newly mentioned are told. */
export async function editNote(id: string, draft: NoteDraft, authorId: string): Promise<Note> {
  const note = await holdNote(id);
  if (note.author_id !== authorId) throw notYours();
  const mentions = await checkMentions(draft.mentions);
  const edited = { text: draft.text, mentions, edited_at: now() };
  await db()
    .updateTable("note")
    .set(edited)
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
  const fresh = mentions.filter((userId) => !note.mentions.includes(userId));
  await tell(note.conversation_id, id, "note.edited", fresh, authorId, draft.text);
  return presentNote({ ...note, ...edited });
}

/** Removes a note: its author, or a lead. Can be undone like any change. */
export async function deleteNote(id: string, by: { userId: string; lead: boolean }): Promise<string> {
  const note = await holdNote(id);
  if (note.author_id !== by.userId && !by.lead) throw notYours();
  await db()
    .updateTable("note")
    .set({ deleted_at: now() })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
  const changeId = newId();
  await keepTrace(changeId, "delete-note", by.userId, { conversations: {} }, { conversations: {}, note: id });
  await tell(note.conversation_id, id, "note.deleted", [], by.userId, "", changeId);
  return changeId;
}

/** Brings a removed note back. */
export async function restoreNote(id: string): Promise<void> {
  const note = await db()
    .updateTable("note")
    .set({ deleted_at: null })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .returning("conversation_id")
    .executeTakeFirst();
  if (note) await tell(note.conversation_id, id, "note.restored", [], "", "");
}

async function holdNote(id: string) {
  const note = await db()
    .selectFrom("note")
    .selectAll()
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!note) throw notFound();
  return note;
}

const notYours = (): Problem =>
  new Problem("not-allowed", { en: "This is somebody else's note.", es: "Esta nota es de otra persona." });

export async function mustExist(conversationId: string): Promise<void> {
  const found = await db()
    .selectFrom("conversation")
    .select("id")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", conversationId)
    .executeTakeFirst();
  if (!found) throw notFound();
}

/** The ids, each once; throws bad-input for somebody outside the team. */
export async function checkMentions(mentions: string[]): Promise<string[]> {
  const wanted = [...new Set(mentions)];
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ user_id: string }>`
    select user_id from teammate where workspace_id = ${workspaceId()} and user_id = any(${wanted}::uuid[])
      and left_at is null`.execute(db());
  if (rows.length < wanted.length)
    throw badField("body.mentions", {
      en: "Only teammates can be mentioned.",
      es: "Solo se puede mencionar a gente del equipo.",
    });
  return wanted;
}

async function tell(
  conversationId: string,
  noteId: string,
  kind: string,
  mentioned: string[],
  byId: string,
  text: string,
  changeId?: string,
): Promise<void> {
  await record([
    {
      kind,
      subject: { kind: "conversation", id: conversationId },
      data: { noteId, ...(changeId ? { changeId } : {}) },
    },
  ]);
  announce("notes", conversationId);
  await tellAbout("mentioned", mentioned, { conversationId, byId, what: text });
}
