/**
 * A link that is its own key: it names its workspace, and the database keeps a hash of its 256 random bits, so that
 * nobody who reads the database can open it.
 */
import { createHash, randomBytes } from "node:crypto";
import { isId } from "../kernel/ids.ts";
import { workspaceId } from "../kernel/scope.ts";

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** A new token of the open workspace, and what is kept of it. */
export function newToken(): { token: string; hash: string } {
  const secret = randomBytes(32).toString("base64url");
  return { token: `${workspaceId().replaceAll("-", "")}_${secret}`, hash: hashOf(secret) };
}

/** Whose link a token is, as far as it says; undefined: it has not the form of one. */
export function readToken(token: string): { workspace: string; hash: string } | undefined {
  const [, hex = "", secret = ""] = /^([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  const workspace = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return isId(workspace) ? { workspace, hash: hashOf(secret) } : undefined;
}
