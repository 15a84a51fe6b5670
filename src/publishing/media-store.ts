import { sql } from "kysely";
import type { Fault, Media } from "../channels/index.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";

export interface FileOfDelivery {
  sha256: string;
  name: string;
  type: string;
  alt: string;
}

/** The files of deliveries, in order, by the delivery's id. */
export async function filesOf(deliveryIds: string[]): Promise<Map<string, FileOfDelivery[]>> {
  const rows = await db()
    .selectFrom("delivery_media as m")
    .innerJoin("file as f", (join) =>
      join.onRef("f.workspace_id", "=", "m.workspace_id").onRef("f.id", "=", "m.file_id"),
    )
    .where("m.workspace_id", "=", workspaceId())
    .where(sql<boolean>`m.delivery_id = any(${deliveryIds}::uuid[])`)
    .select(["m.delivery_id", "f.sha256", "f.name", "f.type", "m.alt"])
    .orderBy("m.position")
    .execute();
  const files = new Map<string, FileOfDelivery[]>();
  for (const { delivery_id, ...file } of rows)
    files.set(delivery_id, [...(files.get(delivery_id) ?? []), file]);
  return files;
}

/** Their bytes, in order; outside of any transaction. */
export async function loadMedia(
  kernel: Pick<Kernel, "files">,
  files: FileOfDelivery[],
): Promise<Result<Media[], Fault>> {
  const media: Media[] = [];
  for (const { sha256, ...rest } of files) {
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
