import { z } from "zod";
import type { Gate } from "../gate/index.ts";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import type { Result } from "../kernel/result.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts, member, whoIs } from "./caller.ts";
import { timeInput } from "./content-input.ts";
import { type AnswerFault, answerKept, keptBack } from "./kept-back.ts";
import { beginPause, endPause, type PauseFault, type PauseRecord, standingPauses } from "./pause.ts";
import { badTime } from "./post-problem.ts";
import { deliveryShape, presentDeliveries } from "./present-delivery.ts";

const pauseShape = z.object({
  id: z.uuid(),
  channelId: z.uuid().nullable(),
  reason: z.string(),
  begunBy: z.uuid(),
  begunAt: z.string(),
});
const leads = { role: "lead", scope: "posts:write" } as const;

const keptShape = z.object({
  /** Its deliveries, in the order in which they go out. */
  ids: z.array(z.uuid()),
  kind: z.enum(["reply", "like", "post"]),
  channelId: z.uuid(),
  postId: z.uuid().nullable(),
  conversationId: z.uuid().nullable(),
  userId: z.uuid(),
  text: z.string(),
  wantedAt: z.string(),
  /** A pause stands over it yet; else it waits for a person's word. */
  paused: z.boolean(),
});
const idsInput = z.array(z.uuid()).min(1).max(500);

/** The crisis pause. */
export const pauseRoutes = (gate: Gate): RouteSpec[] => [
  route({
    method: "GET",
    url: "/pauses",
    summary: "What is paused, and how much it keeps back, or kept back and nobody has decided on yet.",
    access: mayReadPosts,
    response: z.object({ rows: z.array(pauseShape), keptBack: z.number() }),
    handle: async () => ({
      rows: (await standingPauses()).map(present),
      keptBack: (await keptBack()).length,
    }),
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
  route({
    method: "GET",
    url: "/kept-back",
    summary:
      "What a pause keeps back, or kept back and nobody has decided on yet, in the order of its times.",
    access: mayReadPosts,
    response: z.object({ rows: z.array(keptShape) }),
    handle: async () => ({
      rows: (await keptBack()).flatMap(({ deliveries, paused }) => {
        const [first] = deliveries;
        if (!first) return [];
        return [
          {
            ids: deliveries.map(({ id }) => id),
            kind: first.kind,
            channelId: first.channel_id,
            postId: first.post_id,
            conversationId: first.conversation_id,
            userId: first.user_id,
            text: first.text.slice(0, 300),
            wantedAt: first.wanted_at.toISOString(),
            paused,
          },
        ];
      }),
    }),
  }),
  route({
    method: "POST",
    url: "/kept-back/answers",
    summary: "Says of what a pause kept back: out now, at another time (posts only), or never.",
    access: leads,
    body: z.discriminatedUnion("what", [
      z.object({ what: z.literal("send"), ids: idsInput }),
      z.object({ what: z.literal("drop"), ids: idsInput }),
      z.object({ what: z.literal("move"), ids: idsInput, time: timeInput }),
    ]),
    /** `held`: the gate holds them for another reason now. */
    response: z.object({ done: z.number(), held: z.number() }),
    async handle({ body }) {
      const { ids, ...answer } = body;
      const done = await answerKept(gate, [...new Set(ids)], answer);
      if (done.ok) return done.value;
      throw answerProblem(done.fault);
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

function answerProblem(fault: AnswerFault): Problem {
  switch (fault.tag) {
    case "missing":
      return notFound();
    case "past":
      return badField("body.time", {
        en: "This time has passed. Choose a later one.",
        es: "Esta hora ya pasó. Elige otra posterior.",
      });
    case "bad-time":
      return badTime({ fault: fault.fault });
    case "paused":
      return new Problem("conflict", {
        en: "It is paused yet. End the pause first.",
        es: "Sigue en pausa. Termina antes la pausa.",
      });
  }
}

function paused<T>(result: Result<T, PauseFault>): T {
  if (result.ok) return result.value;
  if (result.fault.tag === "missing") throw notFound();
  throw badField("body.channelId", {
    en: "This channel is not there (any more).",
    es: "Este canal no está (o ya no).",
  });
}
