import type { Caller } from "../kernel/caller.ts";
import type { Database } from "../kernel/database.ts";
import { actorOf } from "../kernel/http.ts";
import { inWorkspace } from "../kernel/transaction.ts";

/** The caller of a route that is not public: it has been checked that there is one. */
export function signedIn(caller: Caller | undefined): Caller {
  if (!caller) throw new Error("This route serves only who is signed in, and nobody is.");
  return caller;
}

/** The caller of a route that wants a role. */
export function member(caller: Caller | undefined): Caller & { workspace: NonNullable<Caller["workspace"]> } {
  const { workspace, ...rest } = signedIn(caller);
  if (!workspace) throw new Error("This route serves a workspace, and none is open.");
  return { ...rest, workspace };
}

/** For routes that open their transactions themselves: one in the caller's workspace, as the caller. */
export function asCaller<T>(
  database: Database,
  caller: Caller | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const here = member(caller);
  return inWorkspace(database, here.workspace.id, actorOf(here), work);
}
