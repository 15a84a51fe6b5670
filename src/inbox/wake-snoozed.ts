import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { changeConversations } from "../listening/index.ts";

const most = 500;

/** Opens conversations of this workspace whose snooze has passed. Several workers share the work. Answers how many. */
export async function wakeSnoozed(): Promise<number> {
  const rows = await db()
    .selectFrom("conversation")
    .select("id")
    .where("workspace_id", "=", workspaceId())
    .where("status", "=", "snoozed")
    .where("snoozed_until", "<=", now())
    .orderBy("snoozed_until")
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
  await changeConversations(rows.map(({ id }) => ({ id, patch: { status: "open", snoozed_until: null } })));
  await record(
    rows.map(({ id }) => ({
      kind: "conversation.woken",
      subject: { kind: "conversation", id },
      data: { by: "time" },
    })),
  );
  return rows.length;
}
