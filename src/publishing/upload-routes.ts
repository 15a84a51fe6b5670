import { z } from "zod";
import { badField, notFound, type Words } from "../kernel/errors.ts";
import { type Input, idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayAddMedia } from "./caller.ts";
import type { Uploads } from "./uploads.ts";

const pieceType = "application/offset+octet-stream";
const notTus: Words = {
  en: "Large files come by the tus protocol 1.0.0, in pieces of application/offset+octet-stream.",
  es: "Los archivos grandes llegan por el protocolo tus 1.0.0, en trozos de application/offset+octet-stream.",
};

type Asked = Input<unknown, unknown, unknown>;

/** Large files, piece by piece (tus 1.0.0). The protocol's library answers; who may ask is decided here. */
export function uploadRoutes(uploads: Uploads): RouteSpec[] {
  const hand = async ({ caller, language, request, reply }: Asked): Promise<undefined> => {
    if (request.headers["tus-resumable"] === undefined) throw badField("headers.tus-resumable", notTus);
    if (request.method === "PATCH" && request.headers["content-type"] !== pieceType)
      throw badField("headers.content-type", notTus);
    reply.hijack();
    await uploads.handle({ caller, language }, request.raw, reply.raw);
  };
  const handOwn = async (input: Input<{ id: string }, unknown, unknown>): Promise<undefined> => {
    if (!(await uploads.find(input.caller, input.params.id))) throw notFound();
    return hand(input);
  };
  return [
    route({
      method: "POST",
      url: "/uploads",
      summary:
        "Begins a large upload by the tus protocol: its size in upload-length, its name in upload-metadata.",
      access: mayAddMedia,
      transaction: "none",
      handle: hand,
    }),
    route({
      method: "GET",
      url: "/uploads/:id",
      summary: "How far an upload is; HEAD as the tus protocol asks it.",
      access: mayAddMedia,
      transaction: "none",
      params: idParams,
      response: z.object({
        id: z.uuid(),
        name: z.string(),
        offset: z.number(),
        bytes: z.number(),
        expiresAt: z.string(),
      }),
      async handle(input) {
        if (input.request.method === "HEAD") return handOwn(input) as never;
        const found = await uploads.find(input.caller, input.params.id);
        if (!found) throw notFound();
        return found;
      },
    }),
    route({
      method: "PATCH",
      url: "/uploads/:id",
      summary:
        "The next piece of an upload. The last one is answered with the file, as POST /media answers it.",
      access: mayAddMedia,
      transaction: "none",
      params: idParams,
      bodyLimit: 1024 ** 4,
      handle: handOwn,
    }),
    route({
      method: "DELETE",
      url: "/uploads/:id",
      summary: "Gives an upload up.",
      access: mayAddMedia,
      transaction: "none",
      params: idParams,
      handle: handOwn,
    }),
  ];
}
