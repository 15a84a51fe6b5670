import { sql } from "kysely";
import type { Recorded } from "../kernel/events.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { linkDeliveries } from "../listening/index.ts";
import { type DeliveryRecord, findDelivery } from "./delivery-store.ts";

/** Our own messages that arrive from the network are tied to the deliveries that said them. */
export async function linkHeard(events: Recorded[]): Promise<void> {
  const spoken = events.filter((event) => event.data.ownAt !== null).map((event) => event.subject.id);
  if (spoken.length === 0) return;
  const { rows } = await sql<{ channel_id: string; external_id: string; id: string }>`
    select d.channel_id, d.external_id, d.id from message m
    join delivery d on d.workspace_id = m.workspace_id and d.channel_id = m.channel_id and d.external_id = m.external_id
    where m.workspace_id = ${workspaceId()} and m.conversation_id = any(${spoken}::uuid[]) and m.own
      and m.delivery_id is null and d.status = 'sent'`.execute(db());
  await linkDeliveries(
    rows.map((row) => ({ channelId: row.channel_id, externalId: row.external_id, deliveryId: row.id })),
  );
}

/** The delivery of ours that said the oldest message of a conversation. */
export async function deliveryUnder(conversationId: string): Promise<DeliveryRecord | undefined> {
  const first = await db()
    .selectFrom("message")
    .where("workspace_id", "=", workspaceId())
    .where("conversation_id", "=", conversationId)
    .select(["delivery_id"])
    .orderBy("at")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return first?.delivery_id ? findDelivery(first.delivery_id) : undefined;
}

/** The post whose bulletin a conversation answers: its mails are no messages, but a name of the thread is one of theirs. */
export async function bulletinUnder(conversationId: string): Promise<string | undefined> {
  const { rows } = await sql<{ post_id: string }>`
    select v.post_id from thread_key k
    join bulletin_recipient r on r.workspace_id = k.workspace_id and r.message_id = k.external_id
    join variant v on v.workspace_id = r.workspace_id and v.id = r.variant_id and v.channel_id = k.channel_id
    where k.workspace_id = ${workspaceId()} and k.conversation_id = ${conversationId} order by v.post_id limit 1`.execute(
    db(),
  );
  return rows[0]?.post_id;
}
