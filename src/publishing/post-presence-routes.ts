import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts, member } from "./caller.ts";
import { beAtPost, leavePost, presentAtPost } from "./post-presence.ts";
import { findPost } from "./post-store.ts";

const tab = z.string().min(1).max(64);
/** A person at a screen, never a key. */
const people = { role: "guest", scope: "none" } as const;

export const postPresenceRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/posts/:id/presence",
    summary: "Who has this post open now, and where in it.",
    access: mayReadPosts,
    params: idParams,
    response: z.object({ rows: z.array(z.object({ userId: z.uuid(), place: z.string().nullable() })) }),
    async handle({ params }) {
      await mustStand(params.id);
      return { rows: await presentAtPost(params.id) };
    },
  }),
  route({
    method: "PUT",
    url: "/posts/:id/presence",
    summary: "Says where in this post one is, in one tab. Holds for half a minute.",
    access: people,
    params: idParams,
    body: z.object({
      tab,
      place: z
        .string()
        .max(100)
        .regex(/^[\w/-]+$/)
        .nullable(),
    }),
    async handle({ params, body, caller }) {
      await mustStand(params.id);
      await beAtPost(params.id, member(caller).userId, body.tab, body.place);
    },
  }),
  route({
    method: "DELETE",
    url: "/posts/:id/presence",
    summary: "Says that one has left this post, in one tab.",
    access: people,
    params: idParams,
    query: z.object({ tab }),
    async handle({ params, query, caller }) {
      await mustStand(params.id);
      await leavePost(params.id, member(caller).userId, query.tab);
    },
  }),
];

async function mustStand(id: string): Promise<void> {
  if (!(await findPost(id))) throw notFound();
}
