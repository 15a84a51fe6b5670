/**
 * The queue of a bulletin in its own rows, protocol 1 for each subscriber: a claim is committed before the server is
 * called; what another claim left in the middle is looked for before it goes out again.
 */
import { type Selectable, sql } from "kysely";
import { now } from "../kernel/clock.ts";
import { insertRows } from "../kernel/insert-rows.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import type { DeliveryRecord } from "./delivery-store.ts";
import { isHardBounce, mostSoftBounces } from "./subscriber.ts";
import { endSubscription } from "./subscriber-store.ts";
import { newUnsubscribeLink } from "./unsubscribe-link.ts";

export type Recipient = Selectable<Tables["bulletin_recipient"]>;
type Place = { variant_id: string; subscriber_id: string };

/** Everybody who was subscribed when it was to go out, and is not in the queue yet. Those who are stay as they are. */
export async function queueSubscribers(delivery: DeliveryRecord, key: () => string): Promise<void> {
  const variantId = variantOf(delivery);
  const { rows } = await sql<{ id: string }>`
    select s.id from subscriber s where s.workspace_id = ${workspaceId()} and s.channel_id = ${delivery.channel_id}
      and s.state = 'active' and s.entered_at <= ${delivery.wanted_at} and not exists (
        select from bulletin_recipient r where r.workspace_id = ${workspaceId()} and r.variant_id = ${variantId}
          and r.subscriber_id = s.id)
    order by s.id`.execute(db());
  await insertRows(
    "bulletin_recipient",
    rows.map(({ id }) => ({
      workspace_id: workspaceId(),
      variant_id: variantId,
      subscriber_id: id,
      key: key(),
      state: "waiting" as const,
      due_at: now(),
      tries: 0,
      answer: "",
    })),
    "on conflict (workspace_id, variant_id, subscriber_id) do nothing",
  );
}

/** A bulletin's delivery is of a post, and so of a variant. */
export function variantOf({ variant_id }: DeliveryRecord): string {
  if (!variant_id) throw new Error("A bulletin is a post on one channel.");
  return variant_id;
}

export interface Turn extends Recipient {
  address: string;
  name: string;
  /** The day on which they permitted it. */
  permitted_on: string;
  /** Nobody knows what came of the claim before: it is looked for first. */
  lost: boolean;
  /** Of their way out; not of one that is looked for. */
  token?: string;
}

/** Whose turn it is, taken by this claim; those who have left meanwhile are left out. `later`: when the next one is due. */
export async function takeTurn(
  delivery: DeliveryRecord,
  claim: string,
): Promise<{ turn: Turn } | { later: Date | null }> {
  const variantId = variantOf(delivery);
  const present = now();
  const { rows } = await sql<Turn & { stays: boolean }>`
    select r.*, s.address, s.name, s.permitted_on, s.state = 'active' as stays, r.state = 'sending' as lost from bulletin_recipient r
    join subscriber s on s.workspace_id = r.workspace_id and s.id = r.subscriber_id
    where r.workspace_id = ${workspaceId()} and r.variant_id = ${variantId} and r.due_at <= ${present}
      and (r.state = 'waiting' or r.state = 'sending' and r.claim is distinct from ${claim})
    order by r.due_at limit 1 for update of r skip locked`.execute(db());
  const [turn] = rows;
  if (!turn) {
    const next = await db()
      .selectFrom("bulletin_recipient")
      .where("workspace_id", "=", workspaceId())
      .where("variant_id", "=", variantId)
      .where("state", "in", ["waiting", "sending"])
      .select(({ fn }) => fn.min("due_at").as("at"))
      .executeTakeFirst();
    return { later: next?.at ?? null };
  }
  if (turn.lost) return { turn };
  if (!turn.stays) {
    await write(turn, { state: "left-out" });
    return takeTurn(delivery, claim);
  }
  const taken = { state: "sending", claim, began_at: present, tries: turn.tries + 1 } as const;
  await write(turn, taken);
  const token = await newUnsubscribeLink({ subscriber_id: turn.subscriber_id });
  return { turn: { ...turn, ...taken, token } };
}

/** Writes what came of a turn, and only while it is still this claim's (or was lost, and is looked for by this one). */
export async function settleTurn(turn: Turn, claim: string, patch: Patch): Promise<void> {
  await db()
    .updateTable("bulletin_recipient")
    .set(patch)
    .where("workspace_id", "=", workspaceId())
    .where("variant_id", "=", turn.variant_id)
    .where("subscriber_id", "=", turn.subscriber_id)
    .where("state", "=", "sending")
    .where("claim", "is not distinct from", turn.lost ? turn.claim : claim)
    .execute();
}

type Patch = Partial<
  Pick<
    Recipient,
    "state" | "claim" | "due_at" | "began_at" | "tries" | "answer" | "sent_at" | "bounced_at" | "message_id"
  >
>;

async function write({ variant_id, subscriber_id }: Place, patch: Patch): Promise<void> {
  await db()
    .updateTable("bulletin_recipient")
    .set(patch)
    .where("workspace_id", "=", workspaceId())
    .where("variant_id", "=", variant_id)
    .where("subscriber_id", "=", subscriber_id)
    .execute();
}

/** A server's report that a subscriber cannot be reached: at once the end, or the third bulletin in a row that came back. */
export async function countBounce(subscriberId: string, report: string): Promise<void> {
  const why = report.replace(/\s+/g, " ").trim().slice(0, 500);
  const last = await db()
    .selectFrom("bulletin_recipient")
    .where("workspace_id", "=", workspaceId())
    .where("subscriber_id", "=", subscriberId)
    .where("began_at", "is not", null)
    .select(["bounced_at"])
    .orderBy("began_at", "desc")
    .limit(mostSoftBounces)
    .execute();
  const dead = last.length === mostSoftBounces && last.every(({ bounced_at }) => bounced_at !== null);
  if (dead || isHardBounce(report)) await endSubscription(subscriberId, "bounced", why);
}

/** When somebody's turn last came, by variant: a bulletin that goes on is not late, however long it takes. */
export async function lastTurns(variantIds: string[]): Promise<Map<string, Date>> {
  if (variantIds.length === 0) return new Map();
  const { rows } = await sql<{ variant_id: string; at: Date }>`
    select variant_id, max(began_at) as at from bulletin_recipient
    where workspace_id = ${workspaceId()} and variant_id = any(${variantIds}::uuid[]) and began_at is not null
    group by variant_id`.execute(db());
  return new Map(rows.map(({ variant_id, at }) => [variant_id, at]));
}
