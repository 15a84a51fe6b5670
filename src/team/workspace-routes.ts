import { z } from "zod";
import { type RouteSpec, route } from "../kernel/route.ts";
import { nameInput, zoneInput } from "./input.ts";
import { workspaceAnswer } from "./session-routes.ts";
import { changeWorkspace, readWorkspace } from "./workspace-store.ts";

export const workspaceRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/workspace",
    summary: "The workspace",
    access: { role: "guest", scope: "team:read" },
    response: workspaceAnswer,
    handle: () => readWorkspace(),
  }),
  route({
    method: "PATCH",
    url: "/workspace",
    summary: "Change the workspace's name or time zone",
    access: { role: "owner", scope: "team:write" },
    body: z.object({ name: nameInput.optional(), timeZone: zoneInput.optional() }),
    response: workspaceAnswer,
    handle: ({ body }) => changeWorkspace(body),
  }),
];
