import { sql } from "kysely";
import type { Fault, Media } from "../channels/index.ts";
import { findFile } from "../kernel/file-rows.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import type { DeliveryRecord } from "./delivery-store.ts";

export interface FileOfDelivery {
  sha256: string;
  name: string;
  type: string;
  alt: string;
  focus?: { x: number; y: number };
  size?: { width: number; height: number };
}

/** The files of deliveries, in order, by the delivery's id. */
export async function filesOf(deliveryIds: string[]): Promise<Map<string, FileOfDelivery[]>> {
  const rows = await db()
    .selectFrom("delivery_media as m")
    .innerJoin("file as f", (join) =>
      join.onRef("f.workspace_id", "=", "m.workspace_id").onRef("f.id", "=", "m.file_id"),
    )
    .leftJoin("media as l", (join) =>
      join.onRef("l.workspace_id", "=", "m.workspace_id").onRef("l.file_id", "=", "m.file_id"),
    )
    .where("m.workspace_id", "=", workspaceId())
    .where(sql<boolean>`m.delivery_id = any(${deliveryIds}::uuid[])`)
    .select([
      "m.delivery_id",
      "f.sha256",
      "f.name",
      "f.type",
      "m.alt",
      "l.focal_x",
      "l.focal_y",
      "l.width",
      "l.height",
    ])
    .orderBy("m.position")
    .execute();
  const files = new Map<string, FileOfDelivery[]>();
  for (const { delivery_id, focal_x: x, focal_y: y, width, height, ...file } of rows) {
    const focus = x === null || y === null ? {} : { focus: { x, y } };
    const size = width && height ? { size: { width, height } } : {};
    files.set(delivery_id, [...(files.get(delivery_id) ?? []), { ...file, ...focus, ...size }]);
  }
  return files;
}

/** Their bytes, in order; outside of any transaction. */
export async function loadMedia(
  kernel: Pick<Kernel, "files">,
  files: FileOfDelivery[],
): Promise<Result<Media[], Fault>> {
  const media: Media[] = [];
  for (const file of files) {
    const read = await readMedia(kernel, file);
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
