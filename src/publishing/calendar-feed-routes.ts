import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type RouteSpec, route } from "../kernel/route.ts";
import { closeFeed, findFeed, openFeed, readFeed } from "./calendar-feed.ts";
import { member } from "./caller.ts";

const own = { role: "guest", scope: "none" } as const;

/** The calendar in other people's calendars. */
export function calendarFeedRoutes(kernel: Pick<Kernel, "database" | "origin">): RouteSpec[] {
  return [
    route({
      method: "GET",
      url: "/me/calendar-feed",
      summary: "Whether you have a link to subscribe to the calendar, and since when.",
      access: own,
      response: z.object({ since: z.string().nullable() }),
      async handle({ caller }) {
        const feed = await findFeed(member(caller).userId);
        return { since: feed?.created_at.toISOString() ?? null };
      },
    }),
    route({
      method: "POST",
      url: "/me/calendar-feed",
      summary: "A new link to subscribe to the calendar; the one before ends. It is shown this once.",
      access: own,
      response: z.object({ link: z.string() }),
      handle: async ({ caller }) => ({
        link: `${kernel.origin}/api/calendar-feeds/${await openFeed(member(caller).userId)}.ics`,
      }),
    }),
    route({
      method: "DELETE",
      url: "/me/calendar-feed",
      summary: "Ends your link.",
      access: own,
      handle: ({ caller }) => closeFeed(member(caller).userId),
    }),
    route({
      method: "GET",
      url: "/calendar-feeds/:token",
      summary: "The calendar as iCalendar, for who has the link.",
      access: "public",
      transaction: "none",
      perMinute: 60,
      params: z.object({ token: z.string().max(200) }),
      async handle({ params, reply }) {
        const text = await readFeed(kernel.database, kernel.origin, params.token.replace(/\.ics$/, ""));
        if (text === undefined) throw notFound();
        reply.header("cache-control", "private, max-age=300");
        reply.header("content-disposition", 'inline; filename="rapport.ics"');
        return reply.type("text/calendar; charset=utf-8").send(text);
      },
    }),
  ];
}
