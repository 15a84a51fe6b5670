/** When an answer is promised: the desk's minutes, counted in the united working hours of its teammates. */
import { sql } from "kysely";
import { db, workspaceId } from "../kernel/scope.ts";
import { type Calendar, workingClock } from "../team/index.ts";

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
  const clockAt = new Map([...desks].map(([id, { calendars }]) => [id, clockOf(calendars)]));
  return (deskId, since) => {
    const desk = deskId === null ? undefined : desks.get(deskId);
    const clock = deskId === null ? undefined : clockAt.get(deskId);
    return desk && clock && since ? clock(since, desk.minutes) : null;
  };
}

type Clock = ReturnType<typeof workingClock>;

/** Clocks by the calendars they count: what they have worked out holds for the next batch, until somebody's hours change. */
const clocks = new Map<string, Clock>();
const mostClocks = 200;

function clockOf(calendars: Calendar[]): Clock {
  const key = JSON.stringify(calendars);
  const clock = clocks.get(key) ?? workingClock(calendars);
  clocks.delete(key);
  clocks.set(key, clock);
  for (const oldest of clocks.keys()) {
    if (clocks.size <= mostClocks) break;
    clocks.delete(oldest);
  }
  return clock;
}
