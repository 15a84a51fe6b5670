/** What a teammate says about themself. */
import type { Language } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { forgetFile, keepFile } from "../kernel/file-rows.ts";
import type { StoredFile } from "../kernel/files.ts";
import type { JsonObject } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { acrossWorkspaces } from "./elevate.ts";
import type { Hours } from "./hours.ts";

export interface ProfileChange {
  name?: string | undefined;
  pronouns?: string | null | undefined;
  languages?: string[] | undefined;
  timeZone?: string | undefined;
  hours?: Hours | undefined;
  signature?: string | null | undefined;
  /** Of the interface; the same in every workspace. */
  language?: Language | undefined;
}

/** Changes what is given and leaves the rest. The name is also the user's own from now on. */
export async function changeProfile(userId: string, change: ProfileChange): Promise<void> {
  const { name, pronouns, languages, timeZone, hours, signature, language } = change;
  const here = {
    ...(name !== undefined ? { name } : {}),
    ...(pronouns !== undefined ? { pronouns: pronouns || null } : {}),
    ...(languages !== undefined ? { languages } : {}),
    ...(timeZone !== undefined ? { time_zone: timeZone } : {}),
    ...(hours !== undefined ? { hours: JSON.stringify(hours) } : {}),
    ...(signature !== undefined ? { signature: signature || null } : {}),
  };
  const everywhere = {
    ...(name !== undefined ? { name } : {}),
    ...(language !== undefined ? { language } : {}),
  };
  if (Object.keys(everywhere).length > 0)
    await acrossWorkspaces(() =>
      db()
        .updateTable("account_user")
        .set({ ...everywhere, updated_at: now() })
        .where("id", "=", userId)
        .execute(),
    );
  if (Object.keys(here).length === 0) return;
  await db()
    .updateTable("teammate")
    .set(here)
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .execute();
  await told(userId, { fields: Object.keys(change).filter((key) => key !== "language") });
}

/** Puts a picture in the place of the former one; `undefined` takes it away. */
export async function changePortrait(
  userId: string,
  portrait: (StoredFile & { type: string }) | undefined,
): Promise<void> {
  const id = portrait
    ? await keepFile({ sha256: portrait.sha256, bytes: portrait.bytes }, "portrait", portrait.type)
    : null;
  const mine = await db()
    .selectFrom("teammate")
    .select("portrait_file_id")
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .forUpdate()
    .executeTakeFirst();
  await db()
    .updateTable("teammate")
    .set({ portrait_file_id: id })
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .execute();
  if (mine?.portrait_file_id) await forgetFile(mine.portrait_file_id);
  await told(userId, { fields: ["portrait"] });
}

export async function findPortrait(userId: string): Promise<{ sha256: string; type: string } | undefined> {
  return db()
    .selectFrom("teammate")
    .innerJoin("file", (join) =>
      join
        .onRef("file.workspace_id", "=", "teammate.workspace_id")
        .onRef("file.id", "=", "teammate.portrait_file_id"),
    )
    .select(["sha256", "type"])
    .where("teammate.workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .executeTakeFirst();
}

async function told(userId: string, data: JsonObject): Promise<void> {
  await record([{ kind: "teammate.changed", subject: { kind: "teammate", id: userId }, data }]);
  announce("teammates", userId);
}
