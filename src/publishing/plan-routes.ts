import { z } from "zod";
import type { Gate } from "../gate/index.ts";
import { notFound } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { planAndAsk } from "./approve-post.ts";
import { calendar } from "./calendar.ts";
import { byOf, mayReadPosts, mayWritePosts } from "./caller.ts";
import { momentInput, timeInput } from "./content-input.ts";
import { checkPost, movePost, unplanPost } from "./plan-post.ts";
import { knownZone, planned, presentPartReasons } from "./post-problem.ts";
import { findPost, variantsOf } from "./post-store.ts";
import { calendarShape, presentCalendar } from "./present-calendar.ts";
import { reasonShape } from "./present-delivery.ts";
import { postShape, shownPost } from "./present-post.ts";

const partReason = reasonShape.extend({ channelId: z.uuid(), part: z.number() });

/** When posts go out. */
export function planRoutes(gate: Gate): RouteSpec[] {
  return [
    route({
      method: "POST",
      url: "/posts/:id/check",
      summary: "What the gate would say to it as it is written, channel by channel and part by part.",
      access: mayReadPosts,
      params: idParams,
      response: z.object({ reasons: z.array(partReason) }),
      async handle({ params, caller, language }) {
        const post = await findPost(params.id);
        if (!post) throw notFound();
        const reasons = planned(await checkPost(gate, post, await variantsOf([post.id]), byOf(caller)));
        return { reasons: presentPartReasons(reasons, language) };
      },
    }),
    route({
      method: "POST",
      url: "/posts/:id/plan",
      summary: "Plans it as it is written: at its times, or now.",
      access: mayWritePosts,
      params: idParams,
      body: z.object({ at: z.enum(["written", "now"]).default("written") }),
      response: postShape,
      handle: async ({ params, body, caller, language }) =>
        shownPost(
          planned(await planAndAsk(gate, params.id, byOf(caller), body.at), language),
          caller,
          language,
        ),
    }),
    route({
      method: "PUT",
      url: "/posts/:id/time",
      summary:
        "Writes when it goes out, for all channels or for one, and moves what is planned. null: no time.",
      access: mayWritePosts,
      params: idParams,
      body: z.object({ time: timeInput.nullable(), channelId: z.uuid().optional() }),
      response: postShape,
      async handle({ params, body, caller, language }) {
        if (body.time) knownZone(body.time.zone, "body.time.zone");
        return shownPost(
          planned(await movePost(params.id, body.time, body.channelId), language),
          caller,
          language,
        );
      },
    }),
    route({
      method: "DELETE",
      url: "/posts/:id/plan",
      summary: "Takes it off the plan, all that has not begun.",
      access: mayWritePosts,
      params: idParams,
      response: postShape,
      handle: async ({ params, caller, language }) =>
        shownPost(planned(await unplanPost(params.id), language), caller, language),
    }),
    route({
      method: "GET",
      url: "/calendar",
      summary: "What goes out, or went out, between two moments, post by post in the order of time.",
      access: mayReadPosts,
      query: z.object({
        from: momentInput,
        to: momentInput,
        channelId: z.uuid().optional(),
        pillarId: z.uuid().optional(),
      }),
      response: calendarShape,
      handle: async ({ query }) => presentCalendar(await calendar(query)),
    }),
  ];
}
