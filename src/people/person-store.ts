import { db, workspaceId } from "../kernel/scope.ts";

/** A person with their identities, or nothing. */
export async function findPerson(id: string) {
  const person = await db()
    .selectFrom("person")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .selectAll()
    .executeTakeFirst();
  if (!person) return undefined;
  const identities = await db()
    .selectFrom("identity")
    .where("workspace_id", "=", workspaceId())
    .where("person_id", "=", id)
    .selectAll()
    .orderBy("first_seen_at")
    .execute();
  return { person, identities };
}
