import { sql } from "kysely";
import type { ReactionReading } from "../channels/index.ts";
import { db, workspaceId } from "../kernel/scope.ts";

/** Which of these reactions stand already. */
export async function knownReactions(channelId: string, externalIds: string[]): Promise<Set<string>> {
  if (externalIds.length === 0) return new Set();
  const rows = await db()
    .selectFrom("reaction")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .select("external_id")
    .execute();
  return new Set(rows.map((row) => row.external_id));
}

export async function insertReactions(
  channelId: string,
  reactions: Array<{ id: string; reading: ReactionReading; identityId: string }>,
): Promise<void> {
  if (reactions.length === 0) return;
  await db()
    .insertInto("reaction")
    .values(
      reactions.map(({ id, reading, identityId }) => ({
        workspace_id: workspaceId(),
        id,
        channel_id: channelId,
        external_id: reading.externalId,
        form: reading.form,
        target_external_id: reading.targetId ?? null,
        identity_id: identityId,
        at: reading.at,
        gone_at: null,
      })),
    )
    .execute();
}
