import sharp from "sharp";
import { z } from "zod";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import { findFile, type NamedFile } from "../kernel/file-rows.ts";
import { forCaller } from "../kernel/http.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type Input, idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayAddMedia, mayReadMedia } from "./caller.ts";
import { largestMedia, largestPicture } from "./media.ts";
import { cleanName, takeFrom, takeIn } from "./media-intake.ts";
import { mediaShape, presentMedia } from "./present-media.ts";

/** The longest side of a preview, in pixels: sharp in a grid on a dense screen. */
const previewSide = 640;
const forEver = "private, max-age=31536000, immutable";

/** The bytes: how they come in, and how they are shown. */
export function mediaRoutes(kernel: Pick<Kernel, "files" | "database" | "outbound" | "config">): RouteSpec[] {
  const { files, database } = kernel;
  const named = async ({ params, caller }: Input<{ id: string }, unknown, unknown>): Promise<NamedFile> => {
    const file = await forCaller(database, caller, () => findFile(params.id));
    if (!file) throw notFound();
    return file;
  };
  return [
    route({
      method: "POST",
      url: "/media",
      summary:
        "Upload a picture, film or PDF as raw bytes (at most 16 MB; larger ones go to /uploads), its name in the header x-file-name. The same contents again are the same file.",
      access: mayAddMedia,
      transaction: "none",
      bodyLimit: largestMedia,
      response: mediaShape,
      async handle({ request, caller }) {
        const body = request.body;
        if (!Buffer.isBuffer(body) || body.byteLength === 0)
          throw badField("body", {
            en: "Send the file itself, with its type as content-type.",
            es: "Envía el archivo mismo, con su tipo como content-type.",
          });
        const name = cleanName(String(request.headers["x-file-name"] ?? ""));
        const taken = await takeIn(kernel, caller, new Blob([new Uint8Array(body)]), name);
        if (!taken.ok) throw badField("body", taken.fault);
        return presentMedia(taken.value);
      },
    }),
    route({
      method: "POST",
      url: "/media/from-address",
      summary: "Fetch a picture, film or PDF from its web address into the library.",
      access: mayAddMedia,
      transaction: "none",
      perMinute: 30,
      body: z.object({ url: z.url({ protocol: /^https?$/ }).max(2000) }),
      response: mediaShape,
      async handle({ body, caller }) {
        const taken = await takeFrom(kernel, caller, body.url);
        if (!taken.ok) throw badField("body.url", taken.fault);
        return presentMedia(taken.value);
      },
    }),
    route({
      method: "GET",
      url: "/media/:id",
      summary: "The bytes of a file; of a film also a part (header range).",
      access: mayReadMedia,
      transaction: "none",
      params: idParams,
      query: z.object({ workspace: z.string().optional() }),
      async handle(input) {
        const { request, reply } = input;
        const file = await named(input);
        const shown = /^(?:image|video)\//.test(file.type);
        reply.header("cache-control", forEver);
        reply.header("content-disposition", shown ? "inline" : "attachment");
        reply.type(file.type);
        if (!file.type.startsWith("video/")) {
          const read = await files.read(file.sha256);
          if (!read.ok) throw unreadable();
          return Buffer.from(read.value);
        }
        reply.header("accept-ranges", "bytes");
        const range = rangeOf(request.headers.range, Number(file.bytes));
        const streamed = await files.stream(file.sha256, range);
        if (!streamed.ok) throw unreadable();
        const { stream, bytes } = streamed.value;
        if (range) reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${bytes}`);
        reply.header("content-length", range ? range.end - range.start + 1 : bytes);
        return stream;
      },
    }),
    route({
      method: "GET",
      url: "/media/:id/preview",
      summary: "A picture small enough for a grid.",
      access: mayReadMedia,
      transaction: "none",
      params: idParams,
      query: z.object({ workspace: z.string().optional() }),
      async handle(input) {
        const file = await named(input);
        if (!file.type.startsWith("image/")) throw notFound();
        const read = Number(file.bytes) <= largestPicture ? await files.read(file.sha256) : undefined;
        if (!read?.ok) throw unreadable();
        const small = await sharp(read.value, { limitInputPixels: 100_000_000 })
          .autoOrient()
          .resize({ width: previewSide, height: previewSide, fit: "inside", withoutEnlargement: true })
          .webp({ quality: 80 })
          .toBuffer();
        input.reply
          .header("cache-control", forEver)
          .header("content-disposition", "inline")
          .type("image/webp");
        return small;
      },
    }),
  ];
}

const unreadable = (): Problem =>
  new Problem("unavailable", {
    en: "The file cannot be read at the moment.",
    es: "El archivo no se puede leer en este momento.",
  });

/** One range of bytes (RFC 9110, 14.1.2), both ends inclusive. Anything else is answered whole, as the standard allows. */
function rangeOf(header: string | undefined, bytes: number): { start: number; end: number } | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === "" || last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  return start <= end ? { start, end } : undefined;
}
