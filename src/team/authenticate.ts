/** Finds who asks: by session cookie or API key, and in which workspace. Membership is read every time, so that who leaves is out at once. */
import type { Authenticate, Caller } from "../kernel/caller.ts";
import type { Database } from "../kernel/database.ts";
import { callerOfKey } from "./api-key-check.ts";
import type { Sessions } from "./sessions.ts";

export const authenticator =
  (database: Database, sessions: Sessions): Authenticate =>
  async ({ headers, workspaceId }) => {
    const { authorization } = headers;
    // A key that does not hold is nobody, even beside a cookie that does.
    if (authorization !== undefined) return callerOfKey(database, authorization, workspaceId);
    const session = await sessions.find(headers);
    if (!session) return undefined;
    const caller: Caller = {
      userId: session.userId,
      via: { kind: "session", sessionId: session.sessionId },
    };
    const workspace = await membership(database, session.userId, workspaceId);
    return workspace ? { ...caller, workspace } : caller;
  };

/** The named workspace, or the only one there is: with several and no name, nothing is guessed. */
async function membership(
  database: Database,
  userId: string,
  workspaceId: string | undefined,
): Promise<Caller["workspace"]> {
  // Asked before anything else of a request, so in one statement: a transaction would cost two more round trips.
  let mine = database.root
    .selectFrom("membership")
    .select(["workspace_id", "role"])
    .where("user_id", "=", userId)
    .limit(2);
  if (workspaceId) mine = mine.where("workspace_id", "=", workspaceId);
  const rows = await mine.execute();
  const [only] = rows;
  return only && rows.length === 1 ? { id: only.workspace_id, role: only.role } : undefined;
}
