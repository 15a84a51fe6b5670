/** Arrivals: what networks gave, stored as it came, once per channel and external id, before it is understood. */
import { hash } from "node:crypto";
import { sql } from "kysely";
import type { Raw } from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import type { Files } from "../kernel/files.ts";
import { newId } from "../kernel/ids.ts";
import { insertRows } from "../kernel/insert-rows.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { runUnread } from "../kernel/unread.ts";

export interface PreparedArrival {
  externalId: string;
  at: Date;
  /** JSON, as it is stored and digested. */
  payload: string;
  digest: string;
  bodySha256: string | null;
}

/** U+0000 cannot stand in jsonb, and half a surrogate pair (JSON writes whole ones as they are) neither. */
const unstorable = /\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** Digests arrivals and puts heavy bodies into files; outside of any transaction. Of one id twice, the later stands. */
export async function prepareArrivals(files: Files, raws: Raw[]): Promise<PreparedArrival[]> {
  const byId = new Map<string, PreparedArrival>();
  for (const { externalId, at, payload: given, body } of raws) {
    const bodySha256 = body ? (await files.put(body)).sha256 : null;
    const payload = JSON.stringify(given).replaceAll(unstorable, "\\ufffd");
    const digest = hash("sha256", bodySha256 === null ? payload : payload + bodySha256, "hex");
    byId.set(externalId, { externalId, at, payload, digest, bodySha256 });
  }
  return [...byId.values()];
}

/** Of one that stands, only another digest is news; it then waits to be turned again. */
const onlyNews = `on conflict (workspace_id, channel_id, external_id) do update set digest = excluded.digest,
  payload = excluded.payload, body_sha256 = excluded.body_sha256, received_at = excluded.received_at,
  state = excluded.state, version = arrival.version + 1 where arrival.digest <> excluded.digest`;

/** Stores prepared arrivals. What stands already with the same digest is left alone; returns how many were new or changed. */
export async function storeArrivals(channelId: string, arrivals: PreparedArrival[]): Promise<number> {
  return insertRows(
    "arrival",
    arrivals.map(({ externalId, at, payload, digest, bodySha256 }) => ({
      workspace_id: workspaceId(),
      id: newId(),
      channel_id: channelId,
      external_id: externalId,
      at,
      received_at: now(),
      digest,
      version: 1,
      payload,
      body_sha256: bodySha256,
      state: "new" as const,
      fault: null,
    })),
    onlyNews,
  );
}

export interface WaitingArrival {
  id: string;
  externalId: string;
  at: Date;
  payload: Raw["payload"];
  bodySha256: string | null;
  digest: string;
}

/** The oldest arrivals of a channel that wait to be turned into messages, beyond the one with the id `after`. */
export async function waitingArrivals(
  channelId: string,
  limit: number,
  after?: string,
): Promise<WaitingArrival[]> {
  const rows = await db()
    .selectFrom("arrival")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .where("state", "=", "new")
    .$if(after !== undefined, (query) => query.where("id", ">", after as string))
    .select(["id", "external_id", "at", "payload", "body_sha256", "digest"])
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    externalId: row.external_id,
    at: row.at,
    payload: row.payload as Raw["payload"],
    bodySha256: row.body_sha256,
    digest: row.digest,
  }));
}

/**
 * Marks arrivals as done. One that changed meanwhile has another digest and stays new; it is turned again.
 */
export async function markTurned(done: Array<{ id: string; digest: string }>): Promise<void> {
  if (done.length === 0) return;
  const statement = sql`update arrival set state = 'turned', fault = null from
    unnest(${done.map((each) => each.id)}::uuid[], ${done.map((each) => each.digest)}::text[]) as done (id, digest)
    where arrival.workspace_id = ${workspaceId()} and arrival.id = done.id and arrival.digest = done.digest`;
  await runUnread(statement.compile(db()));
}

/** An arrival that could not be understood is kept, with the reason, and does not hold up the others. */
export async function markFailed(id: string, fault: string): Promise<void> {
  await db()
    .updateTable("arrival")
    .set({ state: "failed", fault })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
}
