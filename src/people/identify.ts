/** Says who speaks: one identity per account and network, one person per identity for now. */
import { sql } from "kysely";
import type { Author } from "../channels/index.ts";
import { newId } from "../kernel/ids.ts";
import { addRows } from "../kernel/insert-rows.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { runUnread } from "../kernel/unread.ts";

/** One author as met in a batch: how often, when first and last, and whether it is the channel's own account. */
export interface Meeting {
  author: Author;
  own: boolean;
  messages: number;
  reactions: number;
  firstAt: Date;
  lastAt: Date;
}

export interface Identified {
  identityId: string;
  personId: string;
}

/**
 * Finds or makes the identities (and their persons) of a batch on one network; counts what they said and did. Answers by
 * the author's external id. Four statements at most, whatever the size of the batch.
 */
export async function identify(network: string, meetings: Meeting[]): Promise<Map<string, Identified>> {
  if (meetings.length === 0) return new Map();
  const workspace = workspaceId();
  const externalIds = meetings.map(({ author }) => author.externalId);
  const known = await db()
    .selectFrom("identity")
    .where("workspace_id", "=", workspace)
    .where("network", "=", network)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .select(["id", "person_id", "external_id"])
    .execute();
  const found = new Map(
    known.map((row) => [row.external_id, { identityId: row.id, personId: row.person_id }]),
  );
  const acquaintances = meetings.filter(({ author }) => found.has(author.externalId));
  const strangers = meetings.filter(({ author }) => !found.has(author.externalId));
  for (const { author } of strangers)
    found.set(author.externalId, { identityId: newId(), personId: newId() });
  await addRows(
    "person",
    strangers.map((meeting) => ({
      workspace_id: workspace,
      id: (found.get(meeting.author.externalId) as Identified).personId,
      name: meeting.author.name || meeting.author.handle,
      avatar_url: meeting.author.avatarUrl ?? null,
      first_seen_at: meeting.firstAt,
      last_seen_at: meeting.lastAt,
      message_count: meeting.messages,
      reaction_count: meeting.reactions,
    })),
  );
  await addRows(
    "identity",
    meetings.map((meeting) =>
      identityRow(network, meeting, found.get(meeting.author.externalId) as Identified),
    ),
    bringAlong,
  );
  if (acquaintances.length > 0) await countPersons(acquaintances, found);
  return found;
}

/** History that comes late must not bring an old name back. */
const bringAlong = `on conflict (workspace_id, network, external_id) do update set
  handle = case when excluded.last_seen_at >= identity.last_seen_at then excluded.handle else identity.handle end,
  name = case when excluded.last_seen_at >= identity.last_seen_at then excluded.name else identity.name end,
  avatar_url = coalesce(excluded.avatar_url, identity.avatar_url), url = coalesce(excluded.url, identity.url),
  bio = coalesce(excluded.bio, identity.bio), bot = excluded.bot, own = identity.own or excluded.own,
  first_seen_at = least(identity.first_seen_at, excluded.first_seen_at),
  last_seen_at = greatest(identity.last_seen_at, excluded.last_seen_at),
  message_count = identity.message_count + excluded.message_count,
  reaction_count = identity.reaction_count + excluded.reaction_count`;

const identityRow = (network: string, meeting: Meeting, { identityId, personId }: Identified) => ({
  workspace_id: workspaceId(),
  id: identityId,
  person_id: personId,
  network,
  external_id: meeting.author.externalId,
  handle: meeting.author.handle,
  name: meeting.author.name || meeting.author.handle,
  avatar_url: meeting.author.avatarUrl ?? null,
  url: meeting.author.url ?? null,
  bio: meeting.author.bio ?? null,
  bot: meeting.author.bot ?? false,
  own: meeting.own,
  first_seen_at: meeting.firstAt,
  last_seen_at: meeting.lastAt,
  message_count: meeting.messages,
  reaction_count: meeting.reactions,
});

/** Brings the persons' own counts along, in one statement. */
async function countPersons(meetings: Meeting[], found: Map<string, Identified>): Promise<void> {
  const column = <T>(pick: (meeting: Meeting) => T) => meetings.map(pick);
  const statement = sql`update person set
      message_count = person.message_count + met.messages, reaction_count = person.reaction_count + met.reactions,
      name = case when met.last_at >= person.last_seen_at then met.name else person.name end, avatar_url = coalesce(nullif(met.avatar, ''), person.avatar_url),
      first_seen_at = least(person.first_seen_at, met.first_at), last_seen_at = greatest(person.last_seen_at, met.last_at)
    from unnest(
      ${column((each) => found.get(each.author.externalId)?.personId)}::uuid[], ${column((each) => each.messages)}::int[],
      ${column((each) => each.reactions)}::int[], ${column((each) => each.author.name || each.author.handle)}::text[],
      ${column((each) => each.author.avatarUrl ?? "")}::text[],
      ${column((each) => each.firstAt.toISOString())}::timestamptz[], ${column((each) => each.lastAt.toISOString())}::timestamptz[]
    ) as met (id, messages, reactions, name, avatar, first_at, last_at)
    where person.workspace_id = ${workspaceId()} and person.id = met.id`;
  await runUnread(statement.compile(db()));
}
