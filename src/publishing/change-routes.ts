import { z } from "zod";
import type { Gate } from "../gate/index.ts";
import type { Language } from "../kernel/caller.ts";
import { notFound, Problem } from "../kernel/errors.ts";
import type { Result } from "../kernel/result.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { findConversation } from "../listening/index.ts";
import { byOf, mayReadPosts, mayWritePosts } from "./caller.ts";
import { type ChangeFault, orderEdit, orderRemovals } from "./change-on-network.ts";
import { bulletinUnder, deliveryUnder } from "./link-deliveries.ts";
import { findPost, variantsOf } from "./post-store.ts";
import { presentReasons } from "./present-delivery.ts";
import { postShape, shownPost } from "./present-post.ts";

/** What can be done with a post that is out, and where it is found again. */
export const changeRoutes = (gate: Gate): RouteSpec[] => [
  route({
    method: "POST",
    url: "/posts/:id/edits",
    summary: "Puts other words in the place of what a delivery has said, on networks that let one.",
    access: mayWritePosts,
    params: idParams,
    body: z.object({ deliveryId: z.uuid(), text: z.string().max(50_000) }),
    response: postShape,
    async handle({ params, body, caller, language }) {
      ordered(await orderEdit(gate, params.id, body.deliveryId, body.text, byOf(caller)), language);
      return shownPost(await written(params.id), caller, language);
    },
  }),
  route({
    method: "POST",
    url: "/posts/:id/removals",
    summary: "Takes back what is out: on the channels that are named, or everywhere.",
    access: mayWritePosts,
    params: idParams,
    body: z.object({ channelIds: z.array(z.uuid()).min(1).max(50).optional() }),
    response: postShape,
    async handle({ params, body, caller, language }) {
      ordered(await orderRemovals(gate, params.id, body.channelIds, byOf(caller)), language);
      return shownPost(await written(params.id), caller, language);
    },
  }),
  route({
    method: "GET",
    url: "/conversations/:id/post",
    summary: "The post of ours under which a conversation goes on; null where there is none.",
    access: mayReadPosts,
    params: idParams,
    response: z.object({
      post: z.object({ id: z.uuid(), brief: z.string(), url: z.string().nullable() }).nullable(),
    }),
    async handle({ params }) {
      if (!(await findConversation(params.id))) throw notFound();
      const delivery = await deliveryUnder(params.id);
      const postId = delivery?.post_id ?? (await bulletinUnder(params.id));
      const post = postId ? await findPost(postId) : undefined;
      return { post: post ? { id: post.id, brief: post.brief, url: delivery?.url ?? null } : null };
    },
  }),
];

async function written(id: string) {
  const post = await findPost(id);
  if (!post) throw notFound();
  return { post, variants: await variantsOf([id]) };
}

function ordered(result: Result<void, ChangeFault>, language: Language): void {
  if (result.ok) return;
  switch (result.fault.tag) {
    case "missing":
      throw notFound();
    case "not-out":
      throw new Problem("conflict", {
        en: "There is nothing (left) on the network that this could be done with.",
        es: "No hay (o ya no queda) nada en la red con lo que hacer esto.",
      });
    case "poll":
      throw new Problem("conflict", {
        en: "People vote on these words: a post with a poll is not changed.",
        es: "Se está votando sobre estas palabras: una publicación con encuesta no se cambia.",
      });
    case "denied":
      throw new Problem(
        "conflict",
        {
          en: result.fault.reasons.map(({ words }) => words.en).join(" "),
          es: result.fault.reasons.map(({ words }) => words.es).join(" "),
        },
        { data: { reasons: presentReasons(result.fault.reasons, language) } },
      );
  }
}
