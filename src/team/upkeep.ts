import { after, days, now } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import type { JobKind } from "../kernel/jobs.ts";
import { db } from "../kernel/scope.ts";
import { asSystem } from "../kernel/transaction.ts";

const keptNotifications = days(180);

/** Once a night: what has run out and serves nobody any more is taken away. */
export const teamUpkeep = (database: Database): JobKind => ({
  name: "team-upkeep",
  cron: "29 3 * * *",
  handle: () =>
    asSystem(database, async () => {
      const at = now();
      await db().deleteFrom("session").where("expires_at", "<", at).execute();
      await db().deleteFrom("verification").where("expires_at", "<", at).execute();
      await db().deleteFrom("sign_in_window").where("until", "<", at).execute();
      await db()
        .deleteFrom("notification")
        .where("read_at", "is not", null)
        .where("created_at", "<", after(at, -keptNotifications))
        .execute();
    }),
});
