/** Weekly slots as they are kept, and the queue that they make. */
import { sql } from "kysely";
import { after, minutes, now } from "../kernel/clock.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { hasBegun } from "./delivery.ts";
import { deliveriesOfPosts } from "./delivery-store.ts";
import type { LocalTime } from "./local-time.ts";
import { movePost, type PlanFault } from "./plan-post.ts";
import type { Written } from "./post-change.ts";
import { findPost, holdPost, variantsOf } from "./post-store.ts";
import { freeSlots, nextFreeSlot, type Slot, type SlotMoment, weekdays } from "./slot.ts";

export type SlotFault = { tag: "no-slots" } | { tag: "queue-full"; channelId: string };

/** By weekday and time. */
export async function slotsOf(channelIds: readonly string[]): Promise<Array<Slot & { channelId: string }>> {
  const rows = await db()
    .selectFrom("slot")
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`channel_id = any(${channelIds}::uuid[])`)
    .select(["channel_id as channelId", "weekday", "local_time as time", "zone"])
    .execute();
  const order = (slot: Slot) => `${weekdays.indexOf(slot.weekday)} ${slot.time} ${slot.zone}`;
  return rows.toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
}

/** Writes all slots of a channel anew; the same one twice is one. */
export async function writeSlots(channelId: string, slots: readonly Slot[]): Promise<void> {
  const rows = new Map(slots.map((each) => [`${each.weekday} ${each.time} ${each.zone}`, each]));
  await db()
    .deleteFrom("slot")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .execute();
  if (rows.size > 0)
    await db()
      .insertInto("slot")
      .values(
        [...rows.values()].map(({ weekday, time, zone }) => ({
          workspace_id: workspaceId(),
          channel_id: channelId,
          weekday,
          local_time: time,
          zone,
        })),
      )
      .execute();
  announce("slots", channelId);
}

/** Moments at which other posts stand on a channel. */
async function takenOn(channelId: string, postId: string): Promise<Set<number>> {
  const { rows } = await sql<{ due_at: Date }>`
    select v.due_at from variant v
    join post p on p.workspace_id = ${workspaceId()} and p.id = v.post_id
    where v.workspace_id = ${workspaceId()} and v.channel_id = ${channelId}::uuid and v.post_id <> ${postId}::uuid
      and v.due_at > ${now()} and p.state <> 'removed'`.execute(db());
  return new Set(rows.map(({ due_at }) => due_at.getTime()));
}

/** Every slot of the channels, or of all, between two moments at which nothing stands: at most 1,000, the next first. */
export async function freeSlotsBetween(
  from: Date,
  to: Date,
  channelId: string | undefined,
): Promise<Array<SlotMoment & { slot: Slot & { channelId: string } }>> {
  const begin = from > now() ? from : now();
  const slots = Map.groupBy(
    await slotsOf(channelId === undefined ? await channelsWithSlots() : [channelId]),
    (each) => each.channelId,
  );
  const { rows } = await sql<{ channel_id: string; due_at: Date }>`
    select v.channel_id, v.due_at from variant v
    join post p on p.workspace_id = ${workspaceId()} and p.id = v.post_id
    where v.workspace_id = ${workspaceId()} and v.due_at > ${begin} and v.due_at < ${to}
      and v.channel_id = any(${[...slots.keys()]}::uuid[]) and p.state <> 'removed'`.execute(db());
  const taken = Map.groupBy(rows, (row) => row.channel_id);
  return [...slots]
    .flatMap(([channel, mine]) =>
      freeSlots(mine, new Set((taken.get(channel) ?? []).map((row) => row.due_at.getTime())), begin, to),
    )
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .slice(0, 1000);
}

/** Those that are connected: what was disconnected speaks at no hour. */
async function channelsWithSlots(): Promise<string[]> {
  const { rows } = await sql<{ channel_id: string }>`
    select distinct s.channel_id from slot s
    join channel c on c.workspace_id = ${workspaceId()} and c.id = s.channel_id
    where s.workspace_id = ${workspaceId()} and c.status <> 'disconnected'`.execute(db());
  return rows.map((row) => row.channel_id);
}

/** Puts those who look for a free slot on the same channels in a line, always in the same order. */
export const holdQueues = (channelIds: readonly string[]) =>
  sql`select id from channel where workspace_id = ${workspaceId()} and id = any(${[...channelIds]}::uuid[])
    order by id for no key update`.execute(db());

/**
 * Puts a post into the next free slot: of one channel, or of each that has slots and has not begun to send. The earliest
 * becomes the post's own time, so that channels without slots go with it.
 */
export async function toNextSlot(
  id: string,
  channelId: string | undefined,
): Promise<Result<Written, PlanFault | SlotFault>> {
  if (!(await holdPost(id))) return fail({ tag: "missing" });
  const variants = await variantsOf([id]);
  const one = variants.find((each) => each.channel_id === channelId);
  if (channelId !== undefined && !one) return fail({ tag: "missing" });
  const begun = new Set((await deliveriesOfPosts([id])).filter(hasBegun).map((each) => each.channel_id));
  const open = (one ? [one] : variants).filter((each) => !begun.has(each.channel_id));
  await holdQueues(open.map((each) => each.channel_id));
  const slots = Map.groupBy(await slotsOf(open.map((each) => each.channel_id)), (each) => each.channelId);
  const found: Array<{ channelId: string; time: LocalTime; at: Date; own: boolean }> = [];
  for (const { channel_id: channel, local_time: own } of open) {
    const mine = slots.get(channel);
    if (!mine) continue;
    const next = nextFreeSlot(mine, await takenOn(channel, id), after(now(), minutes(1)));
    if (!next) return fail({ tag: "queue-full", channelId: channel });
    found.push({ channelId: channel, ...next, own: own !== null });
  }
  const [first] = found.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  if (!first) return fail({ tag: "no-slots" });
  if (!one) {
    const moved = await movePost(id, first.time, undefined);
    if (!moved.ok) return moved;
  }
  for (const each of found) {
    if (!one && !each.own && each.at.getTime() === first.at.getTime()) continue;
    const moved = await movePost(id, each.time, each.channelId);
    if (!moved.ok) return moved;
  }
  const post = await findPost(id);
  if (!post) return fail({ tag: "missing" });
  return ok({ post, variants: await variantsOf([id]) });
}
