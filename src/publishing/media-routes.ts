import { z } from "zod";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import { findFile, keepFile } from "../kernel/file-rows.ts";
import { forCaller } from "../kernel/http.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { largestMedia, prepareMedia } from "./media.ts";

const mediaAnswer = z.object({
  fileId: z.uuid(),
  name: z.string(),
  type: z.string(),
  bytes: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
});

export function mediaRoutes({ files, database }: Pick<Kernel, "files" | "database">): RouteSpec[] {
  return [
    route({
      method: "POST",
      url: "/media",
      summary:
        "Upload a picture, video or PDF as raw bytes (at most 16 MB), its name in the header x-file-name.",
      access: { role: "member", scope: "replies:write" },
      transaction: "none",
      bodyLimit: largestMedia,
      response: mediaAnswer,
      async handle({ request, caller }) {
        const body = request.body;
        if (!Buffer.isBuffer(body) || body.byteLength === 0)
          throw badField("body", {
            en: "Send the file itself, with its type as content-type.",
            es: "Envía el archivo mismo, con su tipo como content-type.",
          });
        const prepared = await prepareMedia(body);
        if (!prepared.ok) throw badField("body", prepared.fault);
        const { bytes, type, width, height } = prepared.value;
        const stored = await files.put(bytes);
        const name = nameOf(request.headers["x-file-name"]);
        const fileId = await forCaller(database, caller, () => keepFile(stored, name, type));
        return { fileId, name, type, bytes: stored.bytes, width, height };
      },
    }),
    route({
      method: "GET",
      url: "/media/:id",
      summary: "The bytes of an uploaded file.",
      access: { role: "guest", scope: "inbox:read" },
      transaction: "none",
      params: idParams,
      query: z.object({ workspace: z.string().optional() }),
      async handle({ params, caller, reply }) {
        const file = await forCaller(database, caller, () => findFile(params.id));
        if (!file) throw notFound();
        const read = await files.read(file.sha256);
        if (!read.ok)
          throw new Problem("unavailable", {
            en: "The file cannot be read at the moment.",
            es: "El archivo no se puede leer en este momento.",
          });
        reply.header("cache-control", "private, max-age=31536000, immutable");
        reply.header("content-disposition", file.type.startsWith("image/") ? "inline" : "attachment");
        reply.type(file.type);
        return Buffer.from(read.value);
      },
    }),
  ];
}

/** As the browser sends it: percent-encoded UTF-8. Only the last part of a path, in one line. */
function nameOf(header: string | string[] | undefined): string {
  const raw = Array.isArray(header) ? header[0] : header;
  let name = raw ?? "";
  try {
    name = decodeURIComponent(name);
  } catch {
    // Sent as it is.
  }
  const last = name
    .toWellFormed()
    .replace(/\p{Cc}/gu, "")
    .split(/[\\/]/)
    .at(-1)
    ?.trim();
  return last?.slice(0, 200) || "file";
}
