/** Takes what is due: one short transaction per workspace, committed before any network is called. */
import { sql } from "kysely";
import { after, now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { insertRows } from "../kernel/insert-rows.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { lastTurns } from "./bulletin-store.ts";
import { channelWaits } from "./channel-wait.ts";
import { deliveryLease, overdueAfter } from "./delivery.ts";
import { deliveryKey } from "./delivery-key.ts";
import { holdOverdue, leaseIsOver } from "./delivery-queue.ts";
import type { DeliveryRecord } from "./delivery-store.ts";
import { type Supplies, suppliesOf } from "./delivery-supplies.ts";
import { notPaused } from "./pause.ts";

export interface Claimed extends Supplies {
  delivery: DeliveryRecord;
  attemptId: string;
}

/** How many a worker may take, and of which channels it holds as many as it may already. */
export interface Room {
  most: number;
  /** Under way of a channel at the same time. */
  mostOfChannel: number;
  underWay: ReadonlyMap<string, number>;
  /** Whether the channel's network has answered lately. */
  answered?(channelId: string): boolean;
}

/** `more`: others were due as well, and were left for the next claim. */
export interface Claim {
  claimed: Claimed[];
  more: boolean;
}

const anywhere: Room["underWay"] = new Map();

/**
 * Takes due deliveries and writes their attempts. Within a conversation of a channel a later one waits for the earlier, a
 * part of a thread for the part before it, and a post for the posts of its channel that were to go out before it and
 * still may: nobody wants the second sentence first. Posts of one instant have no order, and go out side by side.
 */
export async function claimDue(
  worker: string,
  { most, mostOfChannel = most, underWay = anywhere, answered }: Partial<Room> & Pick<Room, "most">,
): Promise<Claim> {
  if (most <= 0) return { claimed: [], more: false };
  const rooms = new Map<string, { network: string; room: number }>();
  const quiet: string[] = [];
  const waits = await channelWaits();
  for (const { id, network, quiet: isQuiet } of await openChannels()) {
    const wait = waits.get(id);
    if (wait && wait.until > now()) continue;
    // One asks for all whether the network is there: one that is away is not called by everything that is due.
    const sure = !wait && (answered === undefined || answered(id));
    const room = (sure ? mostOfChannel : 1) - (underWay.get(id) ?? 0);
    if (room > 0) rooms.set(id, { network, room });
    if (isQuiet) quiet.push(id);
  }
  if (rooms.size === 0) return { claimed: [], more: false };
  const due = await lockDue([...rooms.keys()], quiet, most);
  // What the network keeps being unreachable for ends as failed, by its own count.
  const going = await lastTurns(due.flatMap((each) => (late(each) ? (each.variant_id ?? []) : [])));
  const overdue = (each: DeliveryRecord) => {
    const turn = going.get(each.variant_id ?? "");
    return each.failures === 0 && late(each) && (turn === undefined || late({ wanted_at: turn }));
  };
  await holdOverdue(due.filter(overdue));
  const taken = due.filter((each) => {
    if (overdue(each)) return false;
    const { channel_id } = each;
    const channel = rooms.get(channel_id);
    if (!channel || channel.room <= 0) return false;
    channel.room -= 1;
    return true;
  });
  for (const delivery of taken) {
    delivery.status = "sending";
    delivery.attempts += 1;
    delivery.leased_by = worker;
    delivery.leased_until = after(now(), deliveryLease);
    delivery.key = keyOf(delivery, rooms.get(delivery.channel_id)?.network ?? "");
  }
  await writeClaims(taken, worker);
  return { claimed: await withAttempts(taken, "send", worker), more: due.length === most };
}

const late = ({ wanted_at }: Pick<DeliveryRecord, "wanted_at">): boolean =>
  wanted_at < after(now(), -overdueAfter);

/** Channels of which something may go out now. `quiet`: a pause holds all but what takes back. */
async function openChannels(): Promise<Array<{ id: string; network: string; quiet: boolean }>> {
  const { rows } = await sql<{ id: string; network: string; quiet: boolean }>`
    select d.channel_id as id, d.network, not (${notPaused()}) as quiet from (
      select c.workspace_id, c.id as channel_id, c.network from channel c
      where c.workspace_id = ${workspaceId()} and c.status = 'active') d`.execute(db());
  return rows;
}

async function lockDue(channelIds: string[], quietIds: string[], most: number): Promise<DeliveryRecord[]> {
  const { rows } = await sql<DeliveryRecord>`
    select d.* from delivery d
    where d.workspace_id = ${workspaceId()} and d.status = 'scheduled' and d.due_at <= ${now()}
      and d.channel_id = any(${channelIds}::uuid[])
      and (d.kind = 'remove' or d.channel_id <> all(${quietIds}::uuid[]))
      and (d.changes_id is null or not exists (
        select from delivery e where e.workspace_id = ${workspaceId()} and e.changes_id = d.changes_id
          and e.status in ('scheduled', 'sending', 'unknown') and (e.created_at, e.id) < (d.created_at, d.id)))
      and not exists (
        select from delivery e where e.workspace_id = ${workspaceId()} and e.channel_id = d.channel_id
          and e.conversation_id = d.conversation_id and e.kind = d.kind
          and e.status in ('scheduled', 'sending', 'unknown') and (e.created_at, e.id) < (d.created_at, d.id))
      and (d.part = 0 or exists (
        select from delivery p where p.workspace_id = ${workspaceId()} and p.variant_id = d.variant_id
          and p.part = d.part - 1 and p.status = 'sent'))
      and not (d.kind = 'post' and exists (
        select from delivery b where b.workspace_id = ${workspaceId()} and b.channel_id = d.channel_id and b.kind = 'post'
          and b.wanted_at < d.wanted_at and b.variant_id <> d.variant_id
          and b.status in ('scheduled', 'sending', 'unknown') and (b.status <> 'unknown' or b.next_find_at is not null)
          and (b.part = 0 or exists (
            select from delivery q where q.workspace_id = ${workspaceId()} and q.variant_id = b.variant_id
              and q.part = b.part - 1 and q.status = 'sent'))))
    order by d.due_at, d.created_at limit ${most} for update of d skip locked`.execute(db());
  return rows;
}

/**
 * A post's key is made when it is first taken: on networks where the key says when (Bluesky), a post that was written
 * last week would otherwise stand among last week's.
 */
const keyOf = ({ kind, attempts, key }: DeliveryRecord, network: string): string =>
  (kind === "post" && attempts === 1 ? deliveryKey(network) : undefined) ?? key;

async function writeClaims(taken: DeliveryRecord[], worker: string): Promise<void> {
  if (taken.length === 0) return;
  await sql`update delivery set status = 'sending', attempts = attempts + 1, key = made.key, leased_by = ${worker},
      leased_until = ${after(now(), deliveryLease)}
    from unnest(${taken.map(({ id }) => id)}::uuid[], ${taken.map(({ key }) => key)}::text[]) as made (id, key)
    where delivery.workspace_id = ${workspaceId()} and delivery.id = made.id`.execute(db());
}

/** Takes unknown ones whose search is due. They stay unknown; the lease keeps other workers off. */
export async function claimSearches(worker: string, most: number): Promise<Claimed[]> {
  if (most <= 0) return [];
  const { rows } = await sql<DeliveryRecord>`
    with due as (
      select d.id from delivery d
      join channel c on c.workspace_id = d.workspace_id and c.id = d.channel_id
      where d.workspace_id = ${workspaceId()} and d.status = 'unknown' and d.next_find_at <= ${now()}
        and (d.leased_until is null or ${leaseIsOver()}) and c.status <> 'needs-you'
      order by d.next_find_at limit ${most} for update of d skip locked)
    update delivery set finds = finds + 1, leased_by = ${worker}, leased_until = ${after(now(), deliveryLease)}
    from due where delivery.workspace_id = ${workspaceId()} and delivery.id = due.id
    returning delivery.*`.execute(db());
  return withAttempts(rows, "find", worker);
}

async function withAttempts(
  deliveries: DeliveryRecord[],
  what: "send" | "find",
  worker: string,
): Promise<Claimed[]> {
  if (deliveries.length === 0) return [];
  const supplies = await suppliesOf(deliveries);
  const claimed = deliveries.map((delivery, at) => ({
    delivery,
    attemptId: newId(),
    ...(supplies[at] as Supplies),
  }));
  await insertRows(
    "attempt",
    claimed.map(({ delivery, attemptId }) => ({
      workspace_id: workspaceId(),
      id: attemptId,
      delivery_id: delivery.id,
      number: delivery.attempts + delivery.finds,
      what,
      began_at: now(),
      worker,
    })),
  );
  return claimed;
}
