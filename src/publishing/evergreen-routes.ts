import { DateTime } from "luxon";
import { z } from "zod";
import type { Gate } from "../gate/index.ts";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import { forCaller } from "../kernel/http.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Result } from "../kernel/result.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { byOf, mayReadPosts, mayWritePosts, member } from "./caller.ts";
import { timeInput, zoneInput } from "./content-input.ts";
import { evergreenLibrary, proposeFill } from "./evergreen-library.ts";
import { type MarkFault, markEvergreen } from "./evergreen-store.ts";
import { fillFreeSlots } from "./fill-slots.ts";
import { knownZone } from "./post-problem.ts";
import { markShape } from "./present-evergreen.ts";
import { filledShape, presentFilled } from "./present-fill.ts";
import { usualRest } from "./rest-days.ts";

const mostDays = 31;
const weekInput = z
  .object({
    from: z.iso.date(),
    /** The last day. */
    to: z.iso.date(),
    zone: zoneInput,
    channelId: z.uuid().optional(),
  })
  // Asked also where a field is none: that has its own reason then.
  .refine(({ from, to }) => typeof from !== "string" || typeof to !== "string" || fits(from, to), {
    path: ["to"],
    params: {
      words: {
        en: `The last day is the first one or at most ${mostDays - 1} days after it.`,
        es: `El último día es el primero o, como mucho, ${mostDays - 1} días después.`,
      },
    },
  });

function fits(from: string, to: string): boolean {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return Number.isNaN(days) || (days >= 0 && days < mostDays);
}

const moment = z.string().nullable();

/** Posts that may be said again. */
export function evergreenRoutes(kernel: Kernel, gate: Gate): RouteSpec[] {
  return [
    route({
      method: "PUT",
      url: "/posts/:id/evergreen",
      summary:
        "Writes on which channels a post may be said again. None: nowhere; repeats that are planned stay.",
      access: mayWritePosts,
      params: idParams,
      body: z.object({
        channels: z.array(markShape.extend({ days: markShape.shape.days.default(usualRest) })).max(50),
      }),
      response: z.object({ channels: z.array(markShape) }),
      handle: async ({ params, body, caller }) => ({
        channels: marked(await markEvergreen(params.id, body.channels, member(caller).userId)),
      }),
    }),
    route({
      method: "GET",
      url: "/evergreen",
      summary: "What may be said again, the longest rested first, with the first day on which each may.",
      access: mayReadPosts,
      query: z.object({ channelId: z.uuid().optional(), zone: zoneInput }),
      response: z.object({
        zone: z.string(),
        posts: z.array(
          z.object({
            id: z.uuid(),
            brief: z.string(),
            pillarId: z.uuid().nullable(),
            channels: z.array(
              z.object({
                channelId: z.uuid(),
                days: z.number(),
                last: moment,
                next: moment,
                ripeOn: z.string(),
              }),
            ),
          }),
        ),
      }),
      async handle({ query }) {
        knownZone(query.zone, "query.zone");
        const posts = await evergreenLibrary(query);
        return {
          zone: query.zone,
          posts: posts.map((post) => ({
            ...post,
            channels: post.channels.map((each) => ({
              ...each,
              last: each.last?.toISOString() ?? null,
              next: each.next?.toISOString() ?? null,
            })),
          })),
        };
      },
    }),
    route({
      method: "GET",
      url: "/evergreen/fill",
      summary: `What would go into the free slots of some days, at most ${mostDays}, and what else may go there.`,
      access: mayReadPosts,
      query: weekInput,
      response: z.object({
        zone: z.string(),
        slots: z.array(
          z.object({
            channelId: z.uuid(),
            at: z.string(),
            /** On the clock that the slot follows. */
            time: z.object({ local: z.string(), zone: z.string(), second: z.boolean().optional() }),
            postId: z.uuid().nullable(),
            /** Whatever goes elsewhere; the longest rested first. */
            ripe: z.array(z.uuid()),
          }),
        ),
        posts: z.array(
          z.object({
            id: z.uuid(),
            brief: z.string(),
            channels: z.array(z.object({ channelId: z.uuid(), days: z.number() })),
          }),
        ),
      }),
      async handle({ query: { from, to, zone, channelId } }) {
        knownZone(zone, "query.zone");
        const day = (date: string) => DateTime.fromISO(date, { zone }).startOf("day");
        const proposal = await proposeFill(
          day(from).toJSDate(),
          day(to).plus({ days: 1 }).toJSDate(),
          channelId,
        );
        return {
          zone,
          posts: proposal.posts,
          slots: proposal.slots.map((each) => ({
            ...each,
            at: each.at.toISOString(),
            postId: each.postId ?? null,
          })),
        };
      },
    }),
    route({
      method: "POST",
      url: "/evergreen/fills",
      summary:
        "Plans posts that are said again into free slots, all that can be; the others come back with the reason. The id is made by the client: the same one again plans nothing twice.",
      access: mayWritePosts,
      transaction: "none",
      perMinute: 30,
      body: z.object({
        id: z.uuid(),
        rows: z
          .array(z.object({ postId: z.uuid(), channelId: z.uuid(), time: timeInput }))
          .min(1)
          .max(100),
      }),
      response: z.object({ rows: z.array(filledShape) }),
      async handle({ body, caller, language }) {
        for (const [at, { time }] of body.rows.entries()) knownZone(time.zone, `body.rows.${at}.time.zone`);
        const rows = await fillFreeSlots(
          (work) => forCaller(kernel.database, caller, work),
          gate,
          body,
          byOf(caller),
        );
        return { rows: rows.map((row) => presentFilled(row, language)) };
      },
    }),
  ];
}

function marked<T>(result: Result<T, MarkFault>): T {
  if (result.ok) return result.value;
  const { fault } = result;
  switch (fault.tag) {
    case "missing":
      throw notFound();
    case "repeat":
      throw new Problem(
        "conflict",
        {
          en: "This post is itself a repeat. Mark the post that it repeats.",
          es: "Esta publicación ya es una repetición. Marca la publicación que repite.",
        },
        { data: { postId: fault.postId } },
      );
    case "no-channel":
      throw badField(`body.channels.${fault.place}.channelId`, {
        en: "This channel is not among those of the post.",
        es: "Este canal no está entre los de la publicación.",
      });
    case "mailed":
      throw badField(`body.channels.${fault.place}.channelId`, {
        en: "A bulletin is not said again: everybody has it.",
        es: "Un boletín no se repite: ya lo tiene todo el mundo.",
      });
    case "empty":
      throw badField(`body.channels.${fault.place}.channelId`, {
        en: "It says nothing on this channel that could be said again.",
        es: "No dice nada en este canal que se pueda repetir.",
      });
  }
}
