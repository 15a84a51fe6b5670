import { z } from "zod";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts } from "./caller.ts";
import { addPillar, changePillar, dropPillar, listPillars, pillarInput, pillarPatch } from "./pillars.ts";

const pillarShape = z.object({
  id: z.uuid(),
  name: z.string(),
  color: z.string(),
  position: z.number(),
});
const leads = { role: "lead", scope: "posts:write" } as const;

export const pillarRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/pillars",
    summary: "The themes that the brand speaks about.",
    access: mayReadPosts,
    response: z.object({ rows: z.array(pillarShape) }),
    handle: async () => ({ rows: await listPillars() }),
  }),
  route({
    method: "POST",
    url: "/pillars",
    summary: "Adds a pillar.",
    access: leads,
    body: pillarInput,
    response: pillarShape,
    handle: ({ body }) => addPillar(body),
  }),
  route({
    method: "PATCH",
    url: "/pillars/:id",
    summary: "Renames, recolours or moves a pillar.",
    access: leads,
    params: idParams,
    body: pillarPatch,
    response: pillarShape,
    handle: ({ params, body }) => changePillar(params.id, body),
  }),
  route({
    method: "DELETE",
    url: "/pillars/:id",
    summary: "Removes a pillar; its posts stay.",
    access: leads,
    params: idParams,
    handle: ({ params }) => dropPillar(params.id),
  }),
];
