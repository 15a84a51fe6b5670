import { now } from "../kernel/clock.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { Trace } from "./trace.ts";

/** Keeps what a change was before and after. `id` is made before the change's events, so that later ones sort behind it. */
export async function keepTrace(
  id: string,
  verb: string,
  byId: string,
  before: Trace,
  after: Trace,
): Promise<void> {
  await db()
    .insertInto("inbox_change")
    .values({
      workspace_id: workspaceId(),
      id,
      by_id: byId,
      verb,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      at: now(),
      undone_at: null,
    })
    .execute();
}
