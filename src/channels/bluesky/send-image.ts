/** Fits a picture to the network: upright, without the place where it was taken, and light enough. */
import sharp from "sharp";
import { fail, ok } from "../../kernel/result.ts";
import type { Media, Outcome, Words } from "../connector.ts";

/** Every server takes this much. Newer ones take twice as much (lexicon `app.bsky.embed.images`), older ones do not. */
export const IMAGE_BYTES = 1_000_000;
export const IMAGE_TYPES: readonly string[] = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
  "image/avif",
];
/** Longer sides gain nothing: the network shows 2000 pixels at most. */
const LONGEST_SIDE = 2000;
const QUALITIES = [90, 80, 70, 55, 40];

export interface FittedImage {
  bytes: Uint8Array;
  type: string;
  width: number;
  height: number;
}

/** The picture as it goes out, in pixels. A fault `refused` when it is none, or cannot be made to fit. */
export async function fitImage(media: Media): Outcome<FittedImage> {
  const refused = (why: Words) =>
    fail({
      tag: "refused" as const,
      message: { en: `${media.name}: ${why.en}`, es: `${media.name}: ${why.es}` },
      code: "InvalidImage",
    });
  if (!IMAGE_TYPES.includes(media.type))
    return refused({
      en: `Bluesky takes pictures, and this is ${media.type}.`,
      es: `Bluesky admite imágenes, y esto es ${media.type}.`,
    });
  try {
    const image = sharp(media.bytes, { limitInputPixels: 100_000_000 });
    const told = await image.metadata();
    const side = Math.max(told.width, told.height);
    if (media.bytes.length <= IMAGE_BYTES && !told.exif && !told.xmp && (told.orientation ?? 1) === 1)
      return ok({ bytes: media.bytes, type: media.type, width: told.width, height: told.height });
    const format = told.hasAlpha ? "webp" : "jpeg";
    for (const shrink of [1, 0.6, 0.35])
      for (const quality of QUALITIES) {
        const longest = Math.round(Math.min(side, LONGEST_SIDE) * shrink);
        const { data, info } = await sharp(media.bytes, { limitInputPixels: 100_000_000 })
          .autoOrient()
          .resize({ width: longest, height: longest, fit: "inside", withoutEnlargement: true })
          .toFormat(format, { quality })
          .toBuffer({ resolveWithObject: true });
        if (data.length <= IMAGE_BYTES)
          return ok({ bytes: data, type: `image/${format}`, width: info.width, height: info.height });
      }
    return refused({
      en: "It cannot be made light enough for Bluesky.",
      es: "No se puede aligerar lo bastante para Bluesky.",
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : error;
    return refused({
      en: `It is not a picture that can be read (${said}).`,
      es: `No es una imagen que se pueda leer (${said}).`,
    });
  }
}
