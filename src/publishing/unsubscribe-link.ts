import { now } from "../kernel/clock.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { newToken } from "./secret-link.ts";

/** The way out in a mail that is about to go: a subscriber's, or in a test that nobody leaves by. Answers its token. */
export async function newUnsubscribeLink(
  of: { subscriber_id: string } | { delivery_id: string },
): Promise<string> {
  const { token, hash } = newToken();
  await db()
    .insertInto("unsubscribe_link")
    .values({
      workspace_id: workspaceId(),
      secret_hash: hash,
      subscriber_id: null,
      delivery_id: null,
      ...of,
      made_at: now(),
    })
    .execute();
  return token;
}
