/** API keys in the workspace of the open transaction. The secret is shown when the key is made, and never again. */
import type { ApiScope } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { compactId, hashSecret } from "./api-key-check.ts";
import { newSecret } from "./invitation.ts";

export interface ApiKey {
  id: string;
  name: string;
  /** The beginning of the secret, to tell keys apart. */
  prefix: string;
  scopes: ApiScope[];
  /** Whose it is: the key may do what this teammate may, within its scopes. */
  userId: string;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export async function createApiKey(
  userId: string,
  draft: { name: string; scopes: ApiScope[]; expiresAt: Date | null },
): Promise<{ key: ApiKey; secret: string }> {
  const id = newId();
  const secret = newSecret();
  const scopes = [...new Set(draft.scopes)];
  await db()
    .insertInto("api_key")
    .values({
      workspace_id: workspaceId(),
      id,
      name: draft.name,
      prefix: secret.slice(0, 6),
      secret_hash: hashSecret(secret),
      scopes,
      user_id: userId,
      created_at: now(),
      expires_at: draft.expiresAt,
    })
    .execute();
  await told("api-key.created", id, { name: draft.name, scopes });
  const [key] = await list({ id });
  if (!key) throw new Error("The key just made is not there.");
  return { key, secret: `rapport_${compactId(workspaceId())}_${secret}` };
}

/** Those of one teammate, or everybody's; newest first. */
export const listApiKeys = (by: { userId?: string | undefined }): Promise<ApiKey[]> => list(by);

/** Undefined: there is no such key, or not this teammate's. Revoking twice changes nothing. */
export async function revokeApiKey(id: string, userId: string | undefined): Promise<ApiKey | undefined> {
  const [key] = await list({ id, userId });
  if (!key || key.revokedAt) return key;
  await db()
    .updateTable("api_key")
    .set({ revoked_at: now() })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
  await told("api-key.revoked", id, { name: key.name });
  return (await list({ id }))[0];
}

async function list(by: { id?: string; userId?: string | undefined }): Promise<ApiKey[]> {
  let keys = db().selectFrom("api_key").selectAll().where("workspace_id", "=", workspaceId());
  if (by.id) keys = keys.where("id", "=", by.id);
  if (by.userId) keys = keys.where("user_id", "=", by.userId);
  const rows = await keys.orderBy("id", "desc").limit(500).execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    userId: row.user_id,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }));
}

const told = (kind: string, id: string, data: { [key: string]: string | string[] }) =>
  record([{ kind, subject: { kind: "api-key", id }, data }]);
