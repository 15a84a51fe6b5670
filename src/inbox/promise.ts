/** When an answer is promised: the desk's minutes, counted in the united working hours of its teammates. */
import { sql } from "kysely";
import { db, workspaceId } from "../kernel/scope.ts";
import { addWorkingMinutes, type Calendar } from "../team/index.ts";

/** The moment until which a desk promises an answer to somebody who waits since `since`; null: no promise. */
export type Promising = (deskId: string | null, since: Date | null) => Date | null;

/** Reads the hours of desks once, for a whole batch of conversations. */
export async function openPromises(deskIds: Iterable<string | null>): Promise<Promising> {
  const wanted = [...new Set(deskIds)].filter((id) => id !== null);
  if (wanted.length === 0) return () => null;
  const { rows } = await sql<{
    id: string;
    minutes: number;
    hours: Calendar["hours"] | null;
    zone: string | null;
  }>`
    select d.id, d.promise_minutes as minutes, t.hours, t.time_zone as zone
    from desk d
    left join teammate_desk td on td.workspace_id = d.workspace_id and td.desk_id = d.id
    left join teammate t on t.workspace_id = td.workspace_id and t.user_id = td.user_id and t.left_at is null
    where d.workspace_id = ${workspaceId()} and d.id = any(${wanted}::uuid[]) and d.promise_minutes is not null`.execute(
    db(),
  );
  const desks = new Map<string, { minutes: number; calendars: Calendar[] }>();
  for (const { id, minutes, hours, zone } of rows) {
    const desk = desks.get(id) ?? { minutes, calendars: [] };
    if (hours && zone) desk.calendars.push({ hours, zone });
    desks.set(id, desk);
  }
  return (deskId, since) => {
    const desk = deskId === null || since === null ? undefined : desks.get(deskId);
    return desk && since ? addWorkingMinutes(desk.calendars, since, desk.minutes) : null;
  };
}
