import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts, mayWritePosts, member } from "./caller.ts";
import { changesInput, contentInput, zoneInput } from "./content-input.ts";
import { hasBegun } from "./delivery.ts";
import { deliveriesOfPosts } from "./delivery-store.ts";
import { unplanPost } from "./plan-post.ts";
import { knownZone, planned, saved } from "./post-problem.ts";
import { findPost, findVersion, listDrafts, removePost, variantsOf, versionsOf } from "./post-store.ts";
import { postRowShape, postShape, presentRows, shownPost, sourceInput } from "./present-post.ts";
import { chooseChannels, createPost, restorePost, savePost } from "./save-post.ts";

/** Writing posts together, and finding them. */
export const postRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/posts",
    summary: "Drafts, the latest first.",
    access: mayReadPosts,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(50),
      /** Only those that stand nowhere in the calendar. */
      timeless: z.enum(["true", "false"]).optional(),
    }),
    response: z.object({ rows: z.array(postRowShape) }),
    handle: async ({ query }) => ({
      rows: await presentRows(await listDrafts(query.limit, query.timeless === "true")),
    }),
  }),
  route({
    method: "POST",
    url: "/posts",
    summary: "Begins a draft. The id is made by the client: the same one again is the same post.",
    access: mayWritePosts,
    body: z.object({
      id: z.uuid(),
      base: contentInput.optional(),
      channelIds: z.array(z.uuid()).max(50).default([]),
      pillarId: z.uuid().nullable().optional(),
      zone: zoneInput,
      source: sourceInput.optional(),
    }),
    response: postShape,
    async handle({ body, caller, language }) {
      knownZone(body.zone, "body.zone");
      return shownPost(saved(await createPost(body, member(caller).userId)), caller, language);
    },
  }),
  route({
    method: "GET",
    url: "/posts/:id",
    summary: "A post with its variants and how each stands.",
    access: mayReadPosts,
    params: idParams,
    response: postShape,
    async handle({ params, caller, language }) {
      const post = await findPost(params.id);
      if (!post) throw notFound();
      return shownPost({ post, variants: await variantsOf([post.id]) }, caller, language);
    },
  }),
  route({
    method: "PATCH",
    url: "/posts/:id",
    summary:
      "Writes what changed. What another has changed meanwhile stays, and is answered among the conflicts.",
    access: mayWritePosts,
    params: idParams,
    body: z.object({ changes: changesInput }),
    response: z.object({
      post: postShape,
      conflicts: z.array(z.object({ change: z.number(), stands: z.unknown() })),
    }),
    async handle({ params, body, caller, language }) {
      const { conflicts, ...written } = saved(
        await savePost(params.id, body.changes, member(caller).userId, await saidOn(params.id)),
      );
      return { post: await shownPost(written, caller, language), conflicts };
    },
  }),
  route({
    method: "PUT",
    url: "/posts/:id/channels",
    summary: "Where it is said, in this order.",
    access: mayWritePosts,
    params: idParams,
    body: z.object({ channelIds: z.array(z.uuid()).max(50) }),
    response: postShape,
    handle: async ({ params, body, caller, language }) =>
      shownPost(
        saved(
          await chooseChannels(
            params.id,
            [...new Set(body.channelIds)],
            member(caller).userId,
            await orderedOn(params.id),
          ),
        ),
        caller,
        language,
      ),
  }),
  route({
    method: "DELETE",
    url: "/posts/:id",
    summary: "Takes a post off the plan and away. What is out stays out.",
    access: mayWritePosts,
    params: idParams,
    async handle({ params, caller }) {
      planned(await unplanPost(params.id));
      await removePost(params.id, member(caller).userId);
    },
  }),
  route({
    method: "GET",
    url: "/posts/:id/versions",
    summary: "How it stood before, the newest first.",
    access: mayReadPosts,
    params: idParams,
    response: z.object({
      rows: z.array(
        z.object({
          number: z.number(),
          at: z.string(),
          userId: z.uuid(),
          why: z.enum(["saved", "restored", "planned"]),
          base: contentInput,
          variants: z.array(z.object({ channelId: z.uuid(), own: z.looseObject({}) })),
        }),
      ),
    }),
    async handle({ params }) {
      if (!(await findPost(params.id))) throw notFound();
      const rows = await versionsOf(params.id);
      return {
        rows: rows.map(({ number, at, user_id, why, content }) => ({
          number,
          at: at.toISOString(),
          userId: user_id,
          why,
          base: content.base,
          variants: content.variants.map(({ channelId, own }) => ({
            channelId,
            own: own as Record<string, unknown>,
          })),
        })),
      };
    },
  }),
  route({
    method: "POST",
    url: "/posts/:id/versions/:number/restoration",
    summary: "Puts a post back to how it stood.",
    access: mayWritePosts,
    params: z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(1_000_000) }),
    response: postShape,
    async handle({ params, caller, language }) {
      const version = await findVersion(params.id, params.number);
      if (!version) throw notFound();
      return shownPost(
        saved(await restorePost(params.id, version.content, member(caller).userId, await saidOn(params.id))),
        caller,
        language,
      );
    },
  }),
];

/** Channels where some of it is out or under way: its words are no longer ours to change. */
const saidOn = async (id: string): Promise<Set<string>> =>
  new Set((await deliveriesOfPosts([id])).filter(hasBegun).map((each) => each.channel_id));

/** Channels where anything was ever ordered: their story stays with the post. */
const orderedOn = async (id: string): Promise<Set<string>> =>
  new Set((await deliveriesOfPosts([id])).map((each) => each.channel_id));
