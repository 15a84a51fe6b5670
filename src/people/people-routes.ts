import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { findPerson } from "./person-store.ts";

const iso = z.string();
export const personShape = z.object({
  id: z.uuid(),
  name: z.string(),
  avatar: z.string().nullable(),
  firstSeenAt: iso,
  lastSeenAt: iso,
  messageCount: z.number(),
  reactionCount: z.number(),
  identities: z.array(
    z.object({
      id: z.uuid(),
      network: z.string(),
      handle: z.string(),
      name: z.string(),
      avatar: z.string().nullable(),
      url: z.string().nullable(),
      bio: z.string().nullable(),
      bot: z.boolean(),
      own: z.boolean(),
      firstSeenAt: iso,
      lastSeenAt: iso,
      messageCount: z.number(),
      reactionCount: z.number(),
    }),
  ),
});

export const peopleRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/people/:id",
    summary: "A person of the community, with their accounts.",
    access: { role: "guest", scope: "inbox:read" },
    params: idParams,
    response: personShape,
    async handle({ params }) {
      const found = await findPerson(params.id);
      if (!found) throw notFound();
      const { person, identities } = found;
      const avatarOf = (identity: { id: string; avatar_url: string | null }) =>
        identity.avatar_url ? `/api/avatars/${identity.id}` : null;
      return {
        id: person.id,
        name: person.name,
        avatar: identities.map(avatarOf).find((each) => each !== null) ?? null,
        firstSeenAt: person.first_seen_at.toISOString(),
        lastSeenAt: person.last_seen_at.toISOString(),
        messageCount: person.message_count,
        reactionCount: person.reaction_count,
        identities: identities.map((identity) => ({
          id: identity.id,
          network: identity.network,
          handle: identity.handle,
          name: identity.name,
          avatar: avatarOf(identity),
          url: identity.url,
          bio: identity.bio,
          bot: identity.bot,
          own: identity.own,
          firstSeenAt: identity.first_seen_at.toISOString(),
          lastSeenAt: identity.last_seen_at.toISOString(),
          messageCount: identity.message_count,
          reactionCount: identity.reaction_count,
        })),
      };
    },
  }),
];
