import { z } from "zod";
import { atLeast, scopes } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import { badField, notFound } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./api-key-store.ts";
import { member } from "./caller.ts";
import { nameInput, time } from "./input.ts";

const scope = z.enum(scopes);
const keyAnswer = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(scope),
  userId: z.string(),
  createdAt: time,
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
  revokedAt: time.nullable(),
});
/** A key makes no keys. */
const access = { role: "member", scope: "none" } as const;

export const apiKeyRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/api-keys",
    summary: "My API keys; a lead sees everybody's",
    access,
    response: z.object({ keys: z.array(keyAnswer) }),
    handle: async ({ caller }) => ({ keys: await listApiKeys({ userId: limitOf(caller) }) }),
  }),
  route({
    method: "POST",
    url: "/api-keys",
    summary: "Make an API key; its secret is in this answer only",
    access,
    perMinute: 30,
    body: z.object({
      name: nameInput,
      scopes: z.array(scope).min(1).max(scopes.length),
      expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
    }),
    response: z.object({ key: keyAnswer, secret: z.string() }),
    handle({ body, caller }) {
      const expiresAt = body.expiresAt ? new Date(body.expiresAt) : null;
      if (expiresAt && expiresAt <= now())
        throw badField("body.expiresAt", {
          en: "This moment has passed already.",
          es: "Ese momento ya ha pasado.",
        });
      return createApiKey(member(caller).userId, { name: body.name, scopes: body.scopes, expiresAt });
    },
  }),
  route({
    method: "POST",
    url: "/api-keys/:id/revocation",
    summary: "Revoke a key: mine, or as a lead anybody's",
    access,
    params: idParams,
    response: keyAnswer,
    async handle({ params, caller }) {
      const key = await revokeApiKey(params.id, limitOf(caller));
      if (!key) throw notFound();
      return key;
    },
  }),
];

/** Whose keys this caller sees: their own, or without limit. */
function limitOf(caller: Parameters<typeof member>[0]): string | undefined {
  const { userId, workspace } = member(caller);
  return atLeast(workspace.role, "lead") ? undefined : userId;
}
