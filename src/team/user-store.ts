/** Users: the people behind teammates, across workspaces. Passwords and sessions of theirs are the sign-in library's. */
import type { Language } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";

export interface User {
  id: string;
  name: string;
  email: string;
  language: Language;
  secondFactor: boolean;
  lastWorkspaceId: string | null;
}

/** Makes a user who signs in with a password. The e-mail address is in lower case and must be free. Across workspaces. */
export async function insertUser(draft: {
  id: string;
  name: string;
  email: string;
  language: Language;
  passwordHash: string;
  workspaceId: string;
}): Promise<void> {
  const at = now();
  const stamps = { created_at: at, updated_at: at };
  await db()
    .insertInto("account_user")
    .values({
      id: draft.id,
      name: draft.name,
      email: draft.email,
      email_verified: false,
      image: null,
      language: draft.language,
      two_factor_enabled: false,
      last_workspace_id: draft.workspaceId,
      ...stamps,
    })
    .execute();
  await db()
    .insertInto("credential")
    .values({
      id: newId(),
      user_id: draft.id,
      account_id: draft.id,
      provider_id: "credential",
      password: draft.passwordHash,
      ...stamps,
    })
    .execute();
}

const users = () =>
  db()
    .selectFrom("account_user")
    .select(["id", "name", "email", "language", "two_factor_enabled", "last_workspace_id"]);

/** Across workspaces. */
export async function findUser(by: { id: string } | { email: string }): Promise<User | undefined> {
  const row = await ("id" in by ? users().where("id", "=", by.id) : users().where("email", "=", by.email))
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      name: row.name,
      email: row.email,
      language: row.language,
      secondFactor: row.two_factor_enabled,
      lastWorkspaceId: row.last_workspace_id,
    }
  );
}

/** Whether anybody has ever been here. Across workspaces. */
export async function anyUser(): Promise<boolean> {
  return (await db().selectFrom("account_user").select("id").limit(1).executeTakeFirst()) !== undefined;
}

/** Changes the address everywhere; a duplicate key when another user has it. Across workspaces. */
export async function changeEmail(id: string, email: string): Promise<void> {
  await db()
    .updateTable("account_user")
    .set({ email, email_verified: false, updated_at: now() })
    .where("id", "=", id)
    .execute();
  await db().updateTable("teammate").set({ email }).where("user_id", "=", id).execute();
}

/** Remembers where to open the next time. Across workspaces. */
export async function rememberWorkspace(id: string, workspaceId: string): Promise<void> {
  await db()
    .updateTable("account_user")
    .set({ last_workspace_id: workspaceId })
    .where("id", "=", id)
    .execute();
}

/** Across workspaces. */
export async function ownsWorkspace(id: string): Promise<boolean> {
  const row = await db()
    .selectFrom("teammate")
    .select("workspace_id")
    .where("user_id", "=", id)
    .where("role", "=", "owner")
    .where("left_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
