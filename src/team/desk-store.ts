/** Desks in the workspace of the open transaction. */
import { db, workspaceId } from "../kernel/scope.ts";

export interface Desk {
  id: string;
  key: string;
  name: string;
  /** `#rrggbb` */
  color: string;
  position: number;
  /** Working minutes of the team until an answer is promised; null: nothing is promised. */
  promiseMinutes: number | null;
  archivedAt: string | null;
}

/** The desks in their order; with `archived`, also those put away. */
export async function listDesks(options: { archived?: boolean } = {}): Promise<Desk[]> {
  const all = db().selectFrom("desk").selectAll().where("workspace_id", "=", workspaceId());
  const rows = await (options.archived ? all : all.where("archived_at", "is", null))
    .orderBy("position")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    name: row.name,
    color: row.color,
    position: row.position,
    promiseMinutes: row.promise_minutes,
    archivedAt: row.archived_at?.toISOString() ?? null,
  }));
}

/** Who serves which desk now: desk id → user ids of teammates who have not left. */
export async function deskMembers(): Promise<Map<string, string[]>> {
  const rows = await db()
    .selectFrom("teammate_desk")
    .innerJoin("teammate", (join) =>
      join
        .onRef("teammate.workspace_id", "=", "teammate_desk.workspace_id")
        .onRef("teammate.user_id", "=", "teammate_desk.user_id"),
    )
    .select(["desk_id", "teammate_desk.user_id"])
    .where("teammate_desk.workspace_id", "=", workspaceId())
    .where("left_at", "is", null)
    .orderBy("teammate_desk.user_id")
    .execute();
  const members = new Map<string, string[]>();
  for (const { desk_id, user_id } of rows) members.set(desk_id, [...(members.get(desk_id) ?? []), user_id]);
  return members;
}
