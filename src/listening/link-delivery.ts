import { sql } from "kysely";
import { db, workspaceId } from "../kernel/scope.ts";

/** Ties our own messages to the deliveries that said them, whichever of the two was known first. */
export async function linkDeliveries(
  said: Array<{ channelId: string; externalId: string; deliveryId: string }>,
): Promise<void> {
  if (said.length === 0) return;
  await sql`
    update message m set delivery_id = said.delivery_id
    from unnest(${said.map((each) => each.channelId)}::uuid[], ${said.map((each) => each.externalId)}::text[],
      ${said.map((each) => each.deliveryId)}::uuid[]) as said (channel_id, external_id, delivery_id)
    where m.workspace_id = ${workspaceId()} and m.channel_id = said.channel_id and m.external_id = said.external_id
      and m.own`.execute(db());
}
