/** What a workspace calls its files: names and types of contents that `Files` keeps by their SHA-256. */
import { after, hours, minutes, now } from "./clock.ts";
import type { StoredFile } from "./files.ts";
import { newId } from "./ids.ts";
import type { JobKind } from "./jobs.ts";
import type { Kernel } from "./kernel.ts";
import { db, order, workspaceId } from "./scope.ts";
import { asSystem } from "./transaction.ts";

/** Gives stored bytes a name in the workspace of the open transaction. Answers the file's id. */
export async function keepFile(stored: StoredFile, name: string, type: string): Promise<string> {
  const id = newId();
  await db()
    .insertInto("file")
    .values({ workspace_id: workspaceId(), id, ...stored, name, type, created_at: now() })
    .execute();
  return id;
}

/**
 * Takes the name away, and within two hours the bytes, unless another name stands for the same ones. For pictures drawn
 * here: who refers to bytes without a name in `file`, as mails' sources do, is not asked.
 */
export async function forgetFile(id: string): Promise<void> {
  const gone = await db()
    .deleteFrom("file")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .returning("sha256")
    .executeTakeFirst();
  if (gone) order(bytesJob, { sha256: gone.sha256 }, { after: after(now(), hours(1)) });
}

const bytesJob = "forget-bytes";
/** Longer than any transaction between the storing of bytes and the row that names them. */
const underWay = minutes(15);

/**
 * Removes the bytes of a forgotten file that no row of any workspace names. Only what was named once is looked at: the
 * folder may hold what another database, such as one set aside by a restore, still refers to.
 */
export const forgetBytes = ({ database, files }: Pick<Kernel, "database" | "files">): JobKind => ({
  name: bytesJob,
  async handle({ sha256 }) {
    const name = String(sha256);
    const named = await asSystem(database, () =>
      db().selectFrom("file").where("sha256", "=", name).select("id").executeTakeFirst(),
    );
    if (!named) await files.remove(name, after(now(), -underWay));
  },
});

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
