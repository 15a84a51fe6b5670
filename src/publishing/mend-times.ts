/**
 * A clock that was set back leaves moments that come only when it has caught up, an hour later perhaps. What was to
 * happen at once, or again soon, is found by them and happens now; what people planned for a time keeps that time. All in
 * the system's scope.
 */
import { sql } from "kysely";
import { after, now } from "../kernel/clock.ts";
import { db } from "../kernel/scope.ts";
import { absenceTakes, clockSlack } from "./delivery.ts";

/** Further ahead than clocks of several machines differ. */
const future = (): Date => after(now(), clockSlack);

/** Whether something is written down as having happened in the future. */
export async function writtenAhead(): Promise<boolean> {
  const { rows } = await sql`
    select from workspace w, lateral (
      select at from event where workspace_id = w.id order by id desc limit 1) last
    where last.at > ${future()} limit 1`.execute(db());
  return rows.length > 0;
}

/** Orders to say something at once, from a time that is still to come: by this process, or by one with another clock. */
export async function mendOrders(): Promise<void> {
  const present = now();
  await sql`
    update delivery set created_at = ${present}, wanted_at = ${present}, due_at = ${present}
    where created_at > ${future()} and wanted_at <= created_at and status = 'scheduled'
      and workspace_id = any(select id from workspace)`.execute(db());
}

/** After the clock was set back: what waits to be tried or searched again does so now, as if its pause were over. */
export async function mendTimes(): Promise<void> {
  const present = now();
  await sql`
    update delivery set due_at = ${present}
    where status = 'scheduled' and wanted_at <= ${present} and due_at > ${present}`.execute(db());
  // What was called just before must have come to its end.
  const searched = after(present, absenceTakes);
  await sql`
    update delivery set next_find_at = ${searched}
    where status = 'unknown' and next_find_at > ${searched}`.execute(db());
  await sql`
    update channel_wait set until = ${present}, since = least(since, ${present})
    where until > ${present}`.execute(db());
}
