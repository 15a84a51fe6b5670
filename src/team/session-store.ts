/** The sessions of a user. The sign-in library makes them; here they are shown and ended. Across workspaces. */
import { now } from "../kernel/clock.ts";
import { db } from "../kernel/scope.ts";

export async function listSessions(userId: string) {
  const rows = await db()
    .selectFrom("session")
    .select(["id", "created_at", "updated_at", "ip_address", "user_agent"])
    .where("user_id", "=", userId)
    .where("expires_at", ">", now())
    .orderBy("updated_at", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.created_at.toISOString(),
    lastUsedAt: row.updated_at.toISOString(),
    address: row.ip_address || null,
    browser: row.user_agent || null,
  }));
}

/** Whether there was such a session of this user. */
export async function deleteSession(userId: string, id: string): Promise<boolean> {
  const deleted = await db()
    .deleteFrom("session")
    .where("user_id", "=", userId)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return deleted !== undefined;
}
