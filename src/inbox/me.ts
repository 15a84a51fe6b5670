/** Who asks, as the inbox needs to know. */
import { atLeast, type Caller } from "../kernel/caller.ts";

export interface Me {
  userId: string;
  lead: boolean;
}

/** Throws when a route without a workspace asks: that route is stated wrongly. */
export function me(caller: Caller | undefined): Me {
  if (!caller?.workspace) throw new Error("This route serves a workspace's teammate.");
  return { userId: caller.userId, lead: atLeast(caller.workspace.role, "lead") };
}

export const canRead = { role: "guest", scope: "inbox:read" } as const;
/** Guests read, and say among the team what they think. */
export const canNote = { role: "guest", scope: "inbox:write" } as const;
export const canChange = { role: "member", scope: "inbox:write" } as const;
