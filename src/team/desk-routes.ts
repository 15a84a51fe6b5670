import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { archiveDesk, changeDesk, createDesk, type Desk, listDesks } from "./desk-store.ts";
import { colorInput, nameInput, time } from "./input.ts";

const deskAnswer = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  color: z.string(),
  position: z.number(),
  promiseMinutes: z.number().nullable(),
  archivedAt: time.nullable(),
});

const lead = { role: "lead", scope: "team:write" } as const;
/** Up to thirty days of nothing but work. */
const promise = z.int().min(1).max(43_200).nullable();

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
  route({
    method: "POST",
    url: "/desks",
    summary: "Make a desk",
    access: lead,
    body: z.object({ name: nameInput, color: colorInput, promiseMinutes: promise.optional() }),
    response: deskAnswer,
    handle: ({ body }) => createDesk({ ...body, promiseMinutes: body.promiseMinutes ?? null }),
  }),
  route({
    method: "PATCH",
    url: "/desks/:id",
    summary: "Change a desk: its name, colour, place, promised answer time",
    access: lead,
    params: idParams,
    body: z.object({
      name: nameInput.optional(),
      color: colorInput.optional(),
      promiseMinutes: promise.optional(),
      position: z.int().min(0).max(1000).optional(),
    }),
    response: deskAnswer,
    handle: async ({ params, body }) => found(await changeDesk(params.id, body)),
  }),
  route({
    method: "POST",
    url: "/desks/:id/archival",
    summary: "Put a desk away",
    access: lead,
    params: idParams,
    response: deskAnswer,
    handle: async ({ params }) => found(await archiveDesk(params.id, true)),
  }),
  route({
    method: "DELETE",
    url: "/desks/:id/archival",
    summary: "Take a desk back",
    access: lead,
    params: idParams,
    response: deskAnswer,
    handle: async ({ params }) => found(await archiveDesk(params.id, false)),
  }),
];

function found(desk: Desk | undefined): Desk {
  if (!desk) throw notFound();
  return desk;
}
