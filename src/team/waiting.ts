/** What waits to be sent to one person, for the jobs of e-mail and push. */
import type { Language } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { acrossWorkspaces } from "./elevate.ts";
import type { NotificationData, NotificationKind } from "./notification.ts";
import { quietUntil } from "./notify.ts";
import { findUser } from "./user-store.ts";
import { readWorkspace } from "./workspace-store.ts";

export interface Waiting {
  userId: string;
  email: string;
  language: Language;
  workspace: string;
  /** Oldest first. */
  items: Array<{ id: string; kind: NotificationKind; data: NotificationData }>;
}

type Way = "email" | "push";
const column = { email: "emailed_at", push: "pushed_at" } as const;
const system = { kind: "system" } as const;

/**
 * Takes what waits for a person, so that no other worker sends it, too: it is marked as sent before it goes. What has
 * been read meanwhile is left out. `later` orders the job again when the person's quiet time has begun since.
 */
export const takeWaiting = (
  database: Database,
  { workspaceId: id, userId }: { workspaceId: string; userId: string },
  way: Way,
  later: (userId: string, at: Date) => void,
): Promise<Waiting | undefined> =>
  inWorkspace(database, id, system, async () => {
    const person = await db()
      .selectFrom("teammate")
      .select(["email", "hours", "time_zone"])
      .where("workspace_id", "=", workspaceId())
      .where("user_id", "=", userId)
      .where("left_at", "is", null)
      .executeTakeFirst();
    if (!person) return undefined;
    const opening = quietUntil(person.hours, person.time_zone, now());
    if (opening) {
      const waits = await pending(userId, way).select("id").limit(1).executeTakeFirst();
      if (waits) later(userId, opening);
      return undefined;
    }
    const rows = await pending(userId, way)
      .select(["id", "kind", "data"])
      .orderBy("id")
      .limit(100)
      .forUpdate()
      .skipLocked()
      .execute();
    if (rows.length === 0) return undefined;
    await mark(
      rows.map((row) => row.id),
      way,
      now(),
    );
    const user = await acrossWorkspaces(() => findUser({ id: userId }));
    const { name } = await readWorkspace();
    return {
      userId,
      email: person.email,
      language: user?.language ?? "en",
      workspace: name,
      items: rows,
    };
  });

/** Puts back what certainly did not go out. */
export const putBack = (database: Database, workspace: string, waiting: Waiting, way: Way): Promise<void> =>
  inWorkspace(database, workspace, system, () =>
    mark(
      waiting.items.map(({ id }) => id),
      way,
      null,
    ),
  );

const pending = (userId: string, way: Way) =>
  db()
    .selectFrom("notification")
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .where(way, "=", true)
    .where(column[way], "is", null)
    .where("read_at", "is", null);

async function mark(ids: string[], way: Way, at: Date | null): Promise<void> {
  await db()
    .updateTable("notification")
    .set(way === "email" ? { emailed_at: at } : { pushed_at: at })
    .where("workspace_id", "=", workspaceId())
    .where("id", "in", ids)
    .execute();
}
