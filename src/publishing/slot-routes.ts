import { z } from "zod";
import { findChannel } from "../channels/index.ts";
import { notFound, Problem } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts, mayWritePosts } from "./caller.ts";
import { stretchInput, zoneInput } from "./content-input.ts";
import { knownZone, planned } from "./post-problem.ts";
import { postShape, shownPost } from "./present-post.ts";
import { weekdays } from "./slot.ts";
import { freeSlotsBetween, slotsOf, toNextSlot, writeSlots } from "./slot-store.ts";

const slotShape = z.object({
  weekday: z.enum(weekdays),
  time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
  zone: zoneInput,
});
const slotsShape = z.object({ slots: z.array(slotShape).max(200) });

const freeSlotShape = z.object({
  channelId: z.uuid(),
  at: z.string(),
  /** On the clock that the slot follows. `second`: which of the two, where that clock shows it twice. */
  time: z.object({ local: z.string(), zone: z.string(), second: z.boolean().optional() }),
});

const shown = async (channelId: string): Promise<z.output<typeof slotsShape>> => ({
  slots: (await slotsOf([channelId])).map(({ weekday, time, zone }) => ({ weekday, time, zone })),
});

/** The hours at which a channel speaks, and the queue that they make. */
export const slotRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/channels/:id/slots",
    summary: "The weekly slots of a channel.",
    access: mayReadPosts,
    params: idParams,
    response: slotsShape,
    async handle({ params }) {
      if (!(await findChannel(params.id))) throw notFound();
      return shown(params.id);
    },
  }),
  route({
    method: "PUT",
    url: "/channels/:id/slots",
    summary: "Writes the weekly slots of a channel. What is planned already stays where it is.",
    access: { role: "lead", scope: "posts:write" },
    params: idParams,
    body: slotsShape,
    response: slotsShape,
    async handle({ params, body }) {
      if (!(await findChannel(params.id))) throw notFound();
      for (const [at, { zone }] of body.slots.entries()) knownZone(zone, `body.slots.${at}.zone`);
      await writeSlots(params.id, body.slots);
      return shown(params.id);
    },
  }),
  route({
    method: "GET",
    url: "/free-slots",
    summary: "The slots between two moments, at most 62 days apart, at which nothing stands; the next first.",
    access: mayReadPosts,
    query: stretchInput.safeExtend({ channelId: z.uuid().optional() }),
    response: z.object({ rows: z.array(freeSlotShape) }),
    handle: async ({ query }) => ({
      rows: (await freeSlotsBetween(query.from, query.to, query.channelId)).map(({ slot, at, time }) => ({
        channelId: slot.channelId,
        at: at.toISOString(),
        time,
      })),
    }),
  }),
  route({
    method: "POST",
    url: "/posts/:id/next-slot",
    summary: "Puts a post into the next free slot of each of its channels, or of one.",
    access: mayWritePosts,
    params: idParams,
    body: z.object({ channelId: z.uuid().optional() }),
    response: postShape,
    async handle({ params, body, caller, language }) {
      const moved = await toNextSlot(params.id, body.channelId);
      if (moved.ok) return shownPost(moved.value, caller, language);
      const { fault } = moved;
      if (fault.tag === "no-slots")
        throw new Problem("conflict", {
          en: "No channel of this post has weekly slots that are still to come.",
          es: "Ningún canal de esta publicación tiene huecos semanales por venir.",
        });
      if (fault.tag === "queue-full")
        throw new Problem(
          "conflict",
          {
            en: "Every slot of the next two years is taken on this channel.",
            es: "Todos los huecos de los próximos dos años están ocupados en este canal.",
          },
          { data: { channelId: fault.channelId } },
        );
      return shownPost(planned({ ok: false, fault }, language), caller, language);
    },
  }),
];
