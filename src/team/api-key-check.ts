/** The check of an API key: `Authorization: Bearer rapport_<workspace id, 32 hex digits>_<secret>`. */
import { createHash } from "node:crypto";
import type { Caller } from "../kernel/caller.ts";
import { after, minutes, now } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import { db } from "../kernel/scope.ts";
import { asSystem } from "../kernel/transaction.ts";

const form = /^Bearer rapport_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/i;

/** Secrets are 256 random bits, so a plain hash keeps them as well as a slow one would. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

export const compactId = (id: string): string => id.replaceAll("-", "");

export const expandId = (hex: string): string =>
  hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** Who the key speaks for: its owner, with the role that the owner has now. */
export async function callerOfKey(
  database: Database,
  authorization: string,
  named: string | undefined,
): Promise<Caller | undefined> {
  const [, hex, secret] = form.exec(authorization) ?? [];
  if (!hex || !secret) return undefined;
  const workspaceId = expandId(hex);
  return asSystem(database, async () => {
    const key = await db()
      .selectFrom("api_key")
      .innerJoin("teammate", (join) =>
        join
          .onRef("teammate.workspace_id", "=", "api_key.workspace_id")
          .onRef("teammate.user_id", "=", "api_key.user_id"),
      )
      .select(["api_key.id", "api_key.user_id", "scopes", "last_used_at", "role"])
      .where("api_key.workspace_id", "=", workspaceId)
      .where("secret_hash", "=", hashSecret(secret))
      .where("revoked_at", "is", null)
      .where("left_at", "is", null)
      .where((where) => where.or([where("expires_at", "is", null), where("expires_at", ">", now())]))
      .executeTakeFirst();
    if (!key) return undefined;
    if (!key.last_used_at || after(key.last_used_at, minutes(1)) <= now())
      await db()
        .updateTable("api_key")
        .set({ last_used_at: now() })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", key.id)
        .execute();
    const caller: Caller = { userId: key.user_id, via: { kind: "key", keyId: key.id, scopes: key.scopes } };
    const here = named === undefined || named.toLowerCase() === workspaceId;
    return here ? { ...caller, workspace: { id: workspaceId, role: key.role } } : caller;
  });
}
