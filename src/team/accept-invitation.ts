/** Joining by an invitation: the user, the membership and the spent invitation stand or fall together. */
import type { Language } from "../kernel/caller.ts";
import type { Database } from "../kernel/database.ts";
import { isDuplicate } from "../kernel/errors.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { listDesks } from "./desk-store.ts";
import { acrossWorkspaces } from "./elevate.ts";
import { readToken } from "./invitation.ts";
import { findBySecret, takeInvitation } from "./invitation-store.ts";
import { notify } from "./notify.ts";
import { insertTeammate } from "./teammate-store.ts";
import { findUser, insertUser, rememberWorkspace } from "./user-store.ts";
import { readWorkspace, type Workspace } from "./workspace-store.ts";

export interface NewUser {
  name: string;
  /** Needed when the invitation names none; else the invitation's counts. */
  email: string | undefined;
  passwordHash: string;
  language: Language;
}

export type AcceptFault =
  | { tag: "missing" }
  | { tag: "spent" }
  /** Already in this workspace. */
  | { tag: "inside" }
  /** A user with this address exists: sign in first. */
  | { tag: "known-address" }
  | { tag: "address-needed" };

/** Takes in the signed-in user `who`, or a new one. Answers the workspace and the address to sign in with. */
export async function acceptInvitation(
  database: Database,
  token: string,
  who: { userId: string } | NewUser,
  timeZone: string | undefined,
): Promise<Result<{ workspace: Workspace; email: string }, AcceptFault>> {
  const read = readToken(token);
  if (!read) return fail({ tag: "missing" });
  const userId = "userId" in who ? who.userId : newId();
  class Undo extends Error {
    readonly fault: AcceptFault;
    constructor(fault: AcceptFault) {
      super(fault.tag);
      this.fault = fault;
    }
  }
  const refuse = (fault: AcceptFault): never => {
    throw new Undo(fault);
  };
  try {
    return await inWorkspace(database, read.workspaceId, { kind: "teammate", id: userId }, async () => {
      const invitation = (await findBySecret(read.secret)) ?? refuse({ tag: "missing" });
      if (!(await takeInvitation(invitation.id, userId))) refuse({ tag: "spent" });
      const workspace = await readWorkspace();
      const user = await acrossWorkspaces(async () => {
        if ("userId" in who) {
          await rememberWorkspace(userId, workspace.id);
          return (await findUser({ id: userId })) ?? refuse({ tag: "missing" });
        }
        const email = invitation.email ?? who.email ?? refuse({ tag: "address-needed" });
        const draft = { id: userId, name: who.name, email, language: who.language };
        await insertUser({ ...draft, passwordHash: who.passwordHash, workspaceId: workspace.id });
        return draft;
      });
      if (await isInside(userId)) refuse({ tag: "inside" });
      const { name, email, language } = user;
      const { role } = invitation;
      const desks = new Set((await listDesks()).map(({ id }) => id));
      await insertTeammate(
        { userId, name, email, role, languages: [language], timeZone: timeZone ?? workspace.timeZone },
        // A desk may have been put away since.
        invitation.desk_ids.filter((id) => desks.has(id)),
      );
      await record([
        {
          kind: "teammate.joined",
          subject: { kind: "teammate", id: userId },
          data: { name, role, invitationId: invitation.id },
        },
      ]);
      await notify([
        {
          userId: invitation.created_by,
          kind: "joined",
          subject: { kind: "teammate", id: userId },
          data: { by: name },
        },
      ]);
      return ok({ workspace, email });
    });
  } catch (error) {
    if (error instanceof Undo) return fail(error.fault);
    if (isDuplicate(error) && !("userId" in who)) return fail({ tag: "known-address" });
    throw error;
  }
}

async function isInside(userId: string): Promise<boolean> {
  const row = await db()
    .selectFrom("teammate")
    .select("user_id")
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .where("left_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}
