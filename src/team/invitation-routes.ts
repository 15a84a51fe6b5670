import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { member } from "./caller.ts";
import { requireDesks } from "./desk-store.ts";
import { emailInput, languageInput, roleInput, time } from "./input.ts";
import type { OrderInvitationMail } from "./invitation-mail.ts";
import { createInvitation, listInvitations, revokeInvitation } from "./invitation-store.ts";
import { inside, invitationState } from "./join-routes.ts";
import { problem } from "./teammate-routes.ts";
import { findTeammate, listTeammates } from "./teammate-store.ts";
import { readWorkspace } from "./workspace-store.ts";

const invitationAnswer = z.object({
  id: z.string(),
  email: z.string().nullable(),
  role: roleInput,
  deskIds: z.array(z.string()),
  state: invitationState,
  createdBy: z.string(),
  createdAt: time,
  expiresAt: time,
  acceptedBy: z.string().nullable(),
});
const lead = { role: "lead", scope: "team:write" } as const;

/** `mail` is absent when the installation sends none: then the link alone is given. */
export function invitationRoutes(origin: string, mail: OrderInvitationMail | undefined): RouteSpec[] {
  return [
    route({
      method: "GET",
      url: "/invitations",
      summary: "Invitations, newest first",
      access: { role: "lead", scope: "team:read" },
      response: z.object({ invitations: z.array(invitationAnswer) }),
      handle: async () => ({ invitations: await listInvitations() }),
    }),
    route({
      method: "POST",
      url: "/invitations",
      summary: "Invite somebody: by e-mail when an address is given and mail is set up, by the link always",
      access: lead,
      perMinute: 30,
      body: z.object({
        email: emailInput.optional(),
        role: roleInput,
        deskIds: z.array(z.uuid()).max(100).optional(),
        /** Of the e-mail. */
        language: languageInput.optional(),
      }),
      response: z.object({ invitation: invitationAnswer, link: z.string(), emailed: z.boolean() }),
      async handle({ body, caller, language }) {
        const { userId, workspace } = member(caller);
        const { email, role, deskIds = [] } = body;
        if (role === "owner" && workspace.role !== "owner") throw problem({ tag: "owners-only" });
        await requireDesks(deskIds, "body.deskIds");
        if (email && (await listTeammates()).some((teammate) => teammate.email === email)) throw inside();
        const made = await createInvitation({ email: email ?? null, role, deskIds }, userId);
        const link = `${origin}/join/${made.token}`;
        if (email && mail)
          mail({
            to: email,
            link,
            language: body.language ?? language,
            inviter: (await findTeammate(userId))?.name ?? "",
            workspace: (await readWorkspace()).name,
          });
        return { invitation: made.invitation, link, emailed: email !== undefined && mail !== undefined };
      },
    }),
    route({
      method: "POST",
      url: "/invitations/:id/revocation",
      summary: "Take an invitation back",
      access: lead,
      params: idParams,
      response: invitationAnswer,
      async handle({ params }) {
        const revoked = await revokeInvitation(params.id);
        if (!revoked) throw notFound();
        return revoked;
      },
    }),
  ];
}
