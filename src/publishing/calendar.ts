/** What goes out, or went out, between two moments: the calendar's one question. */
import { sql } from "kysely";
import { db, workspaceId } from "../kernel/scope.ts";
import type { DeliveryStatus } from "./delivery.ts";
import { type VariantStatus, variantStatus } from "./post.ts";

export interface CalendarQuestion {
  from: Date;
  to: Date;
  channelId?: string | undefined;
  pillarId?: string | undefined;
}

/** One variant at its moment. */
export interface CalendarEntry {
  postId: string;
  channelId: string;
  at: Date;
  brief: string;
  pillarId: string | null;
  status: VariantStatus;
  /** It is one of many that come by a rule. */
  series: boolean;
}

/** Beyond this a picture of a month says nothing any more; the answer names how many more there are. */
export const mostEntries = 5000;

/** In the order of time. */
export async function calendar(question: CalendarQuestion): Promise<CalendarEntry[]> {
  const { from, to, channelId = null, pillarId = null } = question;
  const { rows } = await sql<{
    post_id: string;
    channel_id: string;
    due_at: Date;
    brief: string;
    pillar_id: string | null;
    series: boolean;
    statuses: DeliveryStatus[] | null;
  }>`
    select v.post_id, v.channel_id, v.due_at, p.brief, p.pillar_id, p.series_id is not null as series,
      (select array_agg(d.status) from delivery d
        where d.workspace_id = ${workspaceId()} and d.variant_id = v.id) as statuses
    from variant v
    join post p on p.workspace_id = ${workspaceId()} and p.id = v.post_id
    where v.workspace_id = ${workspaceId()} and v.due_at >= ${from} and v.due_at < ${to} and p.state <> 'removed'
      and (${channelId}::uuid is null or v.channel_id = ${channelId}::uuid)
      and (${pillarId}::uuid is null or p.pillar_id = ${pillarId}::uuid)
    order by v.due_at, v.id limit ${mostEntries}`.execute(db());
  return rows.map((row) => ({
    postId: row.post_id,
    channelId: row.channel_id,
    at: row.due_at,
    brief: row.brief,
    pillarId: row.pillar_id,
    status: variantStatus(row.statuses ?? []),
    series: row.series,
  }));
}
