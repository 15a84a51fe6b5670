/** Who has a post open now, and where in it. A browser says so every few seconds; silence for half a minute means gone. */
import { after, now, seconds } from "../kernel/clock.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";

const aliveSeconds = 30;

export interface AtPost {
  userId: string;
  /** Where the cursor stands, `base` or a channel's id first: `base/parts/0`; null: nowhere in the words. */
  place: string | null;
}

/** Teammates at a post, each once: with several tabs, the one that was heard last. */
export async function presentAtPost(postId: string): Promise<AtPost[]> {
  const rows = await db()
    .selectFrom("post_presence")
    .where("workspace_id", "=", workspaceId())
    .where("post_id", "=", postId)
    .where("seen_at", ">", after(now(), -seconds(aliveSeconds)))
    .select(["user_id", "place"])
    .orderBy("seen_at")
    .orderBy("tab")
    .execute();
  const latest = new Map(rows.map((row) => [row.user_id, row.place]));
  return [...latest].map(([userId, place]) => ({ userId, place }));
}

/**
 * Notes where a tab is, and forgets those of this post that fell silent: whoever stays says so often enough for both.
 * Others are told only when what they would see has changed.
 */
export async function beAtPost(
  postId: string,
  userId: string,
  tab: string,
  place: string | null,
): Promise<void> {
  const before = await placeOf(postId, userId);
  const gone = await db()
    .deleteFrom("post_presence")
    .where("workspace_id", "=", workspaceId())
    .where("post_id", "=", postId)
    .where("seen_at", "<=", after(now(), -seconds(aliveSeconds)))
    .returning("tab")
    .execute();
  await db()
    .insertInto("post_presence")
    .values({ workspace_id: workspaceId(), post_id: postId, user_id: userId, tab, place, seen_at: now() })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "post_id", "user_id", "tab"]).doUpdateSet((row) => ({
        place: row.ref("excluded.place"),
        seen_at: row.ref("excluded.seen_at"),
      })),
    )
    .execute();
  if (gone.length > 0 || (await placeOf(postId, userId)) !== before) announce("post-presence", postId);
}

/** A tab has left. */
export async function leavePost(postId: string, userId: string, tab: string): Promise<void> {
  const gone = await db()
    .deleteFrom("post_presence")
    .where("workspace_id", "=", workspaceId())
    .where("post_id", "=", postId)
    .where("user_id", "=", userId)
    .where("tab", "=", tab)
    .returning("tab")
    .execute();
  if (gone.length > 0) announce("post-presence", postId);
}

const placeOf = async (postId: string, userId: string): Promise<string | null | undefined> =>
  (await presentAtPost(postId)).find((each) => each.userId === userId)?.place;
