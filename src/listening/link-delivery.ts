import { sql } from "kysely";
import { db, workspaceId } from "../kernel/scope.ts";

/**
 * Puts those in a line who write what we said ourselves on these channels, until their transactions end. A message that
 * arrives and its receipt may be written at the same moment: each would look for the other before it is there.
 */
export async function holdOwn(channelIds: string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('own ' || id, 0))
    from (select distinct unnest(${channelIds}::text[]) as id order by 1) ids`.execute(db());
}

/** Ties our own messages to the deliveries that said them, whichever of the two was known first. */
export async function linkDeliveries(
  said: Array<{ channelId: string; externalId: string; deliveryId: string }>,
): Promise<void> {
  if (said.length === 0) return;
  await holdOwn(said.map(({ channelId }) => channelId));
  await sql`
    update message m set delivery_id = said.delivery_id
    from unnest(${said.map((each) => each.channelId)}::uuid[], ${said.map((each) => each.externalId)}::text[],
      ${said.map((each) => each.deliveryId)}::uuid[]) as said (channel_id, external_id, delivery_id)
    where m.workspace_id = ${workspaceId()} and m.channel_id = said.channel_id and m.external_id = said.external_id
      and m.own`.execute(db());
}
