import { z } from "zod";
import { Problem } from "../kernel/errors.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type RouteSpec, route } from "../kernel/route.ts";
import { subscriberStates } from "./subscriber.ts";
import { comeBack, leave, openSubscription, type Subscription } from "./unsubscription.ts";

const tokenParams = z.object({ token: z.string().max(200) });
const shape = z.object({
  address: z.string(),
  sender: z.string(),
  state: z.enum(subscriberStates),
  /** The link stands in a test of a bulletin: it takes nobody off. */
  test: z.boolean(),
});

/** Leaving: without an account, for years, as often as somebody likes. */
export function unsubscribeRoutes({ database, origin }: Pick<Kernel, "database" | "origin">): RouteSpec[] {
  const opened = async (token: string): Promise<Subscription> => {
    const found = await openSubscription(database, token);
    if (!found)
      throw new Problem("not-found", {
        en: "This link belongs to no bulletin. It may have been cut short: open it from the mail once more, or answer the mail.",
        es: "Este enlace no es de ningún boletín. Quizá se cortó: ábrelo otra vez desde el correo, o responde al correo.",
      });
    return found;
  };
  const shown = async (token: string): Promise<z.infer<typeof shape>> => {
    const { address, sender, state, subscriberId } = await opened(token);
    return { address, sender, state, test: subscriberId === null };
  };
  return [
    route({
      method: "GET",
      url: "/unsubscriptions/:token",
      summary: "Whose bulletins a link in one of them is about. A browser is led to the page.",
      access: "public",
      transaction: "none",
      perMinute: 60,
      params: tokenParams,
      response: shape,
      async handle({ params, request, reply }) {
        reply.header("cache-control", "no-store");
        // Some mail programs open the one-click address in a browser, instead of asking it.
        if (request.headers.accept?.includes("text/html"))
          return reply.redirect(`${origin}/unsubscribe/${encodeURIComponent(params.token)}`) as never;
        return shown(params.token);
      },
    }),
    route({
      method: "POST",
      url: "/unsubscriptions/:token",
      summary: "Takes the subscriber off who had this link in their mail; once or often (RFC 8058).",
      access: "public",
      transaction: "none",
      perMinute: 300,
      params: tokenParams,
      response: shape,
      async handle({ params }) {
        await leave(database, await opened(params.token));
        return shown(params.token);
      },
    }),
    route({
      method: "DELETE",
      url: "/unsubscriptions/:token",
      summary: "Whoever has left by mistake is back.",
      access: "public",
      transaction: "none",
      perMinute: 60,
      params: tokenParams,
      response: shape,
      async handle({ params }) {
        await comeBack(database, await opened(params.token));
        return shown(params.token);
      },
    }),
  ];
}
