/** The ledger of protocol 2: what was asked of a network and what came, so that "complete up to" is a fact. */
import { sql } from "kysely";
import { now } from "../kernel/clock.ts";
import type { Words } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { LedgerEntry } from "./stream-store.ts";

/**
 * Writes one entry. A quiet answer right after a quiet one widens that entry instead of adding a row: a channel where
 * nothing happens for a month has one line saying so.
 */
export async function writeLedger(entry: LedgerEntry): Promise<void> {
  const quiet = entry.received === 0 && !entry.fault;
  if (quiet) {
    const widened = await sql`update ledger set answered_at = ${now()}, covered_to = ${entry.to}::timestamptz,
        cursor_after = ${JSON.stringify(entry.after ?? null)}::jsonb
      where workspace_id = ${workspaceId()} and id = (
        select id from ledger where workspace_id = ${workspaceId()} and channel_id = ${entry.channelId} order by id desc limit 1)
        and stream = ${entry.stream} and way = ${entry.way} and received = 0 and fault is null`.execute(db());
    if ((widened.numAffectedRows ?? 0n) > 0n) return;
  }
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await db()
    .insertInto("ledger")
    .values({
      workspace_id: workspaceId(),
      id: newId(),
      channel_id: entry.channelId,
      stream: entry.stream,
      way: entry.way,
      asked_at: entry.askedAt,
      answered_at: now(),
      covered_from: entry.from,
      covered_to: entry.to,
      cursor_before: json(entry.before),
      cursor_after: json(entry.after),
      received: entry.received,
      fresh: entry.fresh,
      fault: json(entry.fault),
    })
    .execute();
}

/** Notes a stretch that the network no longer gives out. The same stretch again is noted once. */
export async function noteGap(
  channelId: string,
  stream: string,
  gap: { from: Date; to: Date; why: Words },
): Promise<void> {
  const standing = await db()
    .selectFrom("gap")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .where("stream", "=", stream)
    .where("since", "=", gap.from)
    .where("filled_at", "is", null)
    .select("id")
    .executeTakeFirst();
  if (standing) return;
  await db()
    .insertInto("gap")
    .values({
      workspace_id: workspaceId(),
      id: newId(),
      channel_id: channelId,
      stream,
      since: gap.from,
      until: gap.to,
      why: JSON.stringify(gap.why),
      noticed_at: now(),
    })
    .execute();
  announce("channels", channelId);
}

/** A whole pass that reached further back than a gap, and met none, has filled it. */
export async function fillGaps(channelId: string, stream: string, reached: Date): Promise<void> {
  await db()
    .updateTable("gap")
    .set({ filled_at: now() })
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .where("stream", "=", stream)
    .where("filled_at", "is", null)
    .where("since", ">=", reached)
    .execute();
}
