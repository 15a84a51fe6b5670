import type { ActMedia } from "../gate/index.ts";
import { findFile } from "../kernel/file-rows.ts";
import { findMedia } from "./media-library.ts";

/** A file as the gate asks about it; undefined: it is not there. */
export async function actMedia(fileId: string, alt: string): Promise<ActMedia | undefined> {
  const file = await findFile(fileId);
  if (!file) return undefined;
  const media = await findMedia(fileId);
  const { name, type, bytes } = file;
  const known = { fileId, name: media?.name ?? name, type, bytes: Number(bytes), alt: alt.trim() };
  if (media?.kind === "video")
    return {
      ...known,
      film: {
        seconds: media.seconds ?? 0,
        width: media.width ?? 0,
        height: media.height ?? 0,
        videoCodec: media.video_codec,
        frameRate: media.frame_rate ?? 0,
      },
    };
  return media?.animated ? { ...known, animated: true } : known;
}
