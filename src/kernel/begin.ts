import { isId } from "./ids.ts";
import type { Scope } from "./scope.ts";

/** The role of a request or job for one workspace: row-level security shows it that workspace only. */
export const tenantRole = "rapport_tenant";
/** The role of the product's own work across workspaces: claims, relays, sign-in. */
export const systemRole = "rapport_system";

/**
 * What opens a transaction, as one message (separate ones cost 1.2–1.6 times as much). Without a scope (migrations, the
 * sign-in library) it is a plain `begin` under the login role.
 */
export function beginStatement(scope: Scope | undefined): string {
  if (!scope) return "begin";
  if (scope.workspaceId === undefined) return `begin; set local role ${systemRole}`;
  if (!isId(scope.workspaceId)) throw new Error("The workspace of a transaction must be a UUID.");
  return `begin; set local role ${tenantRole}; set local app.workspace_id = '${scope.workspaceId}'`;
}
