/**
 * What a file is by its content, whatever its name claims. Images are opened by sharp, which also tells their size;
 * everything else is known by the first bytes, listed in <https://www.garykessler.net/library/file_sigs.html>.
 */
import sharp from "sharp";

export interface FileType {
  /** A media type. `application/octet-stream` when nothing is recognised. */
  type: string;
  /** Pixels as displayed, with the turn that the camera wrote down applied. Images only. */
  width?: number;
  height?: number;
  /** More than one picture in it. */
  animated?: boolean;
}

/** Beyond this an image is not opened: a few kilobytes can declare billions of pixels. */
const MOST_PIXELS = 100_000_000;

const IMAGES: Record<string, string> = {
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  gif: "image/gif",
  heif: "image/avif",
  tiff: "image/tiff",
};

/** First bytes as hexadecimal, `..` for any byte. */
const SIGNATURES: ReadonlyArray<[string, string]> = [
  ["25504446", "application/pdf"],
  ["504b0304", "application/zip"],
  ["504b0506", "application/zip"],
  ["1f8b08", "application/gzip"],
  ["377abcaf271c", "application/x-7z-compressed"],
  ["526172211a07", "application/vnd.rar"],
  ["d0cf11e0a1b11ae1", "application/x-cfb"],
  ["........667479706d3461", "audio/mp4"],
  ["........667479704d3441", "audio/mp4"],
  ["........6674797071742020", "video/quicktime"],
  ["........66747970", "video/mp4"],
  ["1a45dfa3", "video/webm"],
  ["52494646........41564920", "video/x-msvideo"],
  ["52494646........57415645", "audio/wav"],
  ["4f676753", "audio/ogg"],
  ["664c6143", "audio/flac"],
  ["494433", "audio/mpeg"],
  ["fffb", "audio/mpeg"],
  ["fff3", "audio/mpeg"],
];

/** Recognises a file. Never throws for what the bytes hold. SVG and HTML are text to it: nothing that a browser would run. */
export async function fileType(bytes: Uint8Array): Promise<FileType> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64));
  const hex = head.toString("hex");
  const known = SIGNATURES.find(([signature]) => new RegExp(`^${signature}`).test(hex));
  const image = known && !known[0].startsWith("........66747970") ? undefined : await imageType(bytes);
  if (image) return image;
  if (known) return { type: known[1] };
  return { type: isText(bytes) ? "text/plain" : "application/octet-stream" };
}

async function imageType(bytes: Uint8Array): Promise<FileType | undefined> {
  if (bytes.byteLength < 12) return undefined;
  try {
    const { format, width, height, orientation, pages, compression } = await sharp(bytes, {
      limitInputPixels: MOST_PIXELS,
    }).metadata();
    const type = format === "heif" && compression === "hevc" ? "image/heic" : IMAGES[format];
    if (!type || !width || !height) return undefined;
    const turned = (orientation ?? 1) >= 5;
    return {
      type,
      width: turned ? height : width,
      height: turned ? width : height,
      ...((pages ?? 1) > 1 && type !== "image/tiff" ? { animated: true } : {}),
    };
  } catch {
    return undefined;
  }
}

function isText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096);
  if (sample.includes(0)) return false;
  try {
    // The sample may end in the middle of a character: `stream` forgives that and nothing else.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return sample.length > 0;
  } catch {
    return false;
  }
}
