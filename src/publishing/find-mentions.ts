/** Who is meant by the mentions of a post, as people knows them now. */
import { type ChannelRecord, capabilitiesOf, connectorFor } from "../channels/index.ts";
import { type Account, accountsOfPersons, findAccounts, searchAccounts } from "../people/index.ts";
import type { Content } from "./content.ts";
import { asSaid, isHandle, type Mentioned, type MentionPlace, mentionedIn } from "./mentions.ts";

/** One that may be put into a text, or stands in one. */
export interface FoundMention extends Mentioned {
  network: string;
  handle: string;
  hasAvatar: boolean;
}

/** A post as it stands on a channel, with its mentions said as its network knows them. */
export async function saidOn(channel: ChannelRecord, content: Content): Promise<Content> {
  const known = await knownMentions(mentionedIn(content));
  return known.size === 0 ? content : asSaid(content, known, placeOf(channel));
}

/** What a channel's network makes of a mention. */
export const placeOf = ({ network, settings }: ChannelRecord): MentionPlace => ({
  network,
  mentions: capabilitiesOf(connectorFor(network), settings).carries?.mentions ?? false,
});

/** By the id of the account. What is not known is left out. */
export async function knownMentions(identityIds: readonly string[]): Promise<Map<string, FoundMention>> {
  const found = await withPersons(await findAccounts(identityIds));
  return new Map(found.map((each) => [each.identityId, each]));
}

/** People whose handle or name begins like that and who can be called on one of the networks; each person once. */
export async function proposeMentions(
  search: string,
  networks: string[],
  limit: number,
): Promise<FoundMention[]> {
  const accounts = await searchAccounts(search, networks, limit * 4);
  const persons = new Map<string, Account>();
  for (const each of accounts)
    if (isHandle(each.handle) && !persons.has(each.personId)) persons.set(each.personId, each);
  return withPersons([...persons.values()].slice(0, limit));
}

async function withPersons(accounts: Account[]): Promise<FoundMention[]> {
  const all = Map.groupBy(
    await accountsOfPersons([...new Set(accounts.map(({ personId }) => personId))]),
    ({ personId }) => personId,
  );
  return accounts.map(({ identityId, personId, network, handle, name, hasAvatar }) => {
    const others = (all.get(personId) ?? []).filter((each) => each.identityId !== identityId);
    return {
      identityId,
      name,
      network,
      handle,
      hasAvatar,
      accounts: [
        { network, handle },
        ...others.map((each) => ({ network: each.network, handle: each.handle })),
      ],
    };
  });
}
