import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { viewShape, viewsShape } from "./answers.ts";
import { canChange, canRead, me } from "./me.ts";
import { addView, changeView, dropView, listViews, viewInput, viewPatch } from "./views.ts";

export const viewRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/views",
    summary: "One's own saved views, and those shared with everybody.",
    access: canRead,
    response: viewsShape,
    handle: async ({ caller }) => ({ rows: await listViews(me(caller).userId), next: null }),
  }),
  route({
    method: "POST",
    url: "/views",
    summary: "Saves a view; a lead may share it.",
    access: canChange,
    body: viewInput,
    response: viewShape,
    handle: async ({ caller, body }) => addView(body, me(caller)),
  }),
  route({
    method: "PATCH",
    url: "/views/:id",
    summary: "Changes a saved view.",
    access: canChange,
    params: idParams,
    body: viewPatch,
    response: viewShape,
    handle: async ({ caller, params, body }) => changeView(params.id, body, me(caller)),
  }),
  route({
    method: "DELETE",
    url: "/views/:id",
    summary: "Removes a saved view.",
    access: canChange,
    params: idParams,
    handle: async ({ caller, params }) => dropView(params.id, me(caller)),
  }),
];
