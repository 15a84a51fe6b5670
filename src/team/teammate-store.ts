/** Teammates and their desks in the workspace of the open transaction. */
import type { Role } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { firstHours, type Teammate } from "./teammate.ts";

export interface Newcomer {
  userId: string;
  name: string;
  email: string;
  languages: string[];
  role: Role;
  timeZone: string;
}

/** Takes a user in; one who left before comes back with the former profile and the new role. */
export async function insertTeammate(newcomer: Newcomer, deskIds: string[]): Promise<void> {
  await db()
    .insertInto("teammate")
    .values({
      workspace_id: workspaceId(),
      user_id: newcomer.userId,
      role: newcomer.role,
      name: newcomer.name,
      email: newcomer.email,
      pronouns: null,
      languages: newcomer.languages,
      time_zone: newcomer.timeZone,
      hours: JSON.stringify(firstHours),
      signature: null,
      portrait_file_id: null,
      joined_at: now(),
    })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "user_id"]).doUpdateSet((excluded) => ({
        role: excluded.ref("excluded.role"),
        email: excluded.ref("excluded.email"),
        joined_at: excluded.ref("excluded.joined_at"),
        left_at: null,
      })),
    )
    .execute();
  await setDesks(newcomer.userId, deskIds);
  announce("teammates", newcomer.userId);
}

/** Replaces the desks that a teammate serves. */
export async function setDesks(userId: string, deskIds: string[]): Promise<void> {
  const mine = db()
    .deleteFrom("teammate_desk")
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId);
  await (deskIds.length > 0 ? mine.where("desk_id", "not in", deskIds) : mine).execute();
  if (deskIds.length === 0) return;
  await db()
    .insertInto("teammate_desk")
    .values(deskIds.map((desk_id) => ({ workspace_id: workspaceId(), user_id: userId, desk_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const columns = [
  "user_id",
  "role",
  "name",
  "email",
  "pronouns",
  "languages",
  "time_zone",
  "hours",
  "signature",
  "portrait_file_id",
  "joined_at",
  "left_at",
] as const;

const teammates = () => db().selectFrom("teammate").select(columns).where("workspace_id", "=", workspaceId());

/** Everybody in the workspace, by name; with `left`, also those who left it, so that old names can be shown. */
export async function listTeammates(options: { left?: boolean } = {}): Promise<Teammate[]> {
  const all = options.left ? teammates() : teammates().where("left_at", "is", null);
  const rows = await all.orderBy("name").orderBy("user_id").execute();
  const served = await db()
    .selectFrom("teammate_desk")
    .select(["user_id", "desk_id"])
    .where("workspace_id", "=", workspaceId())
    .orderBy("desk_id")
    .execute();
  const desks = Map.groupBy(served, (row) => row.user_id);
  return rows.map((row) =>
    present(
      row,
      (desks.get(row.user_id) ?? []).map(({ desk_id }) => desk_id),
    ),
  );
}

/** One teammate, also one who left. */
export async function findTeammate(userId: string): Promise<Teammate | undefined> {
  const row = await teammates().where("user_id", "=", userId).executeTakeFirst();
  if (!row) return undefined;
  const served = await db()
    .selectFrom("teammate_desk")
    .select("desk_id")
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .orderBy("desk_id")
    .execute();
  return present(
    row,
    served.map(({ desk_id }) => desk_id),
  );
}

type Row = Awaited<ReturnType<ReturnType<typeof teammates>["executeTakeFirstOrThrow"]>>;

const present = (row: Row, deskIds: string[]): Teammate => ({
  id: row.user_id,
  name: row.name,
  email: row.email,
  role: row.role,
  pronouns: row.pronouns,
  languages: row.languages,
  timeZone: row.time_zone,
  hours: row.hours,
  signature: row.signature,
  // The file's id makes the address change with the picture; the workspace stands in it because an <img> sends no header.
  portrait: row.portrait_file_id
    ? `/api/teammates/${row.user_id}/portrait?workspace=${workspaceId()}&v=${row.portrait_file_id}`
    : null,
  deskIds,
  joinedAt: row.joined_at.toISOString(),
  leftAt: row.left_at?.toISOString() ?? null,
});
