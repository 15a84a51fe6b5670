/** Changes of membership: roles, desks, leaving. Each is recorded in its transaction. */
import type { Role } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { type MembershipFault, mayChangeRole } from "./teammate.ts";
import { setDesks } from "./teammate-store.ts";

type Fault = MembershipFault | { tag: "missing" };

/** Changes a teammate's role, desks or both. Desks have been checked to exist. */
export async function changeMembership(
  actor: { id: string; role: Role },
  userId: string,
  change: { role?: Role | undefined; deskIds?: string[] | undefined },
): Promise<Result<true, Fault>> {
  const locked = await lockMember(userId);
  if (!locked) return fail({ tag: "missing" });
  const { role: before, owners } = locked;
  if (change.role !== undefined && change.role !== before) {
    const may = mayChangeRole(actor, { id: userId }, before, change.role, owners);
    if (!may.ok) return may;
    await update(userId, { role: change.role });
    await record([
      {
        kind: "role.changed",
        subject: { kind: "teammate", id: userId },
        data: { before, after: change.role },
      },
    ]);
  }
  if (change.deskIds !== undefined) {
    await setDesks(userId, change.deskIds);
    await record([
      {
        kind: "teammate.desks-changed",
        subject: { kind: "teammate", id: userId },
        data: { deskIds: change.deskIds },
      },
    ]);
  }
  announce("teammates", userId);
  return ok(true);
}

/** Ends a membership: keys are revoked, desks and pushes end; the name stays on what was said. */
export async function leave(actor: { id: string; role: Role }, userId: string): Promise<Result<true, Fault>> {
  const locked = await lockMember(userId);
  if (!locked) return fail({ tag: "missing" });
  const may = mayChangeRole(actor, { id: userId }, locked.role, null, locked.owners);
  if (!may.ok) return may;
  const at = now();
  await update(userId, { left_at: at });
  await setDesks(userId, []);
  const revoked = await db()
    .updateTable("api_key")
    .set({ revoked_at: at })
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .returning("id")
    .execute();
  await db()
    .deleteFrom("push_subscription")
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .execute();
  await record([
    { kind: "teammate.left", subject: { kind: "teammate", id: userId }, data: { role: locked.role } },
    ...revoked.map(({ id }) => ({ kind: "api-key.revoked", subject: { kind: "api-key", id } })),
  ]);
  announce("teammates", userId);
  return ok(true);
}

/**
 * The member's role and how many owners there are, held until the transaction ends: two owners who demote each other
 * at once must not both succeed. Owners are locked in one order, so that nobody waits in a circle.
 */
async function lockMember(userId: string): Promise<{ role: Role; owners: number } | undefined> {
  const rows = await db()
    .selectFrom("teammate")
    .select(["user_id", "role"])
    .where("workspace_id", "=", workspaceId())
    .where("left_at", "is", null)
    .where((where) => where.or([where("role", "=", "owner"), where("user_id", "=", userId)]))
    .orderBy("user_id")
    .forUpdate()
    .execute();
  const member = rows.find((row) => row.user_id === userId);
  return member && { role: member.role, owners: rows.filter((row) => row.role === "owner").length };
}

const update = (userId: string, values: { role?: Role; left_at?: Date }) =>
  db()
    .updateTable("teammate")
    .set(values)
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .execute();
