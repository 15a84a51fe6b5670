/**
 * Settles conversations that were heard: desk, status, who waits since when, and until when an answer is promised. Runs
 * in the transaction of the arrivals, for the whole batch with a constant number of statements: it is on the way of
 * every message that comes in.
 */
import { sql } from "kysely";
import { type EventDraft, onEvents, type Recorded, record } from "../kernel/events.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { type ConversationPatch, changeConversations } from "../listening/index.ts";
import { openPromises } from "./promise.ts";
import { type Heard, settledStatus } from "./settle-rules.ts";
import { findUnanswered, holdConversations, type StandingRow } from "./standing.ts";

export function settleWhatIsHeard(): void {
  onEvents("conversation.heard", settle);
  // Whoever took their words back does not wait any more.
  onEvents("message.deleted", settle);
}

export async function settle(events: Recorded[]): Promise<void> {
  const heard = new Map(events.map((event) => [event.subject.id, readHeard(event)]));
  const standings = await holdConversations([...heard.keys()]);
  const present = [...standings.values()];
  if (present.length === 0) return;
  const unanswered = await findUnanswered(present.map((row) => ({ id: row.id, closedAt: row.closed_at })));
  const { spoken, touched, deskOf } = await findKnown(present, heard);

  const settled = present.map((row) => {
    const said = heard.get(row.id) as Heard;
    const known = {
      unanswered: unanswered.get(row.id) ?? null,
      spoken: spoken.has(row.id),
      touched: touched.has(row.id),
    };
    const status = settledStatus(said, { status: row.status, closedAt: row.closed_at }, known);
    return {
      row,
      status,
      deskId: said.began && row.desk_id === null ? (deskOf.get(row.channel_id) ?? null) : row.desk_id,
      // Closed means that nobody waits any more.
      since: status === "closed" ? null : known.unanswered,
    };
  });

  const promise = await openPromises(settled.filter(({ since }) => since).map(({ deskId }) => deskId));
  const changes: Array<{ id: string; patch: ConversationPatch }> = [];
  const drafts: EventDraft[] = [];
  for (const { row, status, deskId, since } of settled) {
    const patch: ConversationPatch = {};
    if (deskId !== row.desk_id) patch.desk_id = deskId;
    if (status !== row.status) {
      patch.status = status;
      patch.snoozed_until = null;
      patch.outcome = null;
      if (status === "open" && !heard.get(row.id)?.began)
        drafts.push({
          kind: row.status === "snoozed" ? "conversation.woken" : "conversation.reopened",
          subject: { kind: "conversation", id: row.id },
          data: { by: "message" },
        });
    }
    // A promise once made stands while the same message waits at the same desk, also when hours change.
    const same = since?.getTime() === row.waiting_since?.getTime() && patch.desk_id === undefined;
    if (!same || (since !== null && row.promised_at === null)) {
      const promised = promise(deskId, since);
      if (!same) patch.waiting_since = since;
      if (promised?.getTime() !== row.promised_at?.getTime()) patch.promised_at = promised;
    }
    if (Object.keys(patch).length > 0) changes.push({ id: row.id, patch });
  }
  await changeConversations(changes);
  await record(drafts);
}

function readHeard(event: Recorded): Heard {
  const { began, backfill, inbound, addressedAt } = event.data;
  return {
    began: began === true,
    backfill: backfill === true,
    inbound: typeof inbound === "number" && inbound > 0,
    addressedAt: typeof addressedAt === "string" ? new Date(addressedAt) : null,
  };
}

/** What the rules ask beside the rows, in one statement: who has spoken, what was touched, and the channels' desks. */
async function findKnown(present: StandingRow[], heard: Map<string, Heard>) {
  const channels = [...new Set(present.map((row) => row.channel_id))];
  const mayBeTouched = present
    .filter((row) => row.status === "open" && heard.get(row.id)?.backfill && !heard.get(row.id)?.began)
    .map((row) => row.id);
  const { rows } = await sql<{ what: "spoken" | "touched" | "desk"; id: string; desk_id: string | null }>`
    select 'spoken' as what, wanted.id, null::uuid as desk_id from unnest(${present.map((row) => row.id)}::uuid[]) as wanted (id)
    where exists (
      select from message m
      where m.workspace_id = ${workspaceId()} and m.conversation_id = wanted.id and not m.own
        and m.deleted_at is null and coalesce(m.automatic, '') <> 'auto-reply')
    union all
    select 'touched', wanted.id, null from unnest(${mayBeTouched}::uuid[]) as wanted (id)
    where exists (
      select from event e
      where e.workspace_id = ${workspaceId()} and e.subject_id = wanted.id and (e.actor_kind in ('teammate', 'key')
        or e.kind = 'conversation.heard' and e.data ->> 'backfill' = 'false'))
    union all
    select 'desk', ch.id, ch.desk_id from channel ch
    join desk d on d.workspace_id = ch.workspace_id and d.id = ch.desk_id and d.archived_at is null
    where ch.workspace_id = ${workspaceId()} and ch.id = any(${channels}::uuid[])`.execute(db());
  const of = (what: string) => rows.filter((row) => row.what === what);
  return {
    spoken: new Set(of("spoken").map(({ id }) => id)),
    touched: new Set(of("touched").map(({ id }) => id)),
    deskOf: new Map(of("desk").map(({ id, desk_id }) => [id, desk_id])),
  };
}
