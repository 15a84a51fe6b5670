/** Who reads or writes at a conversation now. A browser says so every few seconds; silence for half a minute means gone. */
import { sql } from "kysely";
import { after, now, seconds } from "../kernel/clock.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { mustExist } from "./note-store.ts";

export const aliveSeconds = 30;

export interface Present {
  userId: string;
  doing: "reading" | "writing";
  seenAt: string;
}

/** Teammates at a conversation, each once, writing before reading. */
export async function presentAt(conversationId: string): Promise<Present[]> {
  const { rows } = await sql<{ user_id: string; doing: Present["doing"]; seen_at: Date }>`
    select user_id, max(doing) as doing, max(seen_at) as seen_at from presence
    where workspace_id = ${workspaceId()} and conversation_id = ${conversationId}
      and seen_at > ${after(now(), -seconds(aliveSeconds))}
    group by user_id order by user_id`.execute(db());
  return rows.map((row) => ({ userId: row.user_id, doing: row.doing, seenAt: row.seen_at.toISOString() }));
}

/** Notes that a tab is there. Others are told only when what they would see has changed. */
export async function bePresent(
  conversationId: string,
  userId: string,
  tab: string,
  doing: Present["doing"],
): Promise<void> {
  const before = await seen(conversationId, userId);
  if (before === undefined) await mustExist(conversationId);
  await db()
    .insertInto("presence")
    .values({
      workspace_id: workspaceId(),
      conversation_id: conversationId,
      user_id: userId,
      tab,
      doing,
      seen_at: now(),
    })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "conversation_id", "user_id", "tab"]).doUpdateSet((row) => ({
        doing: row.ref("excluded.doing"),
        seen_at: row.ref("excluded.seen_at"),
      })),
    )
    .execute();
  if ((await seen(conversationId, userId)) !== before) announce("presence", conversationId);
}

export async function leave(conversationId: string, userId: string, tab: string): Promise<void> {
  const before = await seen(conversationId, userId);
  await db()
    .deleteFrom("presence")
    .where("workspace_id", "=", workspaceId())
    .where("conversation_id", "=", conversationId)
    .where("user_id", "=", userId)
    .where("tab", "=", tab)
    .execute();
  if ((await seen(conversationId, userId)) !== before) announce("presence", conversationId);
}

const seen = async (conversationId: string, userId: string): Promise<Present["doing"] | undefined> =>
  (await presentAt(conversationId)).find((present) => present.userId === userId)?.doing;

/** Forgets tabs of this workspace that fell silent, and tells that they are gone. */
export async function forgetGone(): Promise<void> {
  const rows = await db()
    .deleteFrom("presence")
    .where("workspace_id", "=", workspaceId())
    .where("seen_at", "<=", after(now(), -seconds(aliveSeconds)))
    .returning("conversation_id")
    .execute();
  if (rows.length > 0) announce("presence", ...rows.map((row) => row.conversation_id));
}
