import { sql } from "kysely";
import { after, hours } from "../kernel/clock.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { attemptsOf, type DeliveryRecord } from "./delivery-store.ts";

/** What a search has to know of a delivery's past. */
export interface Trail {
  network: string;
  /** When the first try began. */
  since: Date;
  /** When the last try ended, or was given up. */
  lastEnded: Date;
  /** What other deliveries of the channel are on the network already. */
  taken: string[];
}

export async function trailOf(delivery: DeliveryRecord): Promise<Trail> {
  const sends = (await attemptsOf([delivery.id])).filter((attempt) => attempt.what === "send");
  const since = sends[0]?.began_at ?? delivery.created_at;
  const lastEnded = sends.at(-1)?.ended_at ?? sends.at(-1)?.began_at ?? since;
  const channel = await db()
    .selectFrom("channel")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", delivery.channel_id)
    .select("network")
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ external_id: string }>`
    select external_id from delivery where workspace_id = ${workspaceId()} and channel_id = ${delivery.channel_id}
      and id <> ${delivery.id} and external_id is not null and sent_at > ${after(since, -hours(4))}`.execute(
    db(),
  );
  return { network: channel.network, since, lastEnded, taken: rows.map((row) => row.external_id) };
}
