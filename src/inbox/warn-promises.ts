/** Warns of promises that are about to be broken, once each. */
import { sql } from "kysely";
import { after, minutes, now } from "../kernel/clock.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { notify } from "../team/index.ts";

/** A promise is at risk when a quarter of its time is left, or this much. */
const lastMinutes = 15;
const lastPart = 0.25;
const most = 500;

/**
 * Tells the assignee, or without one the desk's teammates. Time left is counted by the wall: notifications keep to each
 * teammate's own hours by themselves. Answers how many conversations were warned of.
 */
export async function warnOfPromises(): Promise<number> {
  const at = now();
  // The row is the claim: of several workers, the one that writes it tells.
  const { rows } = await sql<{ conversation_id: string; promised_at: Date }>`
    insert into promise_warning (workspace_id, conversation_id, promised_at, warned_at)
    select c.workspace_id, c.id, c.promised_at, ${at}::timestamptz from conversation c
    where c.workspace_id = ${workspaceId()} and c.promised_at > ${at} and c.status = 'open'
      and (c.promised_at <= ${after(at, minutes(lastMinutes))}
        or c.promised_at - ${at}::timestamptz <= (c.promised_at - c.waiting_since) * ${lastPart}::float8)
      and not exists (select from promise_warning w where w.workspace_id = c.workspace_id
        and w.conversation_id = c.id and w.promised_at = c.promised_at)
    order by c.promised_at limit ${most}
    on conflict do nothing
    returning conversation_id, promised_at`.execute(db());
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.conversation_id);
  const { rows: told } = await sql<{ id: string; user_id: string }>`
    select c.id, t.user_id from conversation c
    join teammate t on t.workspace_id = c.workspace_id and t.left_at is null and (t.user_id = c.assignee_id
      or c.assignee_id is null and exists (select from teammate_desk td where td.workspace_id = c.workspace_id
        and td.desk_id = c.desk_id and td.user_id = t.user_id))
    where c.workspace_id = ${workspaceId()} and c.id = any(${ids}::uuid[])`.execute(db());
  const promised = new Map(rows.map((row) => [row.conversation_id, row.promised_at]));
  await notify(
    told.map(({ id, user_id }) => ({
      userId: user_id,
      kind: "promise-at-risk",
      subject: { kind: "conversation", id },
      data: { promisedAt: promised.get(id)?.toISOString() ?? null },
    })),
  );
  return rows.length;
}
