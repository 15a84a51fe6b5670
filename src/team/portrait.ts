import sharp from "sharp";
import { fail, ok, type Result } from "../kernel/result.ts";

/** Largest upload, in bytes. */
export const largestPortrait = 10 * 1024 * 1024;
const side = 512;
const formats = new Set(["jpeg", "png", "webp", "gif", "heif"]);

/**
 * Makes a square WebP of 512 × 512 pixels from any picture. What it is, its bytes say, not its name; the result is drawn
 * anew, so nothing that came along (place, camera, hidden data) stays.
 */
export async function makePortrait(bytes: Uint8Array): Promise<Result<Uint8Array, "no-picture">> {
  try {
    const picture = sharp(bytes, { limitInputPixels: 60_000_000, failOn: "error" });
    const { format } = await picture.metadata();
    if (!format || !formats.has(format)) return fail("no-picture");
    const made = await picture
      .autoOrient()
      .resize(side, side, { fit: "cover", position: "attention" })
      .webp({ quality: 85 })
      .toBuffer();
    return ok(made);
  } catch {
    // The decoder says no in many words; to the person it is one thing.
    return fail("no-picture");
  }
}
