/**
 * Reads recent threads again, because networks lose notifications (4 of 6 on a real Bluesky network, while the thread
 * showed the reply). Young threads often, older ones rarely, none after a week of silence.
 */
import { sql } from "kysely";
import { withChannel } from "../channels/index.ts";
import { after, days, hours, now, seconds } from "../kernel/clock.ts";
import type { JsonObject } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { prepareArrivals, storeArrivals } from "./arrivals.ts";
import { writeLedger } from "./ledger.ts";
import type { PullContext } from "./pull.ts";
import { failStream, keepLease, releaseStream, type StreamRecord } from "./stream-store.ts";
import { turnWaiting } from "./turn-waiting.ts";

const threadsAtOnce = 10;

/** When a thread is read next: after a fourth of its silence, between 30 seconds and six hours; null after a week. */
export function nextSweep(lastAt: Date, present: Date): Date | null {
  const silence = present.getTime() - lastAt.getTime();
  if (silence > days(7)) return null;
  return after(present, Math.min(Math.max(silence / 4, seconds(30)), hours(6)));
}

/** Runs a claimed `@sweep` once and gives it back. */
export async function sweepThreads(context: PullContext, stream: StreamRecord): Promise<void> {
  const { kernel, signal } = context;
  const inside = <T>(work: () => Promise<T>) =>
    inWorkspace(kernel.database, stream.workspace_id, { kind: "channel", id: stream.channel_id }, work);
  const threads = await inside(() => dueThreads(stream.channel_id));
  for (const thread of threads) {
    if (signal.aborted) break;
    if (!(await inside(() => keepLease(stream, kernel.worker)))) return;
    const askedAt = now();
    const known = await inside(() => knownIn(thread.id));
    const swept = await withChannel(
      kernel,
      stream.workspace_id,
      stream.channel_id,
      signal,
      async ({ connector, session }) =>
        connector.sweep
          ? connector.sweep(session, {
              rootId: thread.root_key,
              knownIds: known.map((each) => each.externalId),
              payloads: Object.fromEntries(known.map((each) => [each.externalId, each.payload])),
            })
          : { ok: true, value: [] },
    );
    if (!swept.ok && swept.fault.tag !== "missing" && swept.fault.tag !== "refused") {
      const { fault } = swept;
      await inside(() =>
        failStream(
          stream,
          kernel.worker,
          { tag: fault.tag, message: fault.message },
          fault.tag === "rate" ? fault.retryAt : undefined,
        ),
      );
      return;
    }
    const prepared = await prepareArrivals(kernel.files, swept.ok ? swept.value : []);
    const fresh = await inside(async () => {
      const stored = await storeArrivals(stream.channel_id, prepared);
      await db()
        .updateTable("conversation")
        .set({ swept_at: now(), sweep_due_at: swept.ok ? nextSweep(thread.last_at, now()) : null })
        .where("workspace_id", "=", workspaceId())
        .where("id", "=", thread.id)
        .execute();
      if (stored > 0)
        await writeLedger({
          channelId: stream.channel_id,
          stream: stream.name,
          way: "sweep",
          askedAt,
          from: thread.first_at,
          to: askedAt,
          before: thread.root_key,
          after: undefined,
          received: prepared.length,
          fresh: stored,
        });
      return stored;
    });
    if (fresh > 0) await turnWaiting(context, stream.workspace_id, stream.channel_id, false);
  }
  const pause = threads.length === threadsAtOnce ? 0 : seconds(15);
  await inside(() => releaseStream(stream, kernel.worker, after(now(), pause)));
}

const dueThreads = (channelId: string) =>
  db()
    .selectFrom("conversation")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .where("sweep_due_at", "<=", now())
    .select(["id", "root_key", "last_at", "first_at"])
    .orderBy("sweep_due_at")
    .limit(threadsAtOnce)
    .execute();

async function knownIn(conversationId: string): Promise<Array<{ externalId: string; payload: JsonObject }>> {
  const rows = await db()
    .selectFrom("message as m")
    .innerJoin("arrival as a", (join) =>
      join.onRef("a.workspace_id", "=", "m.workspace_id").onRef("a.id", "=", "m.arrival_id"),
    )
    .where("m.workspace_id", "=", workspaceId())
    .where("m.conversation_id", "=", conversationId)
    .where("m.deleted_at", "is", null)
    .select(["m.external_id", "a.payload"])
    .orderBy("m.at", "desc")
    .limit(500)
    .execute();
  return rows.map((row) => ({ externalId: row.external_id, payload: row.payload as JsonObject }));
}

/** Asks for a thread to be read again soon, after we spoke in it. */
export async function sweepSoon(conversationId: string): Promise<void> {
  await sql`update conversation set sweep_due_at = ${after(now(), seconds(2))}
    where workspace_id = ${workspaceId()} and id = ${conversationId}`.execute(db());
}
