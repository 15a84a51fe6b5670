/**
 * Why nothing goes out of a channel for now, as its network has it: too many requests, or it cannot be reached. One
 * delivery at a time then asks whether it is over; the others wait for its answer instead of asking, too.
 */
import { type Selectable, sql } from "kysely";
import { now } from "../kernel/clock.ts";
import type { Words } from "../kernel/errors.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";

export type ChannelWait = Selectable<Tables["channel_wait"]>;

/** By channel. */
export async function channelWaits(): Promise<Map<string, ChannelWait>> {
  const rows = await db()
    .selectFrom("channel_wait")
    .where("workspace_id", "=", workspaceId())
    .selectAll()
    .execute();
  return new Map(rows.map((row) => [row.channel_id, row]));
}

/** Nothing of the channel before `until`. What stood there for the same reason goes on: `since` stays, `tries` counts. */
export async function waitWithChannel(
  channelId: string,
  tag: ChannelWait["tag"],
  message: Words,
  until: Date,
): Promise<void> {
  await sql`
    insert into channel_wait as w (workspace_id, channel_id, tag, message, since, until, tries)
    values (${workspaceId()}, ${channelId}, ${tag}, ${JSON.stringify(message)}, ${now()}, ${until}, 1)
    on conflict (workspace_id, channel_id) do update set tag = excluded.tag, message = excluded.message,
      until = greatest(w.until, excluded.until), since = case when w.tag = excluded.tag then w.since else excluded.since end,
      tries = case when w.tag = excluded.tag then w.tries + 1 else 1 end`.execute(db());
}

/** The networks of these channels have answered. */
export async function endWaits(channelIds: string[]): Promise<void> {
  await db()
    .deleteFrom("channel_wait")
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`channel_id = any(${channelIds}::uuid[])`)
    .execute();
}
