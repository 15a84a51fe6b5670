/** What may go out beside a text, and how it is cleaned: by its content, never by its name. */
import sharp, { type Sharp } from "sharp";
import type { Words } from "../kernel/errors.ts";
import { fileType } from "../kernel/file-type.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { readFilm } from "./film.ts";

/** Largest upload in one piece, in bytes; what is larger comes piece by piece. */
export const largestMedia = 16 * 1024 * 1024;
/** Largest picture or document, in bytes: they are held in memory while they are looked at. A film is not. */
export const largestPicture = 50 * 1024 * 1024;

export type MediaKind = "image" | "video" | "file";

export interface PreparedMedia {
  content: Uint8Array | Blob;
  kind: MediaKind;
  type: string;
  width: number | null;
  height: number | null;
  /** More than one picture in it. */
  animated: boolean;
  /** Of a film. */
  seconds: number | null;
  videoCodec: string | null;
  audioCodec: string | null;
  frameRate: number | null;
}

const films: ReadonlySet<string> = new Set(["video/mp4", "video/webm", "video/quicktime"]);
const still = { seconds: null, videoCodec: null, audioCodec: null, frameRate: null };

/**
 * Draws pictures anew, so that the place, the camera and whatever else came along stays behind; colours are kept. What
 * networks do not show (TIFF, AVIF) becomes JPEG. GIF and PDF go as they are. A film must be readable, and goes as it is.
 */
export async function prepareMedia(content: Blob): Promise<Result<PreparedMedia, Words>> {
  // Enough for everything that is not a picture, and a picture that large is not opened.
  const large = content.size > largestPicture;
  const bytes = new Uint8Array(await content.slice(0, large ? 4096 : undefined).arrayBuffer());
  const { type, animated = false, width = null, height = null } = await fileType(bytes);
  if (films.has(type)) return prepareFilm(content);
  if (large)
    return fail({
      en: "Pictures and documents may weigh 50 MB, and this is more.",
      es: "Las imágenes y los documentos pueden pesar 50 MB, y esto pesa más.",
    });
  if (type === "image/gif")
    return ok({ content: bytes, kind: "image", type, width, height, animated, ...still });
  if (type === "application/pdf")
    return ok({ content: bytes, kind: "file", type, width, height, animated, ...still });
  const to = formats[type];
  if (!to) return fail(type === "image/heic" ? heic : neither);
  try {
    const picture = sharp(bytes, { limitInputPixels: 100_000_000, failOn: "error", animated })
      .autoOrient()
      .keepIccProfile();
    const { data, info } = await encode(picture, to).toBuffer({ resolveWithObject: true });
    const size = { width: info.width, height: info.pageHeight ?? info.height };
    return ok({ content: data, kind: "image", type: to, ...size, animated, ...still });
  } catch {
    return fail({ en: "This picture is damaged.", es: "Esta imagen está dañada." });
  }
}

async function prepareFilm(content: Blob): Promise<Result<PreparedMedia, Words>> {
  const film = await readFilm(content);
  if (!film)
    return fail({
      en: "This film cannot be read: it is damaged or unfinished. Export it again as MP4.",
      es: "Este vídeo no se puede leer: está dañado o incompleto. Vuelve a exportarlo como MP4.",
    });
  if (!films.has(film.type)) return fail(neither);
  return ok({ content, kind: "video", animated: false, ...film });
}

const heic: Words = {
  en: "HEIC pictures cannot be read here. Export it as JPEG.",
  es: "Aquí no se pueden leer imágenes HEIC. Expórtala como JPEG.",
};
const neither: Words = {
  en: "Only pictures, films (MP4, WebM, MOV) and PDF can go with a message.",
  es: "Con un mensaje solo pueden ir imágenes, vídeos (MP4, WebM, MOV) y PDF.",
};

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
