import { db, workspaceId } from "../kernel/scope.ts";

/**
 * Ties our own message to the delivery that said it, whichever of the two was known first. Answers the conversation it
 * stands in; undefined while the message has not arrived.
 */
export async function linkDelivery(
  channelId: string,
  externalId: string,
  deliveryId: string,
): Promise<string | undefined> {
  const row = await db()
    .updateTable("message")
    .set({ delivery_id: deliveryId })
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .where("external_id", "=", externalId)
    .where("own", "=", true)
    .returning("conversation_id")
    .executeTakeFirst();
  return row?.conversation_id;
}
