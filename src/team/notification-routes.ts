import { z } from "zod";
import { Problem } from "../kernel/errors.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type RouteSpec, route } from "../kernel/route.ts";
import { member } from "./caller.ts";
import { time } from "./input.ts";
import { type NotificationKind, notificationKinds } from "./notification.ts";
import {
  countUnread,
  listNotifications,
  readChoices,
  readNotifications,
  writeChoices,
} from "./notification-store.ts";
import { addSubscription, removeSubscriptions } from "./push-store.ts";
import { readVapid } from "./vapid.ts";

const mine = { role: "guest", scope: "none" } as const;
const kind = z.enum(notificationKinds as [NotificationKind, ...NotificationKind[]]);
const choice = z.object({ kind, inApp: z.boolean(), email: z.boolean(), push: z.boolean() });
const choicesAnswer = z.object({
  choices: z.array(choice),
  /** Whether this installation can send them. */
  sends: z.object({ email: z.boolean(), push: z.boolean() }),
});
const pageQuery = z.object({
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  unread: z.enum(["true", "false"]).optional(),
});
const endpoint = z.url({ protocol: /^https$/ }).max(2000);
/** An uncompressed point on P-256 and 16 bytes of authentication (RFC 8291), in base64url. */
const pushKeys = z.object({
  p256dh: z.string().regex(/^[A-Za-z0-9_-]{86,88}={0,2}$/),
  auth: z.string().regex(/^[A-Za-z0-9_-]{22}={0,2}$/),
});

export function notificationRoutes(kernel: Pick<Kernel, "database" | "keys" | "mailer">): RouteSpec[] {
  const answerChoices = async (userId: string): Promise<z.output<typeof choicesAnswer>> => {
    const chosen = (await readChoices([userId])).get(userId);
    return {
      choices: notificationKinds.flatMap((name) => (chosen ? { kind: name, ...chosen[name] } : [])),
      sends: { email: kernel.mailer !== undefined, push: true },
    };
  };
  return [
    route({
      method: "GET",
      url: "/notifications",
      summary: "My notifications, newest first, and how many are unread",
      access: mine,
      query: pageQuery as z.ZodType<z.output<typeof pageQuery>>,
      response: z.object({
        notifications: z.array(
          z.object({
            id: z.string(),
            kind,
            subject: z.object({ kind: z.string(), id: z.string() }),
            data: z.record(z.string(), z.string().optional()),
            createdAt: time,
            readAt: time.nullable(),
          }),
        ),
        cursor: z.string().nullable(),
        unread: z.number(),
      }),
      handle: ({ caller, query }) =>
        listNotifications(member(caller).userId, { ...query, unread: query.unread === "true" }),
    }),
    route({
      method: "POST",
      url: "/notifications/reading",
      summary: "Mark notifications as read: some, or all",
      access: mine,
      body: z.union([
        z.strictObject({ ids: z.array(z.uuid()).max(500) }),
        z.strictObject({ all: z.literal(true) }),
      ]),
      response: z.object({ unread: z.number() }),
      async handle({ caller, body }) {
        const { userId } = member(caller);
        await readNotifications(userId, "ids" in body ? body.ids : "all");
        return { unread: await countUnread(userId) };
      },
    }),
    route({
      method: "GET",
      url: "/me/notification-choices",
      summary: "What reaches me, and how",
      access: mine,
      response: choicesAnswer,
      handle: ({ caller }) => answerChoices(member(caller).userId),
    }),
    route({
      method: "PUT",
      url: "/me/notification-choices",
      summary: "Choose what reaches me, and how; kinds that are not named stay as they are",
      access: mine,
      body: z.object({ choices: z.array(choice).max(notificationKinds.length) }),
      response: choicesAnswer,
      async handle({ caller, body }) {
        const { userId } = member(caller);
        await writeChoices(userId, Object.fromEntries(body.choices.map(({ kind, ...rest }) => [kind, rest])));
        return answerChoices(userId);
      },
    }),
    route({
      method: "GET",
      url: "/push-key",
      summary: "The public key that a browser subscribes with (VAPID)",
      access: "signed-in",
      transaction: "none",
      response: z.object({ key: z.string() }),
      async handle() {
        const vapid = await readVapid(kernel.database, kernel.keys);
        if (!vapid)
          throw new Problem("unavailable", {
            en: "Browser notifications are not working on this installation.",
            es: "Las notificaciones del navegador no funcionan en esta instalación.",
          });
        return { key: vapid.publicKey };
      },
    }),
    route({
      method: "POST",
      url: "/me/push-subscriptions",
      summary: "Send notifications to this browser",
      access: mine,
      body: z.object({ endpoint, keys: pushKeys }),
      async handle({ caller, body, request }) {
        const userAgent = request.headers["user-agent"]?.slice(0, 300) ?? null;
        await addSubscription(member(caller).userId, { ...body, userAgent });
      },
    }),
    route({
      method: "DELETE",
      url: "/me/push-subscriptions",
      summary: "Send nothing to this browser any more",
      access: mine,
      body: z.object({ endpoint }),
      handle: ({ caller, body }) => removeSubscriptions(member(caller).userId, body),
    }),
  ];
}
