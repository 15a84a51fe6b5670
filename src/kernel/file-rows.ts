/** What a workspace calls its files: names and types of contents that `Files` keeps by their SHA-256. */
import { now } from "./clock.ts";
import type { StoredFile } from "./files.ts";
import { newId } from "./ids.ts";
import { db, workspaceId } from "./scope.ts";

/** Gives stored bytes a name in the workspace of the open transaction. Answers the file's id. */
export async function keepFile(stored: StoredFile, name: string, type: string): Promise<string> {
  const id = newId();
  await db()
    .insertInto("file")
    .values({ workspace_id: workspaceId(), id, ...stored, name, type, created_at: now() })
    .execute();
  return id;
}

/** Takes the name away. The bytes stay: another workspace may hold the same ones. */
export async function forgetFile(id: string): Promise<void> {
  await db().deleteFrom("file").where("workspace_id", "=", workspaceId()).where("id", "=", id).execute();
}

export interface NamedFile extends StoredFile {
  id: string;
  name: string;
  type: string;
}

export const findFile = (id: string): Promise<NamedFile | undefined> =>
  db()
    .selectFrom("file")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .select(["id", "sha256", "name", "type", "bytes"])
    .executeTakeFirst();
