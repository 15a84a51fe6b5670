import { z } from "zod";
import { badField, notFound } from "../kernel/errors.ts";
import type { Result } from "../kernel/result.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts, member, whoIs } from "./caller.ts";
import {
  beginPause,
  endPause,
  keptBack,
  type PauseFault,
  type PauseRecord,
  standingPauses,
} from "./pause.ts";
import { deliveryShape, presentDeliveries } from "./present-delivery.ts";

const pauseShape = z.object({
  id: z.uuid(),
  channelId: z.uuid().nullable(),
  reason: z.string(),
  begunBy: z.uuid(),
  begunAt: z.string(),
});
const leads = { role: "lead", scope: "posts:write" } as const;

/** The crisis pause. */
export const pauseRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/pauses",
    summary: "What is paused, and how much would be out by now.",
    access: mayReadPosts,
    response: z.object({ rows: z.array(pauseShape), keptBack: z.number() }),
    handle: async () => ({ rows: (await standingPauses()).map(present), keptBack: await keptBack() }),
  }),
  route({
    method: "POST",
    url: "/pauses",
    summary: "Stops everything outbound at once, or one channel.",
    access: leads,
    body: z.object({
      channelId: z.uuid().nullable().default(null),
      reason: z.string().trim().min(1).max(300),
    }),
    response: pauseShape,
    handle: async ({ body, caller }) =>
      present(paused(await beginPause(body.channelId, body.reason, member(caller).userId))),
  }),
  route({
    method: "DELETE",
    url: "/pauses/:id",
    summary: "Ends a pause. What came due meanwhile is held, and is answered.",
    access: leads,
    params: idParams,
    response: z.object({ held: z.array(deliveryShape) }),
    async handle({ params, caller, language }) {
      const { held } = paused(await endPause(params.id, member(caller).userId));
      return { held: await presentDeliveries(held, whoIs(caller), language) };
    },
  }),
];

const present = ({ id, channel_id, reason, begun_by, begun_at }: PauseRecord) => ({
  id,
  channelId: channel_id,
  reason,
  begunBy: begun_by,
  begunAt: begun_at.toISOString(),
});

function paused<T>(result: Result<T, PauseFault>): T {
  if (result.ok) return result.value;
  if (result.fault.tag === "missing") throw notFound();
  throw badField("body.channelId", {
    en: "This channel is not there (any more).",
    es: "Este canal no está (o ya no).",
  });
}
