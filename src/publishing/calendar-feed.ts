/**
 * The calendar as an iCalendar feed (RFC 5545) under a link that is its own key: each teammate has at most one, sees it
 * once, and can end it.
 */
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { listChannels } from "../channels/index.ts";
import { after, days, minutes, now } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { type CalendarEntry, calendar } from "./calendar.ts";
import { newToken, readToken } from "./secret-link.ts";

/** What a subscriber is shown: the past month and the year to come. */
const [back, ahead] = [days(31), days(366)];
/** A post takes no time; calendars draw what does. */
const length = minutes(15);

/** Since when the person has a link. */
export const findFeed = (userId: string): Promise<{ created_at: Date } | undefined> =>
  db()
    .selectFrom("calendar_feed")
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .select("created_at")
    .executeTakeFirst();

/** A new link for a person; the one before ends. Answers the token, which is kept nowhere. */
export async function openFeed(userId: string): Promise<string> {
  const { token, hash } = newToken();
  const row = { secret_hash: hash, created_at: now() };
  await db()
    .insertInto("calendar_feed")
    .values({ workspace_id: workspaceId(), user_id: userId, ...row })
    .onConflict((conflict) => conflict.columns(["workspace_id", "user_id"]).doUpdateSet(row))
    .execute();
  return token;
}

/** Whoever subscribed sees nothing new any more. */
export async function closeFeed(userId: string): Promise<void> {
  await db()
    .deleteFrom("calendar_feed")
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .execute();
}

/** The feed of a token as iCalendar text; undefined where the link is not, or no longer, one, or its owner has left. */
export async function readFeed(
  database: Database,
  origin: string,
  token: string,
): Promise<string | undefined> {
  const read = readToken(token);
  if (!read) return undefined;
  const { workspace, hash } = read;
  const found = await asSystem(database, () =>
    db()
      .selectFrom("calendar_feed")
      .innerJoin("teammate", (join) =>
        join
          .onRef("teammate.workspace_id", "=", "calendar_feed.workspace_id")
          .onRef("teammate.user_id", "=", "calendar_feed.user_id"),
      )
      .innerJoin("workspace", "workspace.id", "calendar_feed.workspace_id")
      .where("calendar_feed.workspace_id", "=", workspace)
      .where("secret_hash", "=", hash)
      .where("left_at", "is", null)
      .select(["workspace.name", "workspace.time_zone as zone"])
      .executeTakeFirst(),
  );
  if (!found) return undefined;
  return inWorkspace(database, workspace, { kind: "system" }, async () => {
    const entries = await calendar({ from: after(now(), -back), to: after(now(), ahead) });
    const names = new Map((await listChannels()).map((each) => [each.id, each.name || each.handle]));
    return feedText(entries, names, { ...found, origin });
  });
}

/** Pure: one event for each post and moment. */
export function feedText(
  entries: readonly CalendarEntry[],
  channels: ReadonlyMap<string, string>,
  { name, zone, origin }: { name: string; zone: string; origin: string },
): string {
  const feed = ical({
    name,
    prodId: { company: "Rapport", product: "Calendar" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 15 * 60,
    x: { "X-WR-TIMEZONE": zone },
  });
  const groups = Map.groupBy(entries, ({ postId, at }) => `${postId}-${at.getTime()}`);
  for (const [id, group] of groups) {
    const [head] = group;
    if (!head) continue;
    const where = group.map(({ channelId }) => channels.get(channelId)).filter((each) => each !== undefined);
    feed.createEvent({
      id: `${id}@rapport`,
      start: head.at,
      end: after(head.at, length),
      stamp: head.at,
      summary: head.brief || "…",
      description: where.join(", "),
      url: `${origin}/publishing/posts/${head.postId}`,
      status: group.every(({ status }) => status === "draft" || status === "cancelled")
        ? ICalEventStatus.TENTATIVE
        : ICalEventStatus.CONFIRMED,
    });
  }
  return feed.toString();
}
