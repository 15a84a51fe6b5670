import type { Fault, Media } from "../channels/index.ts";
import { findFile } from "../kernel/file-rows.ts";
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
  for (const row of rows) {
    const read = await readMedia(kernel, row);
    if (!read.ok) return read;
    media.push(read.value);
  }
  return ok(media);
}

/** The picture of a delivery's link card; undefined when it has none. Outside of any transaction. */
export async function loadCardImage(
  kernel: Pick<Kernel, "database" | "files">,
  { workspace_id, act }: DeliveryRecord,
): Promise<Result<Media | undefined, Fault>> {
  const fileId = act.card?.fileId;
  if (!fileId) return ok(undefined);
  const file = await inWorkspace(kernel.database, workspace_id, { kind: "system" }, () => findFile(fileId));
  // A card stands without its picture, too.
  if (!file) return ok(undefined);
  const { sha256, name, type } = file;
  return readMedia(kernel, { sha256, name, type, alt: "" });
}

async function readMedia(
  { files }: Pick<Kernel, "files">,
  { sha256, ...rest }: Omit<Media, "bytes"> & { sha256: string },
): Promise<Result<Media, Fault>> {
  const read = await files.read(sha256);
  return read.ok
    ? ok({ ...rest, bytes: read.value })
    : fail({
        tag: "refused",
        message: { en: `“${rest.name}” cannot be read.`, es: `«${rest.name}» no se puede leer.` },
      });
}
