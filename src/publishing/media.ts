/** What may go out beside a text, and how it is cleaned: by its content, never by its name. */
import sharp, { type Sharp } from "sharp";
import type { Words } from "../kernel/errors.ts";
import { fileType } from "../kernel/file-type.ts";
import { fail, ok, type Result } from "../kernel/result.ts";

/** Largest upload, in bytes. */
export const largestMedia = 16 * 1024 * 1024;

export interface PreparedMedia {
  bytes: Uint8Array;
  type: string;
  width: number | null;
  height: number | null;
}

const asTheyAre = new Set(["image/gif", "application/pdf", "video/mp4", "video/webm", "video/quicktime"]);

/**
 * Draws pictures anew, so that the place, the camera and whatever else came along stays behind; colours are kept. What
 * networks do not show (TIFF, AVIF) becomes JPEG. Videos, GIF and PDF go as they are.
 */
export async function prepareMedia(bytes: Uint8Array): Promise<Result<PreparedMedia, Words>> {
  const { type, animated } = await fileType(bytes);
  if (asTheyAre.has(type)) {
    const { width, height } = await fileType(bytes);
    return ok({ bytes, type, width: width ?? null, height: height ?? null });
  }
  const to = formats[type];
  if (!to)
    return fail(
      type === "image/heic"
        ? {
            en: "HEIC pictures cannot be read here. Export it as JPEG.",
            es: "Aquí no se pueden leer imágenes HEIC. Expórtala como JPEG.",
          }
        : {
            en: "Only pictures, videos (MP4, WebM, MOV) and PDF can go with a reply.",
            es: "Con una respuesta solo pueden ir imágenes, vídeos (MP4, WebM, MOV) y PDF.",
          },
    );
  try {
    const picture = sharp(bytes, {
      limitInputPixels: 100_000_000,
      failOn: "error",
      animated: animated ?? false,
    })
      .autoOrient()
      .keepIccProfile();
    const drawn = await encode(picture, to).toBuffer({ resolveWithObject: true });
    const height = drawn.info.pageHeight ?? drawn.info.height;
    return ok({ bytes: drawn.data, type: to, width: drawn.info.width, height });
  } catch {
    return fail({ en: "This picture is damaged.", es: "Esta imagen está dañada." });
  }
}

type Format = "image/jpeg" | "image/png" | "image/webp";
const formats: Readonly<Record<string, Format>> = {
  "image/jpeg": "image/jpeg",
  "image/png": "image/png",
  "image/webp": "image/webp",
  "image/tiff": "image/jpeg",
  "image/avif": "image/jpeg",
};

function encode(picture: Sharp, to: Format): Sharp {
  switch (to) {
    case "image/jpeg":
      return picture.flatten({ background: "#fff" }).jpeg({ quality: 90, mozjpeg: true });
    case "image/png":
      return picture.png();
    case "image/webp":
      return picture.webp({ quality: 90 });
  }
}
