/** What an installation does for itself: daily backups and a tidy embedded database, which has no autovacuum. */
import { backupDaily } from "./backup.ts";
import type { JobKind } from "./jobs.ts";
import type { Kernel } from "./kernel.ts";
import { log } from "./log.ts";

export function upkeepJobs(kernel: Kernel): JobKind[] {
  if (kernel.database.engine !== "pglite") return [];
  return [
    {
      name: "upkeep-vacuum",
      cron: "17 3 * * *",
      handle: async () => {
        await kernel.database.executeSql("vacuum analyze");
      },
    },
    {
      name: "upkeep-backup",
      cron: "41 3 * * *",
      handle: async () => {
        log.info(
          { path: await backupDaily(kernel.config.data, kernel.database) },
          "the daily backup is made",
        );
      },
    },
  ];
}
