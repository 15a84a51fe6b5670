import { z } from "zod";
import { badField, notFound } from "../kernel/errors.ts";
import type { Files } from "../kernel/files.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { asCaller, member } from "./caller.ts";
import { hoursInput, languageInput, nameInput, zoneInput } from "./input.ts";
import { largestPortrait, makePortrait } from "./portrait.ts";
import { changePortrait, changeProfile, findPortrait } from "./profile-store.ts";
import { teammateAnswer } from "./teammate-answer.ts";
import { findTeammate } from "./teammate-store.ts";

const languageTag = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/);
const mine = { role: "guest", scope: "none" } as const;

export function profileRoutes(files: Files): RouteSpec[] {
  return [
    route({
      method: "GET",
      url: "/me",
      summary: "My profile in this workspace",
      access: mine,
      response: teammateAnswer,
      handle: ({ caller }) => profile(member(caller).userId),
    }),
    route({
      method: "PATCH",
      url: "/me",
      summary: "Change my profile",
      access: mine,
      body: z.object({
        name: nameInput.optional(),
        pronouns: z.string().trim().max(60).nullable().optional(),
        languages: z.array(languageTag).max(20).optional(),
        timeZone: zoneInput.optional(),
        hours: hoursInput.optional(),
        signature: z.string().trim().max(200).nullable().optional(),
        language: languageInput.optional(),
      }),
      response: teammateAnswer,
      async handle({ caller, body }) {
        const { userId } = member(caller);
        await changeProfile(userId, body);
        return profile(userId);
      },
    }),
    route({
      method: "PUT",
      url: "/me/portrait",
      summary: "Set my portrait: the picture's bytes as the body, with its type (image/…)",
      access: mine,
      transaction: "none",
      bodyLimit: largestPortrait,
      response: teammateAnswer,
      async handle({ caller, request, database }) {
        const made = Buffer.isBuffer(request.body) ? await makePortrait(request.body) : undefined;
        if (!made?.ok)
          throw badField("body", {
            en: "This is not a picture that can be shown. Try a JPEG, PNG or WebP.",
            es: "Esto no es una imagen que se pueda mostrar. Prueba con JPEG, PNG o WebP.",
          });
        const stored = await files.put(made.value);
        const { userId } = member(caller);
        return asCaller(database, caller, async () => {
          await changePortrait(userId, { ...stored, type: "image/webp" });
          return profile(userId);
        });
      },
    }),
    route({
      method: "DELETE",
      url: "/me/portrait",
      summary: "Take my portrait away",
      access: mine,
      response: teammateAnswer,
      async handle({ caller }) {
        const { userId } = member(caller);
        await changePortrait(userId, undefined);
        return profile(userId);
      },
    }),
    route({
      method: "GET",
      url: "/teammates/:id/portrait",
      summary: "A teammate's portrait, as WebP",
      access: { role: "guest", scope: "team:read" },
      transaction: "none",
      params: idParams,
      query: z.object({ v: z.string().optional() }),
      async handle({ params, query, caller, database, reply }) {
        const found = await asCaller(database, caller, () => findPortrait(params.id));
        if (!found) throw notFound();
        const read = await files.read(found.sha256);
        if (!read.ok) throw notFound();
        // With the picture's id in the address, another picture has another address.
        reply.header("cache-control", query.v ? "private, max-age=31536000, immutable" : "private, no-cache");
        reply.type(found.type);
        return Buffer.from(read.value);
      },
    }),
  ];
}

async function profile(userId: string) {
  const found = await findTeammate(userId);
  if (!found) throw notFound();
  return found;
}
