import { z } from "zod";
import type { Gate } from "../gate/index.ts";
import type { Caller, Language } from "../kernel/caller.ts";
import type { Database } from "../kernel/database.ts";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import { actorOf } from "../kernel/http.ts";
import type { Result } from "../kernel/result.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { findConversation } from "../listening/index.ts";
import { byOf, member, whoIs } from "./caller.ts";
import { type DeliveryRecord, deliveriesOf } from "./delivery-store.ts";
import { deliveryShape, presentDeliveries, presentReasons, reasonShape } from "./present-delivery.ts";
import { checkReply, type OrderFault, orderLike, orderReply } from "./reply.ts";
import { cancel, type ResolveFault, release, retry, say } from "./resolve-delivery.ts";

const replyBody = z.object({
  targetId: z.uuid(),
  text: z.string().max(100_000),
  visibility: z.enum(["public", "unlisted", "followers", "direct"]).optional(),
  contentWarning: z.string().max(1000).optional(),
  subject: z
    .string()
    .trim()
    .max(500)
    .regex(/^\P{Cc}*$/u)
    .optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)
    .optional(),
  media: z
    .array(z.object({ fileId: z.uuid(), alt: z.string().max(5000) }))
    .max(20)
    .optional(),
});
const checkAnswer = z.object({
  verdict: z.enum(["allow", "hold", "deny"]),
  reasons: z.array(reasonShape),
  count: z.object({ used: z.number(), most: z.number().nullable(), unit: z.string() }),
  signedText: z.string(),
});

const mayRead = { role: "guest", scope: "inbox:read" } as const;
const mayReply = { role: "member", scope: "replies:write" } as const;
const leads = { role: "lead", scope: "replies:write" } as const;

export function replyRoutes(gate: Gate): RouteSpec[] {
  return [
    route({
      method: "POST",
      url: "/conversations/:id/reply-check",
      summary: "What the gate would say to a reply. Nothing is stored.",
      access: mayRead,
      params: idParams,
      body: replyBody,
      response: checkAnswer,
      async handle({ params, body, caller, language }) {
        const { verdict, reasons, count, signedText } = ordered(
          await checkReply(gate, params.id, body, byOf(caller)),
          language,
        );
        const { used, most, unit } = count;
        return {
          verdict,
          reasons: presentReasons(reasons, language),
          count: { used, most, unit },
          signedText,
        };
      },
    }),
    route({
      method: "POST",
      url: "/conversations/:id/replies",
      summary: "Reply. The id is made by the client: the same one again is the same reply.",
      access: mayReply,
      params: idParams,
      body: replyBody.extend({ id: z.uuid() }),
      response: deliveryShape,
      // What the gate denies leaves its decision behind, so the transaction ends before the answer is a failure.
      transaction: "none",
      async handle({ params, body: { id, ...input }, caller, language, database }) {
        const done = await inside(database, caller, () =>
          orderReply(gate, params.id, id, input, byOf(caller)),
        );
        const delivery = ordered(done, language);
        return inside(database, caller, () => present(delivery, caller, language));
      },
    }),
    route({
      method: "POST",
      url: "/messages/:id/like",
      summary: "Like a message.",
      access: mayReply,
      params: idParams,
      response: deliveryShape,
      transaction: "none",
      async handle({ params, caller, language, database }) {
        const done = await inside(database, caller, () => orderLike(gate, params.id, byOf(caller)));
        const delivery = ordered(done, language);
        return inside(database, caller, () => present(delivery, caller, language));
      },
    }),
    route({
      method: "GET",
      url: "/conversations/:id/deliveries",
      summary: "What was said here from Rapport, and how it stands: the latest 200, oldest first.",
      access: mayRead,
      params: idParams,
      response: z.object({ rows: z.array(deliveryShape) }),
      async handle({ params, caller, language }) {
        if (!(await findConversation(params.id))) throw notFound();
        return { rows: await presentDeliveries(await deliveriesOf(params.id), whoIs(caller), language) };
      },
    }),
    route({
      method: "POST",
      url: "/deliveries/:id/release",
      summary: "Let out what the gate holds, with a reason that is kept.",
      access: leads,
      params: idParams,
      body: z.object({ reason: z.string().trim().min(1).max(1000) }),
      response: deliveryShape,
      handle: async ({ params, body, caller, language }) =>
        resolved(await release(gate, params.id, whoIs(caller), body.reason), caller, language),
    }),
    route({
      method: "POST",
      url: "/deliveries/:id/retry",
      summary: "Try a failed one again.",
      access: mayReply,
      params: idParams,
      response: deliveryShape,
      handle: async ({ params, caller, language }) =>
        resolved(await retry(params.id, whoIs(caller)), caller, language),
    }),
    route({
      method: "POST",
      url: "/deliveries/:id/cancellation",
      summary: "Take back what has not gone out.",
      access: mayReply,
      params: idParams,
      response: deliveryShape,
      handle: async ({ params, caller, language }) =>
        resolved(await cancel(params.id, whoIs(caller)), caller, language),
    }),
    route({
      method: "POST",
      url: "/deliveries/:id/resolution",
      summary: "Say how an unknown one stands, after a look at the network.",
      access: mayReply,
      params: idParams,
      body: z.object({ sent: z.boolean() }),
      response: deliveryShape,
      handle: async ({ params, body, caller, language }) =>
        resolved(await say(params.id, whoIs(caller), body.sent), caller, language),
    }),
  ];
}

function inside<T>(database: Database, caller: Caller | undefined, work: () => Promise<T>): Promise<T> {
  const here = member(caller);
  return inWorkspace(database, here.workspace.id, actorOf(here), work);
}

async function present(delivery: DeliveryRecord, caller: Caller | undefined, language: Language) {
  const [shown] = await presentDeliveries([delivery], whoIs(caller), language);
  if (!shown) throw new Error("A delivery could not be shown.");
  return shown;
}

const denied = (reasons: Parameters<typeof presentReasons>[0], language: Language): Problem =>
  new Problem(
    "conflict",
    { en: "This cannot go out as it is.", es: "Así no puede salir." },
    { data: { reasons: presentReasons(reasons, language) } },
  );

function ordered<T>(result: Result<T, OrderFault>, language: Language): T {
  if (result.ok) return result.value;
  switch (result.fault.tag) {
    case "missing":
      throw notFound();
    case "no-file":
      throw badField(`body.media.${result.fault.at}.fileId`, {
        en: "This file is not there (any more).",
        es: "Este archivo no está (o ya no).",
      });
    case "denied":
      throw denied(result.fault.reasons, language);
    case "other":
      throw new Problem("conflict", {
        en: "Another reply has this id already.",
        es: "Otra respuesta tiene ya este id.",
      });
  }
}

function resolved(
  result: Result<DeliveryRecord, ResolveFault>,
  caller: Caller | undefined,
  language: Language,
) {
  if (result.ok) return present(result.value, caller, language);
  switch (result.fault.tag) {
    case "missing":
      throw notFound();
    case "denied":
      throw denied(result.fault.reasons, language);
    case "not-now":
      throw new Problem(
        "conflict",
        {
          en: "It stands differently by now, or this is for its author and the leads.",
          es: "Ya está de otra manera, o esto corresponde a su autor y a los responsables.",
        },
        { data: { status: result.fault.status } },
      );
  }
}
