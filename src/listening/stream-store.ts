/** The SQL of streams: a stream's row is its own queue, claimed with a lease by one worker at a time. */
import { type Selectable, sql } from "kysely";
import type { Connector, Page } from "../channels/index.ts";
import { after, minutes, now, seconds } from "../kernel/clock.ts";
import type { Json } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import type { StreamFault } from "./tables.ts";

export type StreamRecord = Selectable<Tables["stream"]>;

/** Streams of the house beside the connector's own: the open line, and the sweep of recent threads. */
export const lineStream = "@line";
export const sweepStream = "@sweep";
/** A worker that shows no sign of life for this long loses its streams. */
export const streamLease = seconds(30);

/** Makes the rows of a channel's streams; those that stand become due at once. */
export async function openStreams(channelId: string, connector: Connector): Promise<void> {
  const names = [
    ...connector.streams.map((each) => each.name),
    ...(connector.listen ? [lineStream] : []),
    ...(connector.sweep ? [sweepStream] : []),
  ];
  await db()
    .insertInto("stream")
    .values(
      names.map((name) => ({
        workspace_id: workspaceId(),
        channel_id: channelId,
        name,
        arrived: 0,
        failures: 0,
        due_at: now(),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "channel_id", "name"]).doUpdateSet({
        due_at: (eb) => eb.ref("excluded.due_at"),
        failures: 0,
        failing_since: null,
        fault: null,
      }),
    )
    .execute();
}

/** Workspaces that have a stream to pull now. In the system's scope. */
export async function workspacesWithDueStreams(): Promise<string[]> {
  const rows = await db()
    .selectFrom("stream")
    .where("due_at", "<=", now())
    .where((eb) => eb.or([eb("leased_until", "is", null), eb("leased_until", "<", now())]))
    .select("workspace_id")
    .distinct()
    .execute();
  return rows.map((row) => row.workspace_id);
}

/**
 * Frees what a former process held when it was killed. Only where no other process can be at work (the embedded
 * database): elsewhere a lease runs out by itself. In the system's scope.
 */
export async function freeStreams(): Promise<void> {
  await db()
    .updateTable("stream")
    .set({ leased_by: null, leased_until: null })
    .where("leased_until", "is not", null)
    .execute();
}

/** Claims due streams of this workspace for a worker. */
export async function claimStreams(worker: string, limit: number): Promise<StreamRecord[]> {
  const { rows } = await sql<StreamRecord>`
    with due as (
      select s.channel_id, s.name from stream s
      join channel c on c.workspace_id = s.workspace_id and c.id = s.channel_id
      where s.workspace_id = ${workspaceId()} and s.due_at <= ${now()}
        and (s.leased_until is null or s.leased_until < ${now()}) and c.status in ('active', 'needs-you')
      order by s.due_at limit ${limit} for update of s skip locked)
    update stream set leased_by = ${worker}, leased_until = ${after(now(), streamLease)}, woken_at = null
    from due where stream.workspace_id = ${workspaceId()} and stream.channel_id = due.channel_id and stream.name = due.name
    returning stream.*`.execute(db());
  return rows;
}

const own = (stream: StreamRecord, worker: string) =>
  db()
    .updateTable("stream")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", stream.channel_id)
    .where("name", "=", stream.name)
    .where("leased_by", "=", worker);

/** A sign of life. False: the lease was lost, and the work must stop. */
export async function keepLease(stream: StreamRecord, worker: string): Promise<boolean> {
  const { numUpdatedRows } = await own(stream, worker)
    .set({ leased_until: after(now(), streamLease) })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Saves where a stream stands after a page, in the transaction that stores the page's arrivals. False: lease lost, save nothing. */
export async function savePage(
  stream: StreamRecord,
  worker: string,
  page: Page,
  passBegan: Date,
  fresh: number,
): Promise<boolean> {
  const { numUpdatedRows } = await own(stream, worker)
    .set({
      cursor: JSON.stringify(page.cursor),
      pass_began_at: page.done ? null : passBegan,
      arrived: sql`arrived + ${fresh}`,
      failures: 0,
      failing_since: null,
      fault: null,
      leased_until: after(now(), streamLease),
      ...(page.reached ? { reached: sql`least(coalesce(reached, ${page.reached}), ${page.reached})` } : {}),
      ...(page.progress ? { progress: JSON.stringify(page.progress) } : {}),
      ...(page.done
        ? {
            complete_to: page.asOf,
            first_pass_done_at: sql`coalesce(first_pass_done_at, ${now()})`,
            progress: null,
          }
        : {}),
    })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Gives a stream back until its next turn; at once when something woke it meanwhile. */
export async function releaseStream(stream: StreamRecord, worker: string, dueAt: Date): Promise<void> {
  await own(stream, worker)
    .set({
      leased_by: null,
      leased_until: null,
      due_at: sql`case when woken_at is not null then ${now()} else ${dueAt}::timestamptz end`,
    })
    .execute();
}

/** Notes a failure and when to try again: growing pauses from 5 seconds to 15 minutes. */
export async function failStream(
  stream: StreamRecord,
  worker: string,
  fault: StreamFault,
  retryAt: Date | undefined,
): Promise<void> {
  const pause = Math.min(seconds(5) * 2 ** Math.min(stream.failures, 10), minutes(15));
  await own(stream, worker)
    .set({
      leased_by: null,
      leased_until: null,
      failures: sql`failures + 1`,
      failing_since: sql`coalesce(failing_since, ${now()})`,
      fault: JSON.stringify(fault),
      due_at: retryAt ?? after(now(), pause),
    })
    .execute();
  announce("channels", stream.channel_id);
}

/** Asks for a stream (or all of a channel's) to be pulled now. */
export async function wakeStreams(channelIds: string | string[], name?: string): Promise<void> {
  const ids = typeof channelIds === "string" ? [channelIds] : channelIds;
  await db()
    .updateTable("stream")
    .set({ due_at: now(), woken_at: now() })
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`channel_id = any(${ids}::uuid[])`)
    .$if(name !== undefined, (query) => query.where("name", "=", name as string))
    .$if(name === undefined, (query) => query.where("name", "not like", "@line"))
    .execute();
}

export interface LedgerEntry {
  channelId: string;
  stream: string;
  way: "pull" | "sweep" | "line" | "refill";
  askedAt: Date;
  from: Date | null;
  to: Date | null;
  before: Json | undefined;
  after: Json | undefined;
  received: number;
  fresh: number;
  fault?: StreamFault;
}
