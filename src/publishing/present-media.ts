/** A file of the library as it is answered. */
import { z } from "zod";
import type { MediaRecord } from "./media-library.ts";
import type { MediaUse } from "./media-uses.ts";

export const focusShape = z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) });

export const mediaShape = z.object({
  fileId: z.uuid(),
  name: z.string(),
  kind: z.enum(["image", "video", "file"]),
  type: z.string(),
  bytes: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  animated: z.boolean(),
  /** Of a film. */
  seconds: z.number().nullable(),
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
  frameRate: z.number().nullable(),
  alt: z.string(),
  /** What has to stay in view, from the left and from the top; null: the middle. */
  focus: focusShape.nullable(),
  madeBy: z.uuid(),
  madeAt: z.string(),
});
export type MediaAnswer = z.output<typeof mediaShape>;

export const useShape = z.union([
  z.object({
    kind: z.literal("post"),
    postId: z.uuid(),
    brief: z.string(),
    state: z.enum(["draft", "planned"]),
  }),
  z.object({ kind: z.literal("reply"), conversationId: z.uuid(), brief: z.string(), at: z.string() }),
  z.object({ kind: z.literal("template"), templateId: z.uuid(), name: z.string() }),
  z.object({ kind: z.literal("reply-draft"), conversationId: z.uuid() }),
]) satisfies z.ZodType<MediaUse>;

export const presentMedia = (row: MediaRecord): MediaAnswer => ({
  fileId: row.file_id,
  name: row.name,
  kind: row.kind,
  type: row.type,
  bytes: Number(row.bytes),
  width: row.width,
  height: row.height,
  animated: row.animated,
  seconds: row.seconds,
  videoCodec: row.video_codec,
  audioCodec: row.audio_codec,
  frameRate: row.frame_rate,
  alt: row.alt,
  focus: row.focal_x === null || row.focal_y === null ? null : { x: row.focal_x, y: row.focal_y },
  madeBy: row.made_by,
  madeAt: row.made_at.toISOString(),
});
