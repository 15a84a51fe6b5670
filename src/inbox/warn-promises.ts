/** Warns of promises that are about to be broken, once each. */
import { sql } from "kysely";
import { after, minutes, now } from "../kernel/clock.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { tellAbout } from "./tell.ts";

/** A promise is at risk when a quarter of its time is left, or this much. */
const lastMinutes = 15;
const lastPart = 0.25;
const most = 100;

/**
 * Tells the assignee, or without one the desk's teammates. Time left is counted by the wall: notifications keep to each
 * teammate's own hours by themselves. Answers how many conversations were warned of.
 */
export async function warnOfPromises(): Promise<number> {
  const at = now();
  const { rows: due } = await sql<{ id: string; promised_at: Date }>`
    select c.id, c.promised_at from conversation c
    where c.workspace_id = ${workspaceId()} and c.promised_at > ${at} and c.status = 'open'
      and (c.promised_at <= ${after(at, minutes(lastMinutes))}
        or c.promised_at - ${at}::timestamptz <= (c.promised_at - c.waiting_since) * ${lastPart}::float8)
      and not exists (select from promise_warning w where w.workspace_id = c.workspace_id
        and w.conversation_id = c.id and w.promised_at = c.promised_at)
    order by c.promised_at limit ${most}`.execute(db());
  if (due.length === 0) return 0;
  // The row is the claim: of several workers, the one that writes it tells.
  const rows = await db()
    .insertInto("promise_warning")
    .values(
      due.map((each) => ({
        workspace_id: workspaceId(),
        conversation_id: each.id,
        promised_at: each.promised_at,
        warned_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning("conversation_id")
    .execute();
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.conversation_id);
  const { rows: told } = await sql<{ id: string; user_id: string }>`
    select c.id, t.user_id from conversation c
    join teammate t on t.workspace_id = c.workspace_id and t.left_at is null and (t.user_id = c.assignee_id
      or c.assignee_id is null and exists (select from teammate_desk td where td.workspace_id = c.workspace_id
        and td.desk_id = c.desk_id and td.user_id = t.user_id))
    where c.workspace_id = ${workspaceId()} and c.id = any(${ids}::uuid[])`.execute(db());
  for (const id of ids)
    await tellAbout(
      "promise-at-risk",
      told.filter((row) => row.id === id).map((row) => row.user_id),
      { conversationId: id },
    );
  return rows.length;
}
