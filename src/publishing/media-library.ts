/** The SQL of the media library: every file once in a workspace, with what it shows and where it is used. */
import { type Selectable, sql } from "kysely";
import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { forgetFile, keepFile } from "../kernel/file-rows.ts";
import type { StoredFile } from "../kernel/files.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import type { MediaKind, PreparedMedia } from "./media.ts";

export type MediaRecord = Selectable<Tables["media"]> & { type: string; bytes: number };

const media = () =>
  db()
    .selectFrom("media as m")
    .innerJoin("file as f", (join) =>
      join.onRef("f.workspace_id", "=", "m.workspace_id").onRef("f.id", "=", "m.file_id"),
    )
    .where("m.workspace_id", "=", workspaceId())
    .selectAll("m")
    .select(["f.type", "f.bytes"]);

/** What the workspace keeps already with these contents, as they were given or as they are kept. */
export const findSame = (sha256: string): Promise<MediaRecord | undefined> =>
  media()
    .where((or) => or.or([or("m.source_sha256", "=", sha256), or("m.sha256", "=", sha256)]))
    .executeTakeFirst();

export const findMedia = (fileId: string): Promise<MediaRecord | undefined> =>
  media().where("m.file_id", "=", fileId).executeTakeFirst();

/** Those of the files that are in the library, in no order. */
export const mediaOfFiles = (fileIds: readonly string[]): Promise<MediaRecord[]> =>
  fileIds.length === 0
    ? Promise.resolve([])
    : media()
        .where(sql<boolean>`m.file_id = any(${[...fileIds]}::uuid[])`)
        .execute();

export interface MediaQuestion {
  /** Words of the name or the description. */
  q?: string | undefined;
  kind?: MediaKind | undefined;
  /** The last file of the page before. */
  before?: string | undefined;
  limit: number;
}

/** The newest first: ids are made in the order of time. */
export const listMedia = ({ q, kind, before, limit }: MediaQuestion): Promise<MediaRecord[]> => {
  const words = (q ?? "").trim().split(/\s+/).filter(Boolean).slice(0, 8);
  let query = media().orderBy("m.file_id", "desc").limit(limit);
  if (kind) query = query.where("m.kind", "=", kind);
  if (before) query = query.where("m.file_id", "<", before);
  for (const word of words) {
    const like = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
    query = query.where((or) => or.or([or("m.name", "ilike", like), or("m.alt", "ilike", like)]));
  }
  return query.execute();
};

/** Keeps a file; one that came in meanwhile with the same contents is answered instead. */
export async function keepMedia(
  source: string,
  stored: StoredFile,
  { kind, type, width, height, animated, ...film }: Omit<PreparedMedia, "content">,
  name: string,
  by: string,
): Promise<MediaRecord> {
  const fileId = await keepFile(stored, name, type);
  const { numInsertedOrUpdatedRows } = await db()
    .insertInto("media")
    .values({
      workspace_id: workspaceId(),
      file_id: fileId,
      source_sha256: source,
      sha256: stored.sha256,
      kind,
      name,
      alt: "",
      focal_x: null,
      focal_y: null,
      width,
      height,
      animated,
      seconds: film.seconds,
      video_codec: film.videoCodec,
      audio_codec: film.audioCodec,
      frame_rate: film.frameRate,
      made_by: by,
      made_at: now(),
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "source_sha256"]).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) await forgetFile(fileId);
  else await tellMedia(fileId, "media.added", { name });
  const kept = await findSame(source);
  if (!kept) throw new Error("a file that was just kept is not there");
  return kept;
}

export async function updateMedia(
  fileId: string,
  patch: {
    name?: string | undefined;
    alt?: string | undefined;
    focus?: { x: number; y: number } | null | undefined;
  },
): Promise<void> {
  const { name, alt, focus } = patch;
  const set = {
    ...(name === undefined ? {} : { name }),
    ...(alt === undefined ? {} : { alt }),
    ...(focus === undefined ? {} : { focal_x: focus?.x ?? null, focal_y: focus?.y ?? null }),
  };
  if (Object.keys(set).length === 0) return;
  await db()
    .updateTable("media")
    .set(set)
    .where("workspace_id", "=", workspaceId())
    .where("file_id", "=", fileId)
    .execute();
  announce("media", fileId);
}

/** What a file was called where it went out is how it is called next time, unless somebody has described it here. */
export async function learnAlt(described: ReadonlyArray<{ fileId: string; alt: string }>): Promise<void> {
  for (const { fileId, alt } of described)
    if (alt.trim() !== "")
      await db()
        .updateTable("media")
        .set({ alt: alt.trim() })
        .where("workspace_id", "=", workspaceId())
        .where("file_id", "=", fileId)
        .where("alt", "=", "")
        .execute();
}

/** Takes it out of the library. The caller knows that nothing uses it; what went out with it keeps its bytes. */
export async function removeMedia(fileId: string, name: string): Promise<void> {
  await db()
    .deleteFrom("media")
    .where("workspace_id", "=", workspaceId())
    .where("file_id", "=", fileId)
    .execute();
  const cancelled = await db()
    .selectFrom("delivery_media")
    .where("workspace_id", "=", workspaceId())
    .where("file_id", "=", fileId)
    .select("file_id")
    .executeTakeFirst();
  if (!cancelled) await forgetFile(fileId);
  await tellMedia(fileId, "media.removed", { name });
}

async function tellMedia(fileId: string, kind: string, data: { name: string }): Promise<void> {
  await record([{ kind, subject: { kind: "media", id: fileId }, data }]);
  announce("media", fileId);
}
