/** Where a file is used: in posts as they are written, in replies, in replies that are being written. */
import { sql } from "kysely";
import { draftsNaming } from "../inbox/index.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { filesOf } from "./template.ts";
import { listTemplates } from "./template-store.ts";

export type MediaUse =
  | { kind: "post"; postId: string; brief: string; state: "draft" | "planned" }
  | { kind: "reply"; conversationId: string; brief: string; at: string }
  | { kind: "template"; templateId: string; name: string }
  /** Somebody writes it just now. */
  | { kind: "reply-draft"; conversationId: string };

/** By file; files that nothing uses are left out. What was cancelled, and versions that were written over, are no use. */
export async function usesOf(fileIds: readonly string[]): Promise<Map<string, MediaUse[]>> {
  const uses = new Map<string, MediaUse[]>();
  if (fileIds.length === 0) return uses;
  const add = (fileId: string, use: MediaUse) => uses.set(fileId, [...(uses.get(fileId) ?? []), use]);
  for (const { fileId, id, brief, state } of await posts(fileIds))
    add(fileId, { kind: "post", postId: id, brief, state });
  const replies = await db()
    .selectFrom("delivery_media as m")
    .innerJoin("delivery as d", (join) =>
      join.onRef("d.workspace_id", "=", "m.workspace_id").onRef("d.id", "=", "m.delivery_id"),
    )
    .where("m.workspace_id", "=", workspaceId())
    .where(sql<boolean>`m.file_id = any(${[...fileIds]}::uuid[])`)
    .where("d.kind", "=", "reply")
    .where("d.status", "<>", "cancelled")
    .select(["m.file_id", "d.conversation_id", "d.text", "d.created_at"])
    .orderBy("d.created_at", "desc")
    .execute();
  for (const { file_id, conversation_id, text, created_at } of replies)
    if (conversation_id)
      add(file_id, {
        kind: "reply",
        conversationId: conversation_id,
        brief: [...text.replace(/\s+/g, " ").trim()].slice(0, 120).join(""),
        at: created_at.toISOString(),
      });
  for (const { conversationId, fileIds: named } of await draftsNaming(fileIds))
    for (const fileId of named) add(fileId, { kind: "reply-draft", conversationId });
  for (const { id: templateId, name, content } of await listTemplates()) {
    const named = filesOf(content);
    for (const fileId of new Set(fileIds))
      if (named.has(fileId)) add(fileId, { kind: "template", templateId, name });
  }
  return uses;
}

interface PostUse {
  fileId: string;
  id: string;
  brief: string;
  state: "draft" | "planned";
}

/** Found through views that carry the workspace inside: row-level security would switch the index off. */
async function posts(fileIds: readonly string[]): Promise<PostUse[]> {
  const ids = [...fileIds];
  const { rows } = await sql<Omit<PostUse, "fileId"> & { files: string[] }>`
    with hit as materialized (
      select post_id, files from post_media where files ?| ${ids}::text[]
      union all select post_id, files from variant_media where files ?| ${ids}::text[])
    select p.id, p.brief, p.state, hit.files from hit
    join post p on p.workspace_id = ${workspaceId()} and p.id = hit.post_id
    where p.state <> 'removed' order by p.updated_at desc, p.id`.execute(db());
  const found = new Map<string, PostUse>();
  for (const { files, ...post } of rows)
    for (const fileId of files)
      if (ids.includes(fileId)) found.set(`${post.id} ${fileId}`, { fileId, ...post });
  return [...found.values()];
}
