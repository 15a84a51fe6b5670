import { z } from "zod";
import { findChannel } from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import { badField, inLanguage, notFound, Problem } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { bulletinCounts } from "./bulletin-counts.ts";
import { mayReadPosts, mayWritePosts, member } from "./caller.ts";
import { isMailed } from "./delivery-key.ts";
import { findPost } from "./post-store.ts";
import { subscriberStates } from "./subscriber.ts";
import {
  countSubscribers,
  endSubscription,
  enterSubscribers,
  findSender,
  listSubscribers,
  writeSender,
} from "./subscriber-store.ts";

const stateShape = z.enum(subscriberStates);
const countsShape = z.object({
  waiting: z.number(),
  sent: z.number(),
  leftOut: z.number(),
  bounced: z.number(),
  failed: z.number(),
  /** Who had it and has left since. */
  unsubscribed: z.number(),
  /** Whose answer has come into the mailbox. */
  answered: z.number(),
});

/** Who gets the bulletins of a channel, and who sends them. */
export const subscriberRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/channels/:id/subscribers",
    summary:
      "The subscribers of a channel's bulletins, the latest first, and how many there are in each state.",
    access: { role: "member", scope: "posts:read" },
    params: idParams,
    query: z.object({
      state: stateShape.optional(),
      q: z.string().trim().max(200).optional(),
      before: z.uuid().optional(),
    }),
    response: z.object({
      rows: z.array(
        z.object({
          id: z.uuid(),
          address: z.string(),
          name: z.string(),
          permission: z.string(),
          permittedOn: z.string(),
          enteredBy: z.uuid(),
          enteredAt: z.string(),
          state: stateShape,
          stateAt: z.string(),
          stateWhy: z.string(),
        }),
      ),
      more: z.boolean(),
      counts: z.record(stateShape, z.number()),
      /** null: not written yet; without it no bulletin goes out. */
      sender: z.object({ line: z.string(), perMinute: z.number() }).nullable(),
    }),
    async handle({ params, query }) {
      await mailChannel(params.id);
      const { state, q, before } = query;
      const { rows, more } = await listSubscribers(params.id, {
        ...(state ? { state } : {}),
        ...(q ? { text: q } : {}),
        ...(before ? { before } : {}),
      });
      const sender = await findSender(params.id);
      return {
        rows: rows.map((row) => ({
          id: row.id,
          address: row.address,
          name: row.name,
          permission: row.permission,
          permittedOn: row.permitted_on,
          enteredBy: row.entered_by,
          enteredAt: row.entered_at.toISOString(),
          state: row.state,
          stateAt: row.state_at.toISOString(),
          stateWhy: row.state_why,
        })),
        more,
        counts: await countSubscribers(params.id),
        sender: sender ? { line: sender.line, perMinute: sender.per_minute } : null,
      };
    },
  }),
  route({
    method: "POST",
    url: "/channels/:id/subscribers",
    summary:
      "Enters subscribers, one a line or as CSV, with the permission that they gave; answers row by row.",
    access: mayWritePosts,
    params: idParams,
    body: z.object({
      text: z.string().min(1).max(500_000),
      /** How they permitted it, in words. */
      permission: z.string().trim().min(10).max(1000),
      permittedOn: z.iso.date(),
    }),
    response: z.object({
      added: z.number(),
      rows: z.array(
        z.object({
          row: z.number(),
          typed: z.string(),
          outcome: z.enum(["added", "known", "twice", "refused"]),
          why: z.string().nullable(),
        }),
      ),
    }),
    async handle({ params, body, caller, language }) {
      await mailChannel(params.id);
      // A day ahead for whoever is ahead of UTC.
      if (Date.parse(body.permittedOn) > now().getTime() + 86_400_000)
        throw badField("body.permittedOn", {
          en: "Nobody has permitted anything on a day to come.",
          es: "Nadie ha dado permiso en un día que aún no ha llegado.",
        });
      const reports = await enterSubscribers(params.id, body.text, {
        said: body.permission,
        on: body.permittedOn,
        by: member(caller).userId,
      });
      return {
        added: reports.filter(({ outcome }) => outcome === "added").length,
        rows: reports.map((each) => ({ ...each, why: each.why && inLanguage(each.why, language) })),
      };
    },
  }),
  route({
    method: "DELETE",
    url: "/subscribers/:id",
    summary: "Takes a subscriber off. The address stays known, so that nobody enters it again by mistake.",
    access: mayWritePosts,
    params: idParams,
    async handle({ params }) {
      if (!(await endSubscription(params.id, "unsubscribed", "team"))) throw notFound();
    },
  }),
  route({
    method: "PUT",
    url: "/channels/:id/bulletin-sender",
    summary:
      "Writes who sends the bulletins of a channel, as it stands below each of them, and how fast they go.",
    access: { role: "lead", scope: "posts:write" },
    params: idParams,
    body: z.object({ line: z.string().trim().min(3).max(500), perMinute: z.int().min(1).max(6000) }),
    async handle({ params, body, caller }) {
      await mailChannel(params.id);
      await writeSender(params.id, { ...body, by: member(caller).userId });
    },
  }),
  route({
    method: "GET",
    url: "/posts/:id/bulletins",
    summary: "How far a post's bulletins are: to how many subscribers of each channel they went.",
    access: mayReadPosts,
    params: idParams,
    response: z.object({ rows: z.array(countsShape.extend({ channelId: z.uuid() })) }),
    async handle({ params }) {
      if (!(await findPost(params.id))) throw notFound();
      const counts = await bulletinCounts(params.id);
      return {
        rows: [...counts].map(([channelId, each]) => ({
          channelId,
          waiting: each.waiting + each.sending,
          sent: each.sent,
          leftOut: each["left-out"],
          bounced: each.bounced,
          failed: each.failed,
          unsubscribed: each.unsubscribed,
          answered: each.answered,
        })),
      };
    },
  }),
];

async function mailChannel(id: string): Promise<void> {
  const channel = await findChannel(id);
  if (!channel) throw notFound();
  if (!isMailed(channel.network))
    throw new Problem("conflict", {
      en: "This network has its own followers: bulletins go out by e-mail.",
      es: "Esta red tiene sus propios seguidores: los boletines salen por correo electrónico.",
    });
}
