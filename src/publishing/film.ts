/** What a film is, read from its own tables without decoding a picture: length, codecs, size, pace. */
import { ALL_FORMATS, BlobSource, Input } from "mediabunny";

export interface Film {
  /** As its container says, such as `video/mp4`. */
  type: string;
  seconds: number;
  /** As displayed, with the turn that the camera wrote down applied. */
  width: number;
  height: number;
  /** Such as `avc`, `hevc`, `vp9`, `av1`; null: not one that is known. */
  videoCodec: string | null;
  /** Such as `aac`, `opus`; null: silent, or not one that is known. */
  audioCodec: string | null;
  /** Pictures per second. */
  frameRate: number;
}

/** How many pictures are looked at to know the pace: one at 30 per second is told from one at 60. */
const paced = 60;

/** undefined: it cannot be read, or there is no picture in it. Never throws for what the bytes hold. */
export async function readFilm(content: Blob): Promise<Film | undefined> {
  const input = new Input({ source: new BlobSource(content), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) return undefined;
    const sound = await input.getPrimaryAudioTrack();
    const seconds = await input.computeDuration();
    const { averagePacketRate } = await track.computePacketStats(paced);
    const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
    if (!(seconds > 0) || !(width > 0) || !(height > 0)) return undefined;
    return {
      type: (await input.getFormat()).mimeType,
      seconds: Math.round(seconds * 1000) / 1000,
      width,
      height,
      videoCodec: await track.getCodec(),
      audioCodec: (await sound?.getCodec()) ?? null,
      frameRate: Math.round(averagePacketRate * 100) / 100,
    };
  } catch {
    // The reader says no in many words; to the person it is one thing.
    return undefined;
  } finally {
    input.dispose();
  }
}
