/** How far a bulletin is, and who answered it. */
import { sql } from "kysely";
import { db, workspaceId } from "../kernel/scope.ts";
import type { RecipientState } from "./subscriber.ts";

/** `unsubscribed`: who had it and has left since. `answered`: whose answer has come into the mailbox, machines left out. */
export type BulletinCounts = Record<RecipientState | "unsubscribed" | "answered", number>;

/** Of a post's bulletins, by channel. */
export async function bulletinCounts(postId: string): Promise<Map<string, BulletinCounts>> {
  const { rows } = await sql<{
    channel_id: string;
    state: RecipientState;
    count: number;
    left_after: number;
  }>`
    select v.channel_id, r.state, count(*)::int as count,
      (count(*) filter (where s.state = 'unsubscribed' and r.sent_at is not null and s.state_at >= r.sent_at))::int as left_after
    from variant v
    join bulletin_recipient r on r.workspace_id = v.workspace_id and r.variant_id = v.id
    join subscriber s on s.workspace_id = r.workspace_id and s.id = r.subscriber_id
    where v.workspace_id = ${workspaceId()} and v.post_id = ${postId} group by v.channel_id, r.state`.execute(
    db(),
  );
  const counts = new Map<string, BulletinCounts>();
  for (const { channel_id, state, count, left_after } of rows) {
    const held = counts.get(channel_id) ?? { ...nobody };
    held[state] += Number(count);
    held.unsubscribed += Number(left_after);
    counts.set(channel_id, held);
  }
  for (const [channelId, answered] of await answersTo(postId)) {
    const held = counts.get(channelId);
    if (held) held.answered = answered;
  }
  return counts;
}

const nobody: BulletinCounts = {
  waiting: 0,
  sending: 0,
  sent: 0,
  "left-out": 0,
  bounced: 0,
  failed: 0,
  unsubscribed: 0,
  answered: 0,
};

/** Each mail has a name of its own, and an answer names it (In-Reply-To, References): subscribers, not answers, count. */
async function answersTo(postId: string): Promise<Array<[string, number]>> {
  const { rows } = await sql<{ channel_id: string; count: number }>`
    select v.channel_id, count(distinct r.subscriber_id)::int as count
    from variant v
    join bulletin_recipient r on r.workspace_id = v.workspace_id and r.variant_id = v.id
    join thread_key k on k.workspace_id = v.workspace_id and k.channel_id = v.channel_id and k.external_id = r.message_id
    join message m on m.workspace_id = k.workspace_id and m.conversation_id = k.conversation_id
    where v.workspace_id = ${workspaceId()} and v.post_id = ${postId} and not m.own and m.automatic is null
    group by v.channel_id`.execute(db());
  return rows.map(({ channel_id, count }) => [channel_id, Number(count)]);
}
