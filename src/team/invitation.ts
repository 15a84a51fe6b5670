/** Rules of invitations: pure. A token is the workspace's id and 256 random bits; the database keeps a hash of the latter. */
import { randomBytes } from "node:crypto";
import { isId } from "../kernel/ids.ts";
import { compactId, expandId } from "./api-key-check.ts";

export type InvitationState = "pending" | "accepted" | "revoked" | "expired";

export function invitationState(
  row: { accepted_at: Date | null; revoked_at: Date | null; expires_at: Date },
  at: Date,
): InvitationState {
  if (row.accepted_at) return "accepted";
  if (row.revoked_at) return "revoked";
  return row.expires_at <= at ? "expired" : "pending";
}

export const newSecret = (): string => randomBytes(32).toString("base64url");

export const invitationToken = (workspaceId: string, secret: string): string =>
  `${compactId(workspaceId)}_${secret}`;

/** Undefined: this was never one of our tokens. */
export function readToken(token: string): { workspaceId: string; secret: string } | undefined {
  const [, hex, secret] = /^([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  if (!hex || !secret) return undefined;
  const workspaceId = expandId(hex);
  return isId(workspaceId) ? { workspaceId, secret } : undefined;
}
