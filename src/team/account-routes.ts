/** What belongs to the user and to no workspace: sessions, password, e-mail address, further workspaces. */
import { z } from "zod";
import { badField, isDuplicate, notFound, Problem } from "../kernel/errors.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { afterCommit } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { askSignIn, requirePassword, type SignInDoor } from "./ask-sign-in.ts";
import { asCaller, member, signedIn } from "./caller.ts";
import { acrossWorkspaces } from "./elevate.ts";
import {
  anyPassword,
  emailInput,
  languageInput,
  nameInput,
  passwordInput,
  time,
  zoneInput,
} from "./input.ts";
import { workspaceAnswer } from "./session-routes.ts";
import { deleteSession, listSessions } from "./session-store.ts";
import { changeEmail, findUser, ownsWorkspace } from "./user-store.ts";
import { createWorkspace } from "./workspace-store.ts";

export function accountRoutes(door: SignInDoor): RouteSpec[] {
  return [
    route({
      method: "GET",
      url: "/me/sessions",
      summary: "Where I am signed in",
      access: "signed-in",
      response: z.object({
        sessions: z.array(
          z.object({
            id: z.string(),
            current: z.boolean(),
            startedAt: time,
            lastUsedAt: time,
            address: z.string().nullable(),
            browser: z.string().nullable(),
          }),
        ),
      }),
      async handle({ caller }) {
        const { userId, via } = signedIn(caller);
        const current = via.kind === "session" ? via.sessionId : undefined;
        const sessions = await listSessions(userId);
        return { sessions: sessions.map((each) => ({ ...each, current: each.id === current })) };
      },
    }),
    route({
      method: "DELETE",
      url: "/me/sessions/:id",
      summary: "End one of my sessions",
      access: "signed-in",
      params: idParams,
      async handle({ caller, params }) {
        if (!(await deleteSession(signedIn(caller).userId, params.id))) throw notFound();
        afterCommit(() => door.sessions.forget());
      },
    }),
    route({
      method: "POST",
      url: "/me/password",
      summary: "Change my password; my other sessions end",
      access: "signed-in",
      transaction: "none",
      perMinute: 10,
      body: z.object({ password: anyPassword, newPassword: passwordInput }),
      async handle({ body, request, reply }) {
        await askSignIn(
          door,
          "POST",
          "/change-password",
          { request, reply },
          {
            currentPassword: body.password,
            newPassword: body.newPassword,
            revokeOtherSessions: true,
          },
        );
      },
    }),
    route({
      method: "POST",
      url: "/me/email",
      summary: "Change the e-mail address that I sign in with",
      access: { role: "guest", scope: "none" },
      transaction: "none",
      perMinute: 10,
      body: z.object({ email: emailInput, password: anyPassword }),
      async handle({ body, caller, database, request }) {
        const { userId } = member(caller);
        await requirePassword(door, request, body.password);
        try {
          await asCaller(database, caller, async () => {
            await acrossWorkspaces(() => changeEmail(userId, body.email));
            await record([
              {
                kind: "teammate.changed",
                subject: { kind: "teammate", id: userId },
                data: { fields: ["email"] },
              },
            ]);
          });
        } catch (error) {
          if (!isDuplicate(error)) throw error;
          throw badField("body.email", {
            en: "This address cannot be used. Try another.",
            es: "Esta dirección no se puede usar. Prueba con otra.",
          });
        }
      },
    }),
    route({
      method: "POST",
      url: "/workspaces",
      summary: "Make another workspace; for who owns one already",
      access: "signed-in",
      transaction: "none",
      perMinute: 5,
      body: z.object({ name: nameInput, timeZone: zoneInput, language: languageInput.optional() }),
      response: z.object({ workspace: workspaceAnswer }),
      async handle({ body, caller, database }) {
        const { userId } = signedIn(caller);
        const { user, owner } = await asSystem(database, async () => ({
          user: await findUser({ id: userId }),
          owner: await ownsWorkspace(userId),
        }));
        if (!user) throw notFound();
        if (!owner)
          throw new Problem("not-allowed", {
            en: "Only who owns a workspace here can make another.",
            es: "Solo quien es propietario de un espacio aquí puede crear otro.",
          });
        const language = body.language ?? user.language;
        const workspace = await inWorkspace(database, newId(), { kind: "teammate", id: userId }, () =>
          createWorkspace(
            { name: body.name, timeZone: body.timeZone, language },
            { userId, name: user.name, email: user.email, languages: [user.language] },
          ),
        );
        return { workspace };
      },
    }),
  ];
}
