import { z } from "zod";
import { atLeast, type Role } from "../kernel/caller.ts";
import { notFound, Problem } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { member } from "./caller.ts";
import { requireDesks } from "./desk-store.ts";
import { roleInput } from "./input.ts";
import { changeMembership, leave } from "./membership-store.ts";
import type { MembershipFault } from "./teammate.ts";
import { teammateAnswer } from "./teammate-answer.ts";
import { findTeammate, listTeammates } from "./teammate-store.ts";

export const teammateRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/teammates",
    summary: "The team",
    access: { role: "guest", scope: "team:read" },
    query: z.object({ left: z.enum(["true", "false"]).optional() }),
    response: z.object({ teammates: z.array(teammateAnswer) }),
    handle: async ({ query }) => ({ teammates: await listTeammates({ left: query.left === "true" }) }),
  }),
  route({
    method: "PATCH",
    url: "/teammates/:id",
    summary: "Change a teammate's role or desks",
    access: { role: "lead", scope: "team:write" },
    params: idParams,
    body: z.object({
      role: roleInput.optional(),
      deskIds: z.array(z.uuid()).max(100).optional(),
    }),
    response: teammateAnswer,
    async handle({ params, body, caller }) {
      if (body.deskIds) await requireDesks(body.deskIds, "body.deskIds");
      const changed = await changeMembership(actor(caller), params.id, body);
      if (!changed.ok) throw problem(changed.fault);
      const found = await findTeammate(params.id);
      if (!found) throw notFound();
      return found;
    },
  }),
  route({
    method: "POST",
    url: "/teammates/:id/departure",
    summary: "End a membership: a lead's for others, anybody's own",
    access: { role: "guest", scope: "team:write" },
    params: idParams,
    async handle({ params, caller }) {
      const who = actor(caller);
      if (params.id !== who.id && !atLeast(who.role, "lead"))
        // Who may not do it is not told who is there either: guests and members see the team anyway.
        throw new Problem("not-allowed", {
          en: "A lead or the owner can do this.",
          es: "Esto lo puede hacer un responsable o el propietario.",
        });
      const left = await leave(who, params.id);
      if (!left.ok) throw problem(left.fault);
    },
  }),
];

function actor(caller: Parameters<typeof member>[0]): { id: string; role: Role } {
  const { userId, workspace } = member(caller);
  return { id: userId, role: workspace.role };
}

export function problem(fault: MembershipFault | { tag: "missing" }): Problem {
  switch (fault.tag) {
    case "missing":
      return notFound();
    case "last-owner":
      return new Problem("conflict", {
        en: "A workspace needs an owner. Make somebody else an owner first.",
        es: "Un espacio necesita un propietario. Nombra antes a otra persona.",
      });
    case "owners-only":
      return new Problem("not-allowed", {
        en: "Only an owner can make, change or remove an owner.",
        es: "Solo un propietario puede nombrar, cambiar o quitar a un propietario.",
      });
  }
}
