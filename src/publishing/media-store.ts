import type { Fault, Media } from "../channels/index.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import type { DeliveryRecord } from "./delivery-store.ts";

/** The files of a delivery with their bytes, in order; outside of any transaction. */
export async function loadMedia(
  kernel: Pick<Kernel, "database" | "files">,
  delivery: DeliveryRecord,
): Promise<Result<Media[], Fault>> {
  const rows = await inWorkspace(kernel.database, delivery.workspace_id, { kind: "system" }, () =>
    db()
      .selectFrom("delivery_media as m")
      .innerJoin("file as f", (join) =>
        join.onRef("f.workspace_id", "=", "m.workspace_id").onRef("f.id", "=", "m.file_id"),
      )
      .where("m.workspace_id", "=", workspaceId())
      .where("m.delivery_id", "=", delivery.id)
      .select(["f.sha256", "f.name", "f.type", "m.alt"])
      .orderBy("m.position")
      .execute(),
  );
  const media: Media[] = [];
  for (const { sha256, ...rest } of rows) {
    const read = await kernel.files.read(sha256);
    if (!read.ok)
      return fail({
        tag: "refused",
        message: { en: `“${rest.name}” cannot be read.`, es: `«${rest.name}» no se puede leer.` },
      });
    media.push({ ...rest, bytes: read.value });
  }
  return ok(media);
}
