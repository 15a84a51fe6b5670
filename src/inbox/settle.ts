/**
 * Settles conversations that hear something: desk, status, who waits since when, and until when an answer is promised.
 * Asked in the transaction of the arrivals before they are written, for the whole batch with a constant number of
 * statements: it is on the way of every message that comes in.
 */
import { sql } from "kysely";
import { type EventDraft, onEvents, type Recorded, record } from "../kernel/events.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import {
  changeConversations,
  type HeardMessage,
  type Hearing,
  type Settled,
  type Settlement,
  settleWith,
} from "../listening/index.ts";
import { openPromises } from "./promise.ts";
import { settledStatus } from "./settle-rules.ts";
import {
  findUnanswered,
  holdConversations,
  isBehind,
  type LastWords,
  type StandingRow,
  waits,
} from "./standing.ts";

export function settleWhatIsHeard(): void {
  settleWith(settleHearings);
  // Whoever took their words back does not wait any more.
  onEvents("message.deleted", settleAgain);
}

type Row = Settled & Pick<StandingRow, "closed_at" | "last_outbound_at">;

const blank: Row = {
  status: "closed",
  desk_id: null,
  snoozed_until: null,
  outcome: null,
  promised_at: null,
  waiting_since: null,
  closed_at: null,
  last_outbound_at: null,
};

/** Says how conversations stand once their messages are in. Those that stand are held; those that are gone are left out. */
export async function settleHearings(hearings: Hearing[]): Promise<Settlement> {
  const ids = hearings.filter(({ began }) => !began).map((each) => each.conversationId);
  const standings = ids.length > 0 ? await holdConversations(ids) : new Map<string, StandingRow>();
  const present = hearings.flatMap((hearing) => {
    const row: Row | undefined = hearing.began ? blank : standings.get(hearing.conversationId);
    return row ? [{ ...hearing, row, ours: lastWords(row, hearing.messages) }] : [];
  });
  const unanswered = await findUnanswered(
    present
      .filter(({ began }) => !began)
      .map(({ conversationId: id, row, messages, ours }) => ({
        id,
        closedAt: row.closed_at,
        ours,
        behind: behind(messages, ours),
      })),
  );
  const { spoken, touched, channels } = await findKnown(present);

  const decided = present.map(({ conversationId: id, channelId, began, backfill, messages, row, ours }) => {
    const channel = channels.get(channelId);
    const standing = messages.filter(({ deleted }) => !deleted);
    const waiting = standing.filter((each) => speaksToUs(each) && waits(each, ours, channel?.connected_at));
    const known = {
      unanswered: earliest([unanswered.get(id), waiting[0]?.at]),
      spoken: spoken.has(id) || standing.some(({ own, automatic }) => !own && automatic !== "auto-reply"),
      touched: touched.has(id),
    };
    const inbound = messages.some(({ own }) => !own);
    const heard = { began, backfill, inbound, addressedAt: latest(messages.filter(speaksToUs)) };
    const status = settledStatus(heard, { status: row.status, closedAt: row.closed_at }, known);
    const deskId = began ? (channel?.desk_id ?? null) : row.desk_id;
    // Closed means that nobody waits any more.
    return { id, row, began, status, deskId, since: status === "closed" ? null : known.unanswered };
  });

  const promise = await openPromises(decided.filter(({ since }) => since).map(({ deskId }) => deskId));
  const settled = new Map<string, Settled>();
  const events: EventDraft[] = [];
  for (const { id, row, began, status, deskId, since } of decided) {
    const changed = status !== row.status;
    if (changed && status === "open" && !began)
      events.push({
        kind: row.status === "snoozed" ? "conversation.woken" : "conversation.reopened",
        subject: { kind: "conversation", id },
        data: { by: "message" },
      });
    // A promise once made stands while the same message waits at the same desk, also when hours change.
    const same = since?.getTime() === row.waiting_since?.getTime() && deskId === row.desk_id;
    const stands = same && (since === null || row.promised_at !== null);
    const promised = stands ? row.promised_at : promise(deskId, since);
    if (began || changed || !same || promised?.getTime() !== row.promised_at?.getTime())
      settled.set(id, {
        status,
        desk_id: deskId,
        snoozed_until: changed ? null : row.snoozed_until,
        outcome: changed ? null : row.outcome,
        promised_at: promised,
        waiting_since: since,
      });
  }
  return { settled, events };
}

/** Settles conversations once more after something in them changed. */
async function settleAgain(events: Recorded[]): Promise<void> {
  const ids = [...new Set(events.map((event) => event.subject.id))];
  const { rows } = await sql<{ id: string; channel_id: string }>`select id, channel_id from conversation
    where workspace_id = ${workspaceId()} and id = any(${ids}::uuid[])`.execute(db());
  const { settled, events: drafts } = await settleHearings(
    rows.map((row) => ({
      conversationId: row.id,
      channelId: row.channel_id,
      began: false,
      backfill: false,
      messages: [],
    })),
  );
  await changeConversations([...settled].map(([id, patch]) => ({ id, patch })));
  await record(drafts);
}

const speaksToUs = ({ own, addressed, automatic }: HeardMessage): boolean => addressed && !own && !automatic;
const latest = (messages: HeardMessage[]): Date | null => messages.at(-1)?.at ?? null;

/** Our last words once the messages are in. */
function lastWords({ last_outbound_at: written }: Row, messages: HeardMessage[]): LastWords {
  const own = messages.filter((each) => each.own);
  const unwritten = latest(own);
  const at = written && unwritten && written > unwritten ? written : (unwritten ?? written);
  const last = own.filter((each) => each.at.getTime() === at?.getTime());
  return { at, unwritten: new Set(last.map(({ externalId }) => externalId)) };
}

/** Of the messages those that wait only if what they answer stands in the database as our last words. */
const behind = (messages: HeardMessage[], { at: ours, unwritten }: LastWords) =>
  messages.flatMap((each) => {
    const { at, parentId, deleted } = each;
    const mayAnswer = ours && parentId !== undefined && !unwritten.has(parentId) && isBehind(at, ours);
    return mayAnswer && speaksToUs(each) && !deleted ? [{ at, parentId }] : [];
  });

const earliest = (times: Array<Date | undefined>): Date | null =>
  times.reduce<Date | null>((first, time) => (time && (!first || time < first) ? time : first), null);

/**
 * What the rules ask beside the rows, in one statement: in which conversations that stand somebody has spoken or
 * something was touched, and the channels with their desks.
 */
async function findKnown(present: Array<Hearing & { row: Row }>) {
  const channelIds = [...new Set(present.map((each) => each.channelId))];
  const idsOf = (which: typeof present) =>
    which.filter(({ began }) => !began).map((each) => each.conversationId);
  // Elsewhere somebody speaks now, or it makes no difference.
  const mayBeSpoken = present.filter(({ row }) => row.status === "closed");
  const mayBeTouched = present.filter(({ row, backfill }) => row.status === "open" && backfill);
  const { rows } = await sql<{
    what: "spoken" | "touched" | "channel";
    id: string;
    desk_id: string | null;
    connected_at: Date | null;
  }>`
    select 'spoken' as what, wanted.id, null::uuid as desk_id, null::timestamptz as connected_at
    from unnest(${idsOf(mayBeSpoken)}::uuid[]) as wanted (id)
    where exists (
      select from message m
      where m.workspace_id = ${workspaceId()} and m.conversation_id = wanted.id and not m.own
        and m.deleted_at is null and coalesce(m.automatic, '') <> 'auto-reply')
    union all
    select 'touched', wanted.id, null, null from unnest(${idsOf(mayBeTouched)}::uuid[]) as wanted (id)
    where exists (
      select from event e
      where e.workspace_id = ${workspaceId()} and e.subject_id = wanted.id and (e.actor_kind in ('teammate', 'key')
        or e.kind = 'conversation.heard' and e.data ->> 'backfill' = 'false'))
    union all
    select 'channel', ch.id, d.id, ch.connected_at from channel ch
    left join desk d on d.workspace_id = ch.workspace_id and d.id = ch.desk_id and d.archived_at is null
    where ch.workspace_id = ${workspaceId()} and ch.id = any(${channelIds}::uuid[])`.execute(db());
  const of = (what: string) => rows.filter((row) => row.what === what);
  return {
    spoken: new Set(of("spoken").map(({ id }) => id)),
    touched: new Set(of("touched").map(({ id }) => id)),
    channels: new Map(of("channel").map((row) => [row.id, row])),
  };
}
