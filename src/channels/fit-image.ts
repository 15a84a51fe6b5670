/**
 * Fits a picture to what a network takes: upright, without the place where it was taken, of a kind that it shows, no
 * larger, no heavier, of a ratio that it allows (cut around what has to stay in view). One function for every network.
 */
import sharp, { type Metadata, type Sharp } from "sharp";
import { fail, ok } from "../kernel/result.ts";
import type { Media, Outcome, Words } from "./connector.ts";

export interface ImageLimits {
  /** The network's name, for the words of a refusal. */
  label: string;
  /** Kinds that it shows. */
  types: readonly string[];
  bytes: number;
  /** Most pixels of the longest side. */
  side?: number | undefined;
  /** Most pixels in all, width times height. */
  pixels?: number | undefined;
  /** Width over height, where it demands one. */
  ratio?: { least: number; most: number } | undefined;
  /** It plays pictures that move; left out: the first one is shown. */
  moves?: boolean;
}

export interface FittedImage {
  bytes: Uint8Array;
  type: string;
  /** In pixels. */
  width: number;
  height: number;
}

const most = { limitInputPixels: 100_000_000 };
const QUALITIES = [90, 80, 70, 55, 40];
const SHRINKS = [1, 0.6, 0.35];
type Format = "jpeg" | "png" | "webp" | "gif";

/** The picture as it goes out; the same picture gives the same bytes. A fault `refused` when it is none, or cannot be made to fit. */
export async function fitImage(media: Media, limits: ImageLimits): Outcome<FittedImage> {
  const { label } = limits;
  const refused = (why: Words) =>
    fail({
      tag: "refused" as const,
      message: { en: `${media.name}: ${why.en}`, es: `${media.name}: ${why.es}` },
      code: "InvalidImage",
    });
  if (!media.type.startsWith("image/"))
    return refused({
      en: `${label} takes pictures, and this is ${media.type}.`,
      es: `${label} admite imágenes, y esto es ${media.type}.`,
    });
  try {
    const told = await sharp(media.bytes, most).metadata();
    const moves = (told.pages ?? 1) > 1;
    const whole = standing(told);
    const cut = limits.ratio && cutTo(whole, limits.ratio, media.focus);
    const { width, height } = cut ?? whole;
    const scale = Math.min(
      1,
      (limits.side ?? Number.POSITIVE_INFINITY) / Math.max(width, height),
      Math.sqrt((limits.pixels ?? Number.POSITIVE_INFINITY) / (width * height)),
    );
    const clean = !told.exif && !told.xmp && !told.iptc && (told.orientation ?? 1) === 1;
    const light = media.bytes.length <= limits.bytes;
    if (
      light &&
      clean &&
      !cut &&
      scale === 1 &&
      limits.types.includes(media.type) &&
      (!moves || limits.moves)
    )
      return ok({ bytes: media.bytes, type: media.type, width, height });
    const animated = moves && limits.moves === true && limits.types.includes("image/gif");
    const format = formatFor(animated, told, limits.types);
    if (!format)
      return refused({
        en: `${label} takes no pictures that we can make.`,
        es: `${label} no admite ninguna imagen que podamos hacer.`,
      });
    for (const shrink of SHRINKS)
      for (const quality of format === "png" || format === "gif" ? [100] : QUALITIES) {
        let image = sharp(media.bytes, { ...most, animated })
          .autoOrient()
          .keepIccProfile();
        if (cut) image = image.extract(cut);
        const size = { width: fit(width, scale * shrink), height: fit(height, scale * shrink) };
        image = image.resize({ ...size, fit: "fill" });
        const { data, info } = await encode(image, format, quality).toBuffer({ resolveWithObject: true });
        if (data.length <= limits.bytes)
          return ok({
            bytes: data,
            type: `image/${format}`,
            width: info.width,
            height: info.pageHeight ?? info.height,
          });
      }
    return refused({
      en: `It cannot be made light enough for ${label}.`,
      es: `No se puede aligerar lo bastante para ${label}.`,
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : error;
    return refused({
      en: `It is not a picture that can be read (${said}).`,
      es: `No es una imagen que se pueda leer (${said}).`,
    });
  }
}

interface Size {
  width: number;
  height: number;
}

/** As displayed, with the turn that the camera wrote down applied; of one picture, where several lie under each other. */
function standing({ width, height, pageHeight, orientation }: Metadata): Size {
  const high = pageHeight ?? height;
  return (orientation ?? 1) >= 5 ? { width: high, height: width } : { width, height: high };
}

/** The largest part of a picture with an allowed ratio, its middle as near to the focal point as the edges let it. */
export function cutTo(
  { width, height }: Size,
  { least, most: widest }: { least: number; most: number },
  focus: { x: number; y: number } = { x: 0.5, y: 0.5 },
): (Size & { left: number; top: number }) | undefined {
  const ratio = width / height;
  if (ratio >= least && ratio <= widest) return undefined;
  const size =
    ratio > widest
      ? { width: Math.max(1, Math.floor(height * widest)), height }
      : { width, height: Math.max(1, Math.floor(width / least)) };
  const place = (all: number, kept: number, at: number) =>
    Math.round(Math.min(all - kept, Math.max(0, at * all - kept / 2)));
  return { ...size, left: place(width, size.width, focus.x), top: place(height, size.height, focus.y) };
}

const fit = (side: number, scale: number): number => Math.max(1, Math.floor(side * scale));

/** What keeps the picture best among what the network shows. */
function formatFor(animated: boolean, { hasAlpha }: Metadata, types: readonly string[]): Format | undefined {
  if (animated) return "gif";
  const wanted: Format[] = hasAlpha ? ["webp", "png", "jpeg"] : ["jpeg", "webp", "png"];
  return wanted.find((format) => types.includes(`image/${format}`));
}

function encode(image: Sharp, format: Format, quality: number): Sharp {
  if (format === "jpeg") return image.flatten({ background: "#fff" }).jpeg({ quality });
  return image.toFormat(format, format === "webp" ? { quality } : {});
}
