/** Who asks, as publishing needs to know. */
import { atLeast, type Caller } from "../kernel/caller.ts";
import type { By } from "./reply.ts";
import type { Who } from "./resolve-delivery.ts";

/** Throws when a route without a workspace asks: that route is stated wrongly. */
export const member = (caller: Caller | undefined) => {
  if (!caller?.workspace) throw new Error("This route serves a workspace's teammate.");
  return { ...caller, workspace: caller.workspace };
};

export function byOf(caller: Caller | undefined): By {
  const { userId, workspace, via } = member(caller);
  return { userId, role: workspace.role, scopes: via.kind === "key" ? via.scopes : null };
}

export function whoIs(caller: Caller | undefined): Who {
  const { userId, workspace } = member(caller);
  return { userId, lead: atLeast(workspace.role, "lead"), member: atLeast(workspace.role, "member") };
}

export const mayReadPosts = { role: "guest", scope: "posts:read" } as const;
export const mayWritePosts = { role: "member", scope: "posts:write" } as const;
/** The library serves replies as well as posts. */
export const mayReadMedia = { role: "guest", scope: ["posts:read", "inbox:read"] } as const;
export const mayAddMedia = { role: "member", scope: ["posts:write", "replies:write"] } as const;
