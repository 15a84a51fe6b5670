/** Routes of the idea board. */
import { z } from "zod";
import type { Caller } from "../kernel/caller.ts";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import type { Result } from "../kernel/result.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { presentMessages } from "../listening/index.ts";
import { byOf, mayReadPosts, mayWritePosts, member } from "./caller.ts";
import { lanes, mostIdeas } from "./idea.ts";
import {
  addIdea,
  archiveIdea,
  awayIdeas,
  changeIdea,
  findIdea,
  type IdeaFault,
  type IdeaRecord,
  openIdeas,
  placeIdea,
} from "./idea-store.ts";
import { findPosts } from "./post-store.ts";

const ideaShape = z.object({
  id: z.uuid(),
  lane: z.enum(lanes),
  text: z.string(),
  link: z.string().nullable(),
  /** Who said what, where; null for a thought of the team, and for a caller who may not read the inbox. */
  source: z
    .object({
      messageId: z.uuid(),
      conversationId: z.uuid(),
      channelId: z.uuid(),
      /** Empty once its author took it back. */
      text: z.string(),
      at: z.string(),
      author: z.object({ personId: z.uuid(), name: z.string(), avatar: z.string().nullable() }),
    })
    .nullable(),
  /** The post that was begun from it, while it stands. */
  postId: z.uuid().nullable(),
  archived: z.boolean(),
  madeBy: z.uuid(),
  madeAt: z.string(),
});
const textInput = z.string().trim().max(5000);
const linkInput = z.url({ protocol: /^https?$/ }).max(2000);
const laneInput = z.enum(lanes);

export const ideaRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/ideas",
    summary: "The idea board, each lane in its order; or what was put away or taken into a post.",
    access: mayReadPosts,
    query: z.object({ away: z.enum(["true", "false"]).optional() }),
    response: z.object({ rows: z.array(ideaShape) }),
    handle: async ({ query, caller }) => ({
      rows: await presentIdeas(query.away === "true" ? await awayIdeas(200) : await openIdeas(), caller),
    }),
  }),
  route({
    method: "POST",
    url: "/ideas",
    summary: "Keeps an idea, at the top of its lane. The id is made by the client.",
    access: mayWritePosts,
    body: z.object({
      id: z.uuid(),
      lane: laneInput.default("thought"),
      text: textInput.default(""),
      link: linkInput.nullable().optional(),
      messageId: z.uuid().optional(),
    }),
    response: ideaShape,
    handle: async ({ body, caller }) => shown(await addIdea(body, member(caller).userId), caller),
  }),
  route({
    method: "GET",
    url: "/ideas/:id",
    summary: "One idea.",
    access: mayReadPosts,
    params: idParams,
    response: ideaShape,
    async handle({ params, caller }) {
      const idea = await findIdea(params.id);
      if (!idea) throw notFound();
      return one(idea, caller);
    },
  }),
  route({
    method: "PATCH",
    url: "/ideas/:id",
    summary: "Changes the words or the link of an idea.",
    access: mayWritePosts,
    params: idParams,
    body: z.object({ text: textInput.optional(), link: linkInput.nullable().optional() }),
    response: ideaShape,
    handle: async ({ params, body, caller }) => shown(await changeIdea(params.id, body), caller),
  }),
  route({
    method: "PUT",
    url: "/ideas/:id/place",
    summary: "Moves an idea: before another of that lane, or to its end.",
    access: mayWritePosts,
    params: idParams,
    body: z.object({ lane: laneInput, before: z.uuid().nullable() }),
    response: ideaShape,
    handle: async ({ params, body, caller }) =>
      shown(await placeIdea(params.id, body.lane, body.before), caller),
  }),
  ...(["PUT", "DELETE"] as const).map((method) =>
    route({
      method,
      url: "/ideas/:id/archive",
      summary: method === "PUT" ? "Puts an idea away." : "Brings an idea back to the board.",
      access: mayWritePosts,
      params: idParams,
      response: ideaShape,
      handle: async ({ params, caller }) => shown(await archiveIdea(params.id, method === "PUT"), caller),
    }),
  ),
];

async function presentIdeas(ideas: IdeaRecord[], caller: Caller | undefined) {
  const { scopes } = byOf(caller);
  const mayHear = scopes === null || scopes.includes("inbox:read");
  const heard = mayHear ? await presentMessages(ideas.flatMap((each) => each.message_id ?? [])) : [];
  const posts = await findPosts(ideas.flatMap((each) => each.post_id ?? []));
  return ideas.map((idea): z.infer<typeof ideaShape> => {
    const message = heard.find(({ id }) => id === idea.message_id);
    return {
      id: idea.id,
      lane: idea.lane,
      text: idea.text,
      link: idea.link,
      source: message
        ? {
            messageId: message.id,
            conversationId: message.conversationId,
            channelId: message.channelId,
            text: message.deletedAt ? "" : message.text,
            at: message.at,
            author: {
              personId: message.author.personId,
              name: message.author.name || message.author.handle,
              avatar: message.author.avatar,
            },
          }
        : null,
      postId: posts.some(({ id }) => id === idea.post_id) ? idea.post_id : null,
      archived: idea.archived_at !== null,
      madeBy: idea.made_by,
      madeAt: idea.made_at.toISOString(),
    };
  });
}

async function one(idea: IdeaRecord, caller: Caller | undefined) {
  const [row] = await presentIdeas([idea], caller);
  if (!row) throw new Error("An idea could not be shown.");
  return row;
}

async function shown(result: Result<IdeaRecord, IdeaFault>, caller: Caller | undefined) {
  if (result.ok) return one(result.value, caller);
  switch (result.fault.tag) {
    case "missing":
      throw notFound();
    case "no-message":
      throw badField("body.messageId", {
        en: "This message is not there (any more).",
        es: "Este mensaje no está (o ya no).",
      });
    case "empty":
      throw badField("body.text", { en: "Write a word about it.", es: "Escribe algo sobre ella." });
    case "no-place":
      throw badField("body.before", {
        en: "The idea that it should stand before has left this lane.",
        es: "La idea delante de la que debía estar ya no está en esta columna.",
      });
    case "full":
      throw new Problem("conflict", {
        en: `The board holds ${mostIdeas} ideas. Put some away first.`,
        es: `El tablero tiene ya ${mostIdeas} ideas. Guarda antes algunas.`,
      });
  }
}
