import { sql } from "kysely";
import { systemRole, tenantRole } from "../kernel/begin.ts";
import { db } from "../kernel/scope.ts";

/**
 * Does a piece of a workspace's transaction across workspaces: users and workspaces are global, and their change must
 * stand or fall with the workspace's own rows and events. Only this module needs it; nothing else may run beside `work`
 * in the same transaction meanwhile.
 */
export async function acrossWorkspaces<T>(work: () => Promise<T>): Promise<T> {
  await sql.raw(`set local role ${systemRole}`).execute(db());
  const value = await work();
  await sql.raw(`set local role ${tenantRole}`).execute(db());
  return value;
}
