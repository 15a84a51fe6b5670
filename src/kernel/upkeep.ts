/**
 * What an installation does for itself: it removes the bytes of forgotten files, and when its database is embedded, which
 * has no autovacuum, tidies that one and makes daily backups.
 */
import { backupDaily } from "./backup.ts";
import { forgetBytes } from "./file-rows.ts";
import type { JobKind } from "./jobs.ts";
import type { Kernel } from "./kernel.ts";
import { log } from "./log.ts";

export function upkeepJobs(kernel: Kernel): JobKind[] {
  const always = [forgetBytes(kernel)];
  if (kernel.database.engine !== "pglite") return always;
  return [
    ...always,
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
