/** A small brand with its team, desks, a channel and a community, for the inbox's tests. */
import type { Role } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { type Hearing, hear, type Said } from "./test-hearing.ts";

const everyDay = [["00:00", "24:00"]];
const hours = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, everyDay]),
);

/** A workspace with five people, three desks, a channel that leads to the first desk, and one person who writes to it. */
export async function foundWorkspace(database: Database, slug: string) {
  const id = newId();
  const at = now();
  const team: Array<[string, Role]> = [
    ["ana", "owner"],
    ["leo", "lead"],
    ["mia", "member"],
    ["tom", "member"],
    ["gus", "guest"],
  ];
  const userIds = new Map(team.map(([name]) => [name, newId()]));
  const user = (name: string): string => userIds.get(name) ?? newId();
  const desks = { community: newId(), sales: newId(), support: newId(), archive: newId() };
  const channel = newId();
  const person = newId();
  const identity = newId();
  const ownIdentity = newId();
  await asSystem(database, async () => {
    await db()
      .insertInto("account_user")
      .values(
        team.map(([name]) => ({
          id: user(name),
          name,
          email: `${name}@${slug}.test`,
          email_verified: true,
          image: null,
          language: "en" as const,
          two_factor_enabled: false,
          last_workspace_id: null,
          created_at: at,
          updated_at: at,
        })),
      )
      .execute();
    await db()
      .insertInto("workspace")
      .values({ id, name: slug, slug, time_zone: "Europe/Madrid", created_at: at, updated_at: at })
      .execute();
  });
  const inside = <T>(work: () => Promise<T>): Promise<T> =>
    inWorkspace(database, id, { kind: "system" }, work);
  await inside(async () => {
    await db()
      .insertInto("teammate")
      .values(
        team.map(([name, role]) => ({
          workspace_id: id,
          user_id: user(name),
          role,
          name,
          email: `${name}@${slug}.test`,
          pronouns: null,
          languages: [],
          time_zone: "Europe/Madrid",
          hours: JSON.stringify(hours),
          signature: null,
          portrait_file_id: null,
          joined_at: at,
        })),
      )
      .execute();
    const promises = { community: 120, sales: 480, support: null, archive: 60 };
    await db()
      .insertInto("desk")
      .values(
        Object.entries(desks).map(([key, deskId], position) => ({
          workspace_id: id,
          id: deskId,
          key,
          name: key,
          color: "#884422",
          position,
          promise_minutes: promises[key as keyof typeof promises],
          archived_at: key === "archive" ? at : null,
        })),
      )
      .execute();
    await db()
      .insertInto("teammate_desk")
      .values([
        { workspace_id: id, user_id: user("mia"), desk_id: desks.community },
        { workspace_id: id, user_id: user("tom"), desk_id: desks.sales },
        { workspace_id: id, user_id: user("leo"), desk_id: desks.community },
        { workspace_id: id, user_id: user("leo"), desk_id: desks.sales },
      ])
      .execute();
    await db()
      .insertInto("channel")
      .values({
        workspace_id: id,
        id: channel,
        network: "mastodon",
        external_id: slug,
        handle: slug,
        name: slug,
        desk_id: desks.community,
        status: "active",
        settings: "{}",
        lacking: "[]",
        connected_at: at,
      })
      .execute();
    const seen = { first_seen_at: at, last_seen_at: at, message_count: 1, reaction_count: 0 };
    const nora = { name: "Nora", avatar_url: "https://mastodon.example/nora.png" };
    await db()
      .insertInto("person")
      .values({ workspace_id: id, id: person, ...nora, ...seen })
      .execute();
    await db()
      .insertInto("identity")
      .values([
        {
          workspace_id: id,
          id: identity,
          person_id: person,
          network: "mastodon",
          external_id: "nora",
          handle: "nora@mastodon.example",
          url: "https://mastodon.example/@nora",
          bio: null,
          bot: false,
          own: false,
          ...nora,
          ...seen,
        },
        {
          workspace_id: id,
          id: ownIdentity,
          person_id: person,
          network: "email",
          external_id: "nora@example.test",
          handle: "nora@example.test",
          url: null,
          bio: null,
          bot: false,
          own: false,
          name: "Nora by mail",
          avatar_url: null,
          ...seen,
        },
      ])
      .execute();
  });

  const by = { channel, person, identity };
  return {
    id,
    user,
    roleOf: new Map(team.map(([name, role]) => [user(name), role])),
    desks,
    channel,
    person,
    inside,
    heard: (conversation: string, messages: Said[], options: { backfill?: boolean } = {}) =>
      inside(() => hear(by, [{ conversation, messages }], options)),
    /** Many conversations in one batch. */
    heardAll: (hearings: Hearing[], options: { backfill?: boolean } = {}) =>
      inside(() => hear(by, hearings, options)),
    /** A conversation in which somebody asked something just now. */
    async asked(at: Date = now()): Promise<string> {
      const conversation = newId();
      await inside(() => hear(by, [{ conversation, messages: [{ at }] }]));
      return conversation;
    },
  };
}
