/** Invitations in the workspace of the open transaction. */
import type { Role } from "../kernel/caller.ts";
import { after, days, now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { hashSecret } from "./api-key-check.ts";
import { type InvitationState, invitationState, invitationToken, newSecret } from "./invitation.ts";

export interface Invitation {
  id: string;
  email: string | null;
  role: Role;
  deskIds: string[];
  state: InvitationState;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  acceptedBy: string | null;
}

const lasts = days(7);

/** Makes an invitation; its token is only known now. */
export async function createInvitation(
  draft: { email: string | null; role: Role; deskIds: string[] },
  createdBy: string,
): Promise<{ invitation: Invitation; token: string }> {
  const id = newId();
  const secret = newSecret();
  const at = now();
  await db()
    .insertInto("invitation")
    .values({
      workspace_id: workspaceId(),
      id,
      email: draft.email,
      role: draft.role,
      desk_ids: draft.deskIds,
      token_hash: hashSecret(secret),
      created_by: createdBy,
      created_at: at,
      expires_at: after(at, lasts),
    })
    .execute();
  await told("teammate.invited", id, { email: draft.email, role: draft.role });
  const [invitation] = await list(id);
  if (!invitation) throw new Error("The invitation just made is not there.");
  return { invitation, token: invitationToken(workspaceId(), secret) };
}

/** Newest first. */
export const listInvitations = (): Promise<Invitation[]> => list(undefined);

async function list(id: string | undefined): Promise<Invitation[]> {
  const all = db()
    .selectFrom("invitation")
    .selectAll()
    .where("workspace_id", "=", workspaceId())
    .orderBy("id", "desc")
    .limit(500);
  const at = now();
  const rows = await (id ? all.where("id", "=", id) : all).execute();
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    deskIds: row.desk_ids,
    state: invitationState(row, at),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    acceptedBy: row.accepted_by,
  }));
}

/** Undefined: there is no such invitation, or it is not pending any more. */
export async function revokeInvitation(id: string): Promise<Invitation | undefined> {
  const at = now();
  const revoked = await db()
    .updateTable("invitation")
    .set({ revoked_at: at })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", at)
    .returning("id")
    .executeTakeFirst();
  if (!revoked) return undefined;
  await told("invitation.revoked", id, {});
  return (await list(id))[0];
}

/** What stands behind a token's secret, whatever its state. */
export async function findBySecret(secret: string) {
  const row = await db()
    .selectFrom("invitation")
    .innerJoin("teammate", (join) =>
      join
        .onRef("teammate.workspace_id", "=", "invitation.workspace_id")
        .onRef("teammate.user_id", "=", "invitation.created_by"),
    )
    .select([
      "id",
      "created_by",
      "invitation.email",
      "invitation.role",
      "desk_ids",
      "expires_at",
      "accepted_at",
      "revoked_at",
    ])
    .select("teammate.name as invited_by")
    .where("invitation.workspace_id", "=", workspaceId())
    .where("token_hash", "=", hashSecret(secret))
    .executeTakeFirst();
  return row && { ...row, state: invitationState(row, now()) };
}

/** Takes the invitation for one user. False: somebody was faster, or its time has just ended. */
export async function takeInvitation(id: string, userId: string): Promise<boolean> {
  const at = now();
  const taken = await db()
    .updateTable("invitation")
    .set({ accepted_at: at, accepted_by: userId })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", at)
    .returning("id")
    .executeTakeFirst();
  return taken !== undefined;
}

async function told(kind: string, id: string, data: { [key: string]: string | null }): Promise<void> {
  await record([{ kind, subject: { kind: "invitation", id }, data }]);
  announce("invitations", id);
}
