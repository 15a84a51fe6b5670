/** After a change of keys: seals every channel's credentials again, under the current one. */
import type { Kernel } from "../kernel/kernel.ts";
import { log } from "../kernel/log.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { isSealedBefore, reseal } from "../kernel/secrets.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { sealContext } from "./session.ts";

/** Returns how many were sealed again. What no key opens is left as it is; its channel says so by itself. */
export async function resealChannels(kernel: Kernel): Promise<number> {
  const rows = await asSystem(kernel.database, () =>
    db()
      .selectFrom("channel")
      .where("credentials", "is not", null)
      .select(["workspace_id", "id", "credentials"])
      .execute(),
  );
  const before = rows.filter((row) => row.credentials && isSealedBefore(kernel.keys, row.credentials));
  let done = 0;
  for (const row of before) {
    const sealed = reseal(kernel.keys, row.credentials ?? "", sealContext(row.workspace_id, row.id));
    if (!sealed.ok) {
      log.warn(
        { channel: row.id, fault: sealed.fault.tag },
        "a channel's credentials cannot be sealed again",
      );
      continue;
    }
    // Only where they still are what was read: a renewal meanwhile has sealed newer ones already.
    const { numUpdatedRows } = await inWorkspace(kernel.database, row.workspace_id, { kind: "system" }, () =>
      db()
        .updateTable("channel")
        .set({ credentials: sealed.value })
        .where("workspace_id", "=", workspaceId())
        .where("id", "=", row.id)
        .where("credentials", "=", row.credentials)
        .executeTakeFirst(),
    );
    done += Number(numUpdatedRows);
  }
  return done;
}
