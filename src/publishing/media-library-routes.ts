import { z } from "zod";
import { notFound, Problem, type Words } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayAddMedia, mayReadMedia } from "./caller.ts";
import {
  findMedia,
  listMedia,
  type MediaRecord,
  mediaOfFiles,
  removeMedia,
  updateMedia,
} from "./media-library.ts";
import { type MediaUse, usesOf } from "./media-uses.ts";
import { focusShape, mediaShape, presentMedia, useShape } from "./present-media.ts";

const wholeShape = mediaShape.extend({ uses: z.array(useShape) });

/** Finding, describing and removing what the workspace keeps. */
export const mediaLibraryRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/media",
    summary: "The media library, the newest first; or the named files (ids, separated by commas).",
    access: mayReadMedia,
    query: z.object({
      q: z.string().max(200).optional(),
      kind: z.enum(["image", "video", "file"]).optional(),
      ids: z
        .string()
        .max(8000)
        .regex(
          /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:,[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})*$/,
        )
        .optional(),
      /** The last file of the page before. */
      before: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(100).default(60),
    }),
    response: z.object({
      rows: z.array(mediaShape.extend({ uses: z.number() })),
      /** Names the next page; null: there is none. */
      next: z.uuid().nullable(),
    }),
    async handle({ query: { ids, limit, ...question } }) {
      const found = ids
        ? await mediaOfFiles(ids.split(","))
        : await listMedia({ ...question, limit: limit + 1 });
      const rows = ids ? found : found.slice(0, limit);
      const uses = await usesOf(rows.map((each) => each.file_id));
      return {
        rows: rows.map((each) => ({ ...presentMedia(each), uses: uses.get(each.file_id)?.length ?? 0 })),
        next: found.length > rows.length ? (rows.at(-1)?.file_id ?? null) : null,
      };
    },
  }),
  route({
    method: "GET",
    url: "/media/:id/details",
    summary: "One file of the library, and where it is used.",
    access: mayReadMedia,
    params: idParams,
    response: wholeShape,
    handle: async ({ params }) => whole(await found(params.id)),
  }),
  route({
    method: "PATCH",
    url: "/media/:id",
    summary: "Names a file, describes it for those who do not see it, or says what has to stay in view.",
    access: mayAddMedia,
    params: idParams,
    body: z.object({
      name: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .regex(/^\P{Cc}*$/u)
        .optional(),
      alt: z.string().trim().max(5000).optional(),
      focus: focusShape.nullable().optional(),
    }),
    response: wholeShape,
    async handle({ params, body }) {
      await found(params.id);
      await updateMedia(params.id, body);
      return whole(await found(params.id));
    },
  }),
  route({
    method: "DELETE",
    url: "/media/:id",
    summary: "Removes a file that nothing uses.",
    access: mayAddMedia,
    params: idParams,
    async handle({ params }) {
      const { name } = await found(params.id);
      const uses = (await usesOf([params.id])).get(params.id) ?? [];
      if (uses.length > 0) throw new Problem("conflict", inUse(uses), { data: { uses } });
      await removeMedia(params.id, name);
    },
  }),
];

async function found(id: string): Promise<MediaRecord> {
  const media = await findMedia(id);
  if (!media) throw notFound();
  return media;
}

const whole = async (media: MediaRecord): Promise<z.output<typeof wholeShape>> => ({
  ...presentMedia(media),
  uses: (await usesOf([media.file_id])).get(media.file_id) ?? [],
});

function inUse(uses: readonly MediaUse[]): Words {
  const posts = uses.filter(({ kind }) => kind === "post").length;
  const templates = uses.filter(({ kind }) => kind === "template").length;
  const replies = uses.length - posts - templates;
  const list = (language: string, ...found: string[]) =>
    new Intl.ListFormat(language).format(found.filter(Boolean));
  const en = list(
    "en",
    count(posts, "post", "posts"),
    count(replies, "reply", "replies"),
    count(templates, "template", "templates"),
  );
  const es = list(
    "es",
    count(posts, "publicación", "publicaciones"),
    count(replies, "respuesta", "respuestas"),
    count(templates, "plantilla", "plantillas"),
  );
  return {
    en: `It is used in ${en}. Take it out there first.`,
    es: `Se usa en ${es}. Quítalo primero de ahí.`,
  };
}

const count = (n: number, one: string, many: string): string =>
  n === 0 ? "" : `${n} ${n === 1 ? one : many}`;
