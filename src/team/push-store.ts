/** Browsers that a person has allowed to show notifications, in the workspace of the open transaction. */
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db, workspaceId } from "../kernel/scope.ts";

export interface PushSubscription {
  id: string;
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** More than anybody has browsers; beyond it the oldest goes. */
const most = 20;

export async function addSubscription(
  userId: string,
  draft: { endpoint: string; keys: { p256dh: string; auth: string }; userAgent: string | null },
): Promise<void> {
  await db()
    .insertInto("push_subscription")
    .values({
      workspace_id: workspaceId(),
      id: newId(),
      user_id: userId,
      endpoint: draft.endpoint,
      keys: JSON.stringify(draft.keys),
      user_agent: draft.userAgent,
      created_at: now(),
    })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "user_id", "endpoint"]).doUpdateSet((excluded) => ({
        keys: excluded.ref("excluded.keys"),
        user_agent: excluded.ref("excluded.user_agent"),
      })),
    )
    .execute();
  const tooMany = (await listSubscriptions(userId)).slice(most).map(({ id }) => id);
  await removeSubscriptions(userId, { ids: tooMany });
}

/** Newest first. */
export const listSubscriptions = (userId: string): Promise<PushSubscription[]> =>
  db()
    .selectFrom("push_subscription")
    .select(["id", "endpoint", "keys"])
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .orderBy("id", "desc")
    .execute();

export async function removeSubscriptions(
  userId: string,
  which: { ids: string[] } | { endpoint: string },
): Promise<void> {
  const mine = db()
    .deleteFrom("push_subscription")
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId);
  if ("endpoint" in which) await mine.where("endpoint", "=", which.endpoint).execute();
  else if (which.ids.length > 0) await mine.where("id", "in", which.ids).execute();
}
