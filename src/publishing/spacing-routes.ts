import { z } from "zod";
import { type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts } from "./caller.ts";
import { stretchInput } from "./content-input.ts";
import { readSpacing, tooCloseBetween, writeSpacing } from "./spacing-store.ts";

const spacingShape = z.object({
  /** Two posts of one channel that are closer are told of; 0: nobody is. */
  minutes: z.number().int().min(0).max(1440),
  /** Nearly the same words within so many days are told of; 0: nobody is. */
  days: z.number().int().min(0).max(365),
});

/** How far apart posts are to be. */
export const spacingRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/spacing",
    summary: "How far apart posts are to be before somebody is told.",
    access: mayReadPosts,
    response: spacingShape,
    handle: () => readSpacing(),
  }),
  route({
    method: "PUT",
    url: "/spacing",
    summary: "Writes how far apart posts are to be before somebody is told.",
    access: { role: "lead", scope: "posts:write" },
    body: spacingShape,
    response: spacingShape,
    handle: ({ body }) => writeSpacing(body),
  }),
  route({
    method: "GET",
    url: "/calendar/warnings",
    summary:
      "Which posts between two moments, at most 62 days apart, are too close to another in time or words.",
    access: mayReadPosts,
    query: stretchInput,
    response: z.object({
      posts: z.array(z.object({ id: z.uuid(), inTime: z.boolean(), inWords: z.boolean() })),
    }),
    handle: async ({ query }) => ({
      posts: [...(await tooCloseBetween(query.from, query.to))].map(([id, { inTime, inWords }]) => ({
        id,
        inTime: inTime.size > 0,
        inWords: inWords.size > 0,
      })),
    }),
  }),
];
