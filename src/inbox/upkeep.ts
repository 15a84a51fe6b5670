/** What the inbox does by itself, twice a minute, in the worker. */
import { sql } from "kysely";
import { after, days, now, seconds } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import { log } from "../kernel/log.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { forgetGone } from "./presence.ts";
import { wakeSnoozed } from "./wake-snoozed.ts";
import { warnOfPromises } from "./warn-promises.ts";

const everySeconds = 30;
/** Nothing of a change can be undone after minutes; its trace is kept a little for those who look into a mishap. */
const traceDays = 7;
const warningDays = 30;

/** One round for every workspace that has something due. */
export async function keepUp(database: Database): Promise<void> {
  const at = now();
  const workspaces = await asSystem(database, async () => {
    const { rows } = await sql<{ id: string }>`
      select workspace_id as id from conversation where status = 'snoozed' and snoozed_until <= ${at}
      union select workspace_id from conversation where promised_at > ${at} and status = 'open'
      union select workspace_id from presence
      union select workspace_id from inbox_change where at < ${after(at, -days(traceDays))}`.execute(db());
    return rows.map(({ id }) => id);
  });
  for (const workspace of workspaces)
    try {
      await inWorkspace(database, workspace, { kind: "system" }, async () => {
        await wakeSnoozed();
        await warnOfPromises();
        await forgetGone();
        await forgetOld();
      });
    } catch (error) {
      // One workspace's trouble must not keep the others' conversations asleep.
      log.error({ error, workspace }, "the inbox could not do its upkeep; it tries again");
    }
}

async function forgetOld(): Promise<void> {
  await db()
    .deleteFrom("inbox_change")
    .where("workspace_id", "=", workspaceId())
    .where("at", "<", after(now(), -days(traceDays)))
    .execute();
  await db()
    .deleteFrom("promise_warning")
    .where("workspace_id", "=", workspaceId())
    .where("warned_at", "<", after(now(), -days(warningDays)))
    .execute();
}

/** Starts the rounds; answers the function that stops them and waits for the one on its way. */
export function startUpkeep(database: Database): () => Promise<void> {
  let running: Promise<void> | undefined;
  const round = (): void => {
    // A round that takes long is not overtaken by the next.
    running ??= keepUp(database)
      .catch((error) => log.error({ error }, "the inbox's upkeep failed; it tries again"))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(round, seconds(everySeconds)).unref();
  round();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
