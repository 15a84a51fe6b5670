/**
 * The queue in the rows themselves. A claim is one short transaction per workspace; a dead worker's rows become
 * `unknown` as soon as their lease runs out.
 */
import { sql } from "kysely";
import { listChannels } from "../channels/index.ts";
import { after, now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { deliveryLease, overdueAfter } from "./delivery.ts";
import { deliveryKey } from "./delivery-key.ts";
import { attemptsOf, change, type DeliveryRecord, endAttempt, tellAuthor } from "./delivery-store.ts";
import { notPaused } from "./pause.ts";

export interface Claimed {
  delivery: DeliveryRecord;
  attemptId: string;
}

/** When each workspace has to be looked at next. In the system's scope. */
export async function nextLooks(): Promise<Array<{ workspaceId: string; at: Date }>> {
  const { rows } = await sql<{ workspace_id: string; at: Date | null }>`
    select workspace_id, min(case status when 'scheduled' then due_at when 'sending' then leased_until
        else case when next_find_at is not null then greatest(next_find_at, leased_until) end end) as at
    from delivery where status in ('scheduled', 'sending', 'unknown') group by workspace_id`.execute(db());
  return rows.flatMap((row) => (row.at ? { workspaceId: row.workspace_id, at: row.at } : []));
}

/** Rows whose worker shows no sign of life: whether the network was called, nobody knows. */
export async function reapDead(): Promise<number> {
  const dead = await db()
    .selectFrom("delivery")
    .where("workspace_id", "=", workspaceId())
    .where("status", "=", "sending")
    .where("leased_until", "<", now())
    .selectAll()
    .forUpdate()
    .skipLocked()
    .execute();
  for (const delivery of dead) {
    for (const attempt of await attemptsOf([delivery.id]))
      if (!attempt.ended_at) await endAttempt(attempt.id, "lost", null);
    await change(delivery, "lost", {
      patch: { next_find_at: now() },
      fault: {
        tag: "lost",
        message: {
          en: "The connection broke before the network answered. The network is searched for it.",
          es: "La conexión se cortó antes de que la red respondiera. Se está buscando en la red.",
        },
      },
    });
  }
  return dead.length;
}

/** What should have gone out long ago waits for a person: the moment for it may have passed. */
export async function holdOverdue(): Promise<void> {
  const rows = await db()
    .selectFrom("delivery")
    .innerJoin("channel", (join) =>
      join
        .onRef("channel.workspace_id", "=", "delivery.workspace_id")
        .onRef("channel.id", "=", "delivery.channel_id"),
    )
    .where("delivery.workspace_id", "=", workspaceId())
    .where("delivery.status", "=", "scheduled")
    .where("delivery.wanted_at", "<", after(now(), -overdueAfter))
    // What the network keeps being unreachable for ends as failed, by its own count.
    .where("delivery.failures", "=", 0)
    .where("channel.status", "=", "active")
    .selectAll("delivery")
    .forUpdate("delivery")
    .skipLocked()
    .execute();
  for (const delivery of rows) {
    await change(delivery, "overdue", {
      fault: {
        tag: "late",
        message: {
          en: "It waited for more than a day. Somebody should read it again before it goes out.",
          es: "Ha esperado más de un día. Alguien debería releerla antes de que salga.",
        },
      },
    });
    await tellAuthor(delivery);
  }
}

/**
 * Takes due deliveries and writes their attempts. Commit before the network is called. Within a conversation of a channel
 * a later one waits for the earlier, a part of a thread for the part before it, and a post for the posts of its channel
 * that were to go out before it and still may: nobody wants the second sentence first.
 */
export async function claimDue(worker: string, limit: number): Promise<Claimed[]> {
  const { rows } = await sql<DeliveryRecord>`
    with due as (
      select d.id from delivery d
      join channel c on c.workspace_id = d.workspace_id and c.id = d.channel_id
      where d.workspace_id = ${workspaceId()} and d.status = 'scheduled' and d.due_at <= ${now()} and c.status = 'active'
        and ${notPaused()}
        and not exists (
          select from delivery e where e.workspace_id = ${workspaceId()} and e.channel_id = d.channel_id
            and e.conversation_id = d.conversation_id and e.kind = d.kind
            and e.status in ('scheduled', 'sending', 'unknown') and (e.created_at, e.id) < (d.created_at, d.id))
        and (d.part = 0 or exists (
          select from delivery p where p.workspace_id = ${workspaceId()} and p.variant_id = d.variant_id
            and p.part = d.part - 1 and p.status = 'sent'))
        and not (d.kind = 'post' and exists (
          select from delivery b where b.workspace_id = ${workspaceId()} and b.channel_id = d.channel_id and b.kind = 'post'
            and b.variant_id <> d.variant_id and b.wanted_at < d.wanted_at
            and (b.status in ('scheduled', 'sending') or (b.status = 'unknown' and b.next_find_at is not null))
            and (b.part = 0 or exists (
              select from delivery q where q.workspace_id = ${workspaceId()} and q.variant_id = b.variant_id
                and q.part = b.part - 1 and q.status = 'sent'))))
      order by d.due_at, d.created_at limit ${limit} for update of d skip locked)
    update delivery set status = 'sending', attempts = attempts + 1, leased_by = ${worker},
      leased_until = ${after(now(), deliveryLease)}
    from due where delivery.workspace_id = ${workspaceId()} and delivery.id = due.id
    returning delivery.*`.execute(db());
  await keyPosts(rows);
  return writeAttempts(rows, "send", worker);
}

/**
 * A post's key is made when it is first taken: on networks where the key says when (Bluesky), a post that was written
 * last week would otherwise stand among last week's.
 */
async function keyPosts(claimed: DeliveryRecord[]): Promise<void> {
  const fresh = claimed.filter((each) => each.kind === "post" && each.attempts === 1);
  if (fresh.length === 0) return;
  const networks = new Map((await listChannels()).map(({ id, network }) => [id, network]));
  for (const delivery of fresh) {
    const key = deliveryKey(networks.get(delivery.channel_id) ?? "");
    if (key !== undefined) delivery.key = key;
  }
  await sql`update delivery set key = made.key
    from unnest(${fresh.map(({ id }) => id)}::uuid[], ${fresh.map(({ key }) => key)}::text[]) as made (id, key)
    where delivery.workspace_id = ${workspaceId()} and delivery.id = made.id`.execute(db());
}

/** Takes unknown ones whose search is due. They stay unknown; the lease keeps other workers off. */
export async function claimSearches(worker: string, limit: number): Promise<Claimed[]> {
  const { rows } = await sql<DeliveryRecord>`
    with due as (
      select d.id from delivery d
      join channel c on c.workspace_id = d.workspace_id and c.id = d.channel_id
      where d.workspace_id = ${workspaceId()} and d.status = 'unknown' and d.next_find_at <= ${now()}
        and (d.leased_until is null or d.leased_until < ${now()}) and c.status <> 'needs-you'
      order by d.next_find_at limit ${limit} for update of d skip locked)
    update delivery set finds = finds + 1, leased_by = ${worker}, leased_until = ${after(now(), deliveryLease)}
    from due where delivery.workspace_id = ${workspaceId()} and delivery.id = due.id
    returning delivery.*`.execute(db());
  return writeAttempts(rows, "find", worker);
}

async function writeAttempts(
  deliveries: DeliveryRecord[],
  what: "send" | "find",
  worker: string,
): Promise<Claimed[]> {
  if (deliveries.length === 0) return [];
  const claimed = deliveries.map((delivery) => ({ delivery, attemptId: newId() }));
  await db()
    .insertInto("attempt")
    .values(
      claimed.map(({ delivery, attemptId }) => ({
        workspace_id: workspaceId(),
        id: attemptId,
        delivery_id: delivery.id,
        number: delivery.attempts + delivery.finds,
        what,
        began_at: now(),
        worker,
      })),
    )
    .execute();
  return claimed;
}

/** A sign of life. False: the lease was lost, and the network must not be called any more. */
export async function keepDeliveryLease({ delivery }: Claimed, worker: string): Promise<boolean> {
  const { numUpdatedRows } = await db()
    .updateTable("delivery")
    .set({ leased_until: after(now(), deliveryLease) })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", delivery.id)
    .where("leased_by", "=", worker)
    .where("status", "=", delivery.status)
    .where("attempts", "=", delivery.attempts)
    .where("finds", "=", delivery.finds)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Too many requests: nothing of the channel goes out before then. */
export async function postponeChannel(channelId: string, until: Date): Promise<void> {
  await db()
    .updateTable("delivery")
    .set({ due_at: until })
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .where("status", "=", "scheduled")
    .where("due_at", "<", until)
    .execute();
}
