import { z } from "zod";
import { type RouteSpec, route } from "../kernel/route.ts";
import { teammateAnswer } from "./teammate-answer.ts";
import { listTeammates } from "./teammate-store.ts";

export const teammateRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/teammates",
    summary: "The team",
    access: { role: "guest", scope: "team:read" },
    query: z.object({ left: z.enum(["true", "false"]).optional() }),
    response: z.object({ teammates: z.array(teammateAnswer) }),
    handle: async ({ query }) => ({ teammates: await listTeammates({ left: query.left === "true" }) }),
  }),
];
