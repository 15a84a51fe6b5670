/** The two doors behind an invitation's link. */
import { z } from "zod";
import type { Language } from "../kernel/caller.ts";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import { type RouteSpec, route } from "../kernel/route.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { type AcceptFault, acceptInvitation } from "./accept-invitation.ts";
import { askSignIn, type SignInDoor } from "./ask-sign-in.ts";
import { emailInput, languageInput, nameInput, passwordInput, roleInput, time, zoneInput } from "./input.ts";
import { readToken } from "./invitation.ts";
import { findBySecret } from "./invitation-store.ts";
import { workspaceAnswer } from "./session-routes.ts";
import { findUser } from "./user-store.ts";
import { readWorkspace } from "./workspace-store.ts";

export const invitationState = z.enum(["pending", "accepted", "revoked", "expired"]);
const tokenParams = z.object({ token: z.string().max(200) });

export function joinRoutes(door: SignInDoor): RouteSpec[] {
  return [
    route({
      method: "GET",
      url: "/invitations/by-token/:token",
      summary: "What a link invites to",
      access: "public",
      transaction: "none",
      perMinute: 30,
      params: tokenParams,
      response: z.object({
        workspace: z.string(),
        invitedBy: z.string(),
        email: z.string().nullable(),
        role: roleInput,
        state: invitationState,
        expiresAt: time,
        /** Whether the invited address belongs to a user, who then signs in instead of choosing a password. */
        known: z.boolean(),
      }),
      async handle({ params, database }) {
        const read = readToken(params.token);
        if (!read) throw notFound();
        const found = await inWorkspace(database, read.workspaceId, { kind: "system" }, async () => {
          const invitation = await findBySecret(read.secret);
          return invitation && { invitation, workspace: await readWorkspace() };
        });
        if (!found) throw notFound();
        const { email, role, state, expires_at, invited_by } = found.invitation;
        const known = email !== null && (await asSystem(database, () => findUser({ email }))) !== undefined;
        return {
          workspace: found.workspace.name,
          invitedBy: invited_by,
          email,
          role,
          state,
          expiresAt: expires_at.toISOString(),
          known,
        };
      },
    }),
    route({
      method: "POST",
      url: "/invitations/by-token/:token/acceptance",
      summary: "Join: signed in as who one is, or as a new user with a name and a password",
      access: "public",
      transaction: "none",
      perMinute: 10,
      params: tokenParams,
      body: z.object({
        name: nameInput.optional(),
        email: emailInput.optional(),
        password: passwordInput.optional(),
        language: languageInput.optional(),
        timeZone: zoneInput.optional(),
      }),
      response: z.object({ workspace: workspaceAnswer }),
      async handle({ params, body, caller, database, request, reply, language }) {
        const { timeZone, password } = body;
        if (caller?.via.kind === "session") {
          const joined = await acceptInvitation(database, params.token, caller, timeZone);
          if (!joined.ok) throw refusal(joined.fault);
          return { workspace: joined.value.workspace };
        }
        const draft = await newUser(door, body, language);
        const joined = await acceptInvitation(database, params.token, draft, timeZone);
        if (!joined.ok) throw refusal(joined.fault);
        const { workspace, email } = joined.value;
        await askSignIn(
          door,
          "POST",
          "/sign-in/email",
          { request, reply },
          { email, password: password ?? "" },
        );
        return { workspace };
      },
    }),
  ];
}

async function newUser(
  door: SignInDoor,
  body: {
    name?: string | undefined;
    email?: string | undefined;
    password?: string | undefined;
    language?: Language | undefined;
  },
  language: Language,
) {
  const { name, email, password } = body;
  if (!name) throw badField("body.name", { en: "What is your name?", es: "¿Cómo te llamas?" });
  if (!password) throw badField("body.password", { en: "Choose a password.", es: "Elige una contraseña." });
  const passwordHash = await (await door.signIn.$context).password.hash(password);
  return { name, email, passwordHash, language: body.language ?? language };
}

export const inside = () =>
  new Problem("conflict", {
    en: "This person is on the team already.",
    es: "Esta persona ya está en el equipo.",
  });

function refusal(fault: AcceptFault): Problem {
  switch (fault.tag) {
    case "missing":
      return notFound();
    case "inside":
      return inside();
    case "spent":
      return new Problem("conflict", {
        en: "This invitation has been used, taken back or is too old. Ask for a new one.",
        es: "Esta invitación ya se usó, se retiró o caducó. Pide una nueva.",
      });
    case "known-address":
      return new Problem("conflict", {
        en: "There is a user with this address. Sign in first, then open the invitation again.",
        es: "Ya hay un usuario con este correo. Inicia sesión y abre de nuevo la invitación.",
      });
    case "address-needed":
      return badField("body.email", { en: "What is your e-mail address?", es: "¿Cuál es tu correo?" });
  }
}
