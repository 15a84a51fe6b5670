import { z } from "zod";
import { type RouteSpec, route } from "../kernel/route.ts";
import { listDesks } from "./desk-store.ts";
import { time } from "./input.ts";

const deskAnswer = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  color: z.string(),
  position: z.number(),
  promiseMinutes: z.number().nullable(),
  archivedAt: time.nullable(),
});

export const deskRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/desks",
    summary: "The desks",
    access: { role: "guest", scope: "team:read" },
    query: z.object({ archived: z.enum(["true", "false"]).optional() }),
    response: z.object({ desks: z.array(deskAnswer) }),
    handle: async ({ query }) => ({ desks: await listDesks({ archived: query.archived === "true" }) }),
  }),
];
