import { z } from "zod";
import { type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts } from "./caller.ts";
import { type FoundMention, knownMentions, proposeMentions } from "./find-mentions.ts";
import { usedHashtags } from "./hashtags.ts";

const account = z.object({ network: z.string(), handle: z.string() });
const mentionShape = account.extend({
  identityId: z.uuid(),
  name: z.string(),
  avatar: z.string().nullable(),
  /** Of the same person, the chosen one first. */
  accounts: z.array(account),
});
const uuid = z.uuid();
const mostIds = 200;

/** What is proposed while somebody writes: tags after a #, people after an @. */
export const proposalRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/hashtags",
    summary: "The hashtags of this workspace's posts, most used lately first.",
    access: mayReadPosts,
    response: z.object({ rows: z.array(z.object({ tag: z.string(), used: z.number() })) }),
    handle: async () => ({ rows: await usedHashtags(200) }),
  }),
  route({
    method: "GET",
    url: "/mentions",
    summary:
      "People to mention in a post: by the beginning of their handle or name on some networks, or by the ids of accounts.",
    access: mayReadPosts,
    query: z.object({
      search: z.string().max(100).default(""),
      /** Names of networks, with commas between. */
      networks: z.string().max(500).default(""),
      /** Ids of accounts, with commas between. */
      ids: z.string().max(8000).optional(),
    }),
    response: z.object({ rows: z.array(mentionShape) }),
    async handle({ query: { search, networks, ids } }) {
      if (ids !== undefined) {
        const asked = ids.split(",").filter((each) => uuid.safeParse(each).success);
        return { rows: [...(await knownMentions(asked.slice(0, mostIds))).values()].map(present) };
      }
      const words = search.trim();
      if (words === "") return { rows: [] };
      return { rows: (await proposeMentions(words, networks.split(","), 8)).map(present) };
    },
  }),
];

const present = ({ hasAvatar, accounts, ...found }: FoundMention): z.infer<typeof mentionShape> => ({
  ...found,
  accounts: [...accounts],
  avatar: hasAvatar ? `/api/avatars/${found.identityId}` : null,
});
