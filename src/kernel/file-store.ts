/** Files that a workspace keeps: a name and a type for bytes that lie in the files folder. */
import { now } from "./clock.ts";
import { newId } from "./ids.ts";
import { db, workspaceId } from "./scope.ts";

export interface KeptFile {
  id: string;
  sha256: string;
  name: string;
  type: string;
  bytes: number;
}

/** Notes a stored file in the workspace and answers with its id. The bytes are in the files folder already. */
export async function keepFile(file: Omit<KeptFile, "id">): Promise<string> {
  const id = newId();
  await db()
    .insertInto("file")
    .values({ workspace_id: workspaceId(), id, ...file, created_at: now() })
    .execute();
  return id;
}

export const findFile = (id: string): Promise<KeptFile | undefined> =>
  db()
    .selectFrom("file")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .select(["id", "sha256", "name", "type", "bytes"])
    .executeTakeFirst();
