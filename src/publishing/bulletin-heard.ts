import { sql } from "kysely";
import { now } from "../kernel/clock.ts";
import type { Recorded } from "../kernel/events.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { countBounce } from "./bulletin-store.ts";

/** Reports of failure that came into the mailbox: the mail of a bulletin that one is about tells whom it did not reach. */
export async function noteBounces(events: Recorded[]): Promise<void> {
  const heard = events.map((event) => event.subject.id);
  const { rows } = await sql<{ variant_id: string; subscriber_id: string; report: string }>`
    select r.variant_id, r.subscriber_id, m.text || coalesce(m.folded, '') as report from message m
    join bulletin_recipient r on r.workspace_id = m.workspace_id and r.message_id = m.parent_external_id
    join variant v on v.workspace_id = r.workspace_id and v.id = r.variant_id and v.channel_id = m.channel_id
    where m.workspace_id = ${workspaceId()} and m.conversation_id = any(${heard}::uuid[])
      and m.automatic = 'bounce' and r.state = 'sent'`.execute(db());
  for (const { variant_id, subscriber_id, report } of rows) {
    await db()
      .updateTable("bulletin_recipient")
      .set({ state: "bounced", bounced_at: now(), answer: report.slice(0, 2000) })
      .where("workspace_id", "=", workspaceId())
      .where("variant_id", "=", variant_id)
      .where("subscriber_id", "=", subscriber_id)
      .execute();
    await countBounce(subscriber_id, report);
  }
}

/** Answers that came into the mailbox: whoever looks at the post's story sees them at once. */
export async function noteAnswers(events: Recorded[]): Promise<void> {
  const heard = events.map((event) => event.subject.id);
  const { rows } = await sql<{ post_id: string }>`
    select distinct v.post_id from thread_key k
    join bulletin_recipient r on r.workspace_id = k.workspace_id and r.message_id = k.external_id
    join variant v on v.workspace_id = r.workspace_id and v.id = r.variant_id and v.channel_id = k.channel_id
    where k.workspace_id = ${workspaceId()} and k.conversation_id = any(${heard}::uuid[])`.execute(db());
  for (const { post_id } of rows) announce("posts", post_id);
}
