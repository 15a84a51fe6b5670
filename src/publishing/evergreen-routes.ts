import { z } from "zod";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import type { Result } from "../kernel/result.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts, mayWritePosts, member } from "./caller.ts";
import { mostRest, usualRest } from "./evergreen.ts";
import { type MarkFault, markEvergreen, marksOf } from "./evergreen-store.ts";
import { findPost } from "./post-store.ts";

const marksShape = z.object({ channels: z.array(z.object({ channelId: z.uuid(), days: z.number() })) });

/** Posts that may be said again. */
export const evergreenRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/posts/:id/evergreen",
    summary: "On which channels a post may be said again, and how many days it rests there in between.",
    access: mayReadPosts,
    params: idParams,
    response: marksShape,
    async handle({ params }) {
      if (!(await findPost(params.id))) throw notFound();
      return { channels: await marksOf(params.id) };
    },
  }),
  route({
    method: "PUT",
    url: "/posts/:id/evergreen",
    summary:
      "Writes on which channels a post may be said again. None: nowhere; repeats that are planned stay.",
    access: mayWritePosts,
    params: idParams,
    body: z.object({
      channels: z
        .array(
          z.object({ channelId: z.uuid(), days: z.number().int().min(1).max(mostRest).default(usualRest) }),
        )
        .max(50),
    }),
    response: marksShape,
    handle: async ({ params, body, caller }) => ({
      channels: marked(await markEvergreen(params.id, body.channels, member(caller).userId)),
    }),
  }),
];

function marked<T>(result: Result<T, MarkFault>): T {
  if (result.ok) return result.value;
  const { fault } = result;
  switch (fault.tag) {
    case "missing":
      throw notFound();
    case "repeat":
      throw new Problem(
        "conflict",
        {
          en: "This post is itself a repeat. Mark the post that it repeats.",
          es: "Esta publicación ya es una repetición. Marca la publicación que repite.",
        },
        { data: { postId: fault.postId } },
      );
    case "no-channel":
      throw badField(`body.channels.${fault.place}.channelId`, {
        en: "This channel is not among those of the post.",
        es: "Este canal no está entre los de la publicación.",
      });
    case "mailed":
      throw badField(`body.channels.${fault.place}.channelId`, {
        en: "A bulletin is not said again: everybody has it.",
        es: "Un boletín no se repite: ya lo tiene todo el mundo.",
      });
    case "empty":
      throw badField(`body.channels.${fault.place}.channelId`, {
        en: "It says nothing on this channel that could be said again.",
        es: "No dice nada en este canal que se pueda repetir.",
      });
  }
}
