/** Notifications and choices of teammates in the workspace of the open transaction. */
import { sql } from "kysely";
import { now } from "../kernel/clock.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import {
  type Choice,
  firstChoice,
  type NotificationData,
  type NotificationKind,
  notificationKinds,
} from "./notification.ts";

export interface Notification {
  id: string;
  kind: NotificationKind;
  subject: { kind: string; id: string };
  data: NotificationData;
  createdAt: string;
  readAt: string | null;
}

const mine = (userId: string) =>
  db()
    .selectFrom("notification")
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .where("in_app", "=", true);

/** A page, newest first; `cursor` is the last id of the page before. */
export async function listNotifications(
  userId: string,
  page: { cursor?: string | undefined; limit: number; unread: boolean },
): Promise<{ notifications: Notification[]; cursor: string | null; unread: number }> {
  let query = mine(userId).select([
    "id",
    "kind",
    "subject_kind",
    "subject_id",
    "data",
    "created_at",
    "read_at",
  ]);
  if (page.unread) query = query.where("read_at", "is", null);
  if (page.cursor) query = query.where("id", "<", page.cursor);
  const rows = await query
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
  const shown = rows.slice(0, page.limit);
  return {
    notifications: shown.map((row) => ({
      id: row.id,
      kind: row.kind,
      subject: { kind: row.subject_kind, id: row.subject_id },
      data: row.data,
      createdAt: row.created_at.toISOString(),
      readAt: row.read_at?.toISOString() ?? null,
    })),
    cursor: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    unread: await countUnread(userId),
  };
}

export async function countUnread(userId: string): Promise<number> {
  const { count } = await mine(userId)
    .where("read_at", "is", null)
    .select(sql<number>`count(*)::int`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Marks these as read, or all. Ids that are not this person's change nothing. */
export async function readNotifications(userId: string, ids: string[] | "all"): Promise<void> {
  if (ids.length === 0) return;
  const unread = db()
    .updateTable("notification")
    .set({ read_at: now() })
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .where("read_at", "is", null);
  await (ids === "all" ? unread : unread.where("id", "in", ids)).execute();
  announce("notifications", userId);
}

export type Choices = Record<NotificationKind, Choice>;

/** What each of these people has chosen, filled up with what holds until they choose. */
export async function readChoices(userIds: string[]): Promise<Map<string, Choices>> {
  const choices = new Map(
    userIds.map((id) => [
      id,
      Object.fromEntries(notificationKinds.map((kind) => [kind, firstChoice(kind)])) as Choices,
    ]),
  );
  if (userIds.length === 0) return choices;
  const rows = await db()
    .selectFrom("notification_choice")
    .select(["user_id", "kind", "in_app", "email", "push"])
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "in", userIds)
    .execute();
  for (const row of rows) {
    const own = choices.get(row.user_id);
    if (own) own[row.kind] = { inApp: row.in_app, email: row.email, push: row.push };
  }
  return choices;
}

export async function writeChoices(userId: string, changes: Partial<Choices>): Promise<void> {
  const rows = Object.entries(changes).map(([kind, choice]) => ({
    workspace_id: workspaceId(),
    user_id: userId,
    kind: kind as NotificationKind,
    in_app: choice.inApp,
    email: choice.email,
    push: choice.push,
  }));
  if (rows.length === 0) return;
  await db()
    .insertInto("notification_choice")
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "user_id", "kind"]).doUpdateSet((excluded) => ({
        in_app: excluded.ref("excluded.in_app"),
        email: excluded.ref("excluded.email"),
        push: excluded.ref("excluded.push"),
      })),
    )
    .execute();
}
