/** A small brand with its team, desks, a channel and a community, served through HTTP, for the inbox's tests. */
import { describe } from "node:test";
import { v7 } from "uuid";
import { peerMissing } from "../../test/peers/available.ts";
import { startPostgres } from "../../test/peers/postgres.ts";
import type { Authenticate, Role } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import { type Database, openDatabase } from "../kernel/database.ts";
import { record } from "../kernel/events.ts";
import { buildHttp } from "../kernel/http.ts";
import { newId } from "../kernel/ids.ts";
import { migrate } from "../kernel/migrate.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { openInbox } from "./index.ts";

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came.
  body: any;
}

export interface Said {
  /** Key of the message within its conversation; the second time it is the same message. */
  key?: string;
  at: Date;
  own?: boolean;
  addressed?: boolean;
  automatic?: "bounce" | "auto-reply" | "list";
  text?: string;
  parent?: string;
}

const everyDay = [["00:00", "24:00"]];
const hours = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, everyDay]),
);

export type World = Awaited<ReturnType<typeof openWorld>>;

/** Runs the same promises on the embedded database and, where it is installed, on a PostgreSQL server. */
export function onBothEngines(title: string, promises: (open: () => Promise<World>) => void): void {
  describe(`${title}, on the embedded database`, () =>
    promises(async () => openWorld(await openDatabase({}))));
  describe(`${title}, on a PostgreSQL server`, { skip: peerMissing("postgres") ?? false }, () =>
    promises(async () => {
      const peer = await startPostgres();
      const database = await openDatabase({ url: await peer.createDatabase("inbox") });
      return openWorld(database, () => peer.stop());
    }),
  );
}

export async function openWorld(database: Database, stopServer: () => Promise<void> = async () => {}) {
  await migrate(database);
  const world = await foundWorkspace(database, "brand");
  const other = await foundWorkspace(database, "elsewhere");
  const authenticate: Authenticate = async ({ headers, workspaceId: named }) => {
    const userId = String(headers["x-test-user"] ?? "");
    const home = [world, other].find((each) => each.roleOf.has(userId));
    const role = home?.roleOf.get(userId);
    if (!home || !role) return undefined;
    return {
      userId,
      via: { kind: "session", sessionId: newId() },
      ...(named === home.id ? { workspace: { id: home.id, role } } : {}),
    };
  };
  const inbox = openInbox({ database });
  const http = await buildHttp({ database, authenticate, origin: "http://rapport.test", trustProxy: false });
  http.mount(inbox.routes, "inbox");
  await http.server.ready();

  /** Asks as one of the team, by name. */
  async function as(
    name: string,
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    const [home, who] = name === "eve" ? [other, "ana"] : [world, name];
    const answer = await http.server.inject({
      method,
      url: `/api${path}`,
      headers: { "x-test-user": home.user(who), "rapport-workspace": home.id },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    return { status: answer.statusCode, body: answer.payload === "" ? undefined : answer.json() };
  }

  return {
    database,
    inbox,
    http,
    as,
    ...world,
    other,
    async close() {
      await http.server.close();
      await database.close();
      await stopServer();
    },
  };
}

/** A workspace with five people, three desks, a channel that leads to the first desk, and one person who writes to it. */
async function foundWorkspace(database: Database, slug: string) {
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

  /** Conversation and messages as listening writes them, then what it records. Answers nothing: look through the API. */
  async function heard(
    conversation: string,
    messages: Said[],
    options: { backfill?: boolean; silent?: boolean } = {},
  ): Promise<void> {
    const inTime = [...messages].sort((a, b) => a.at.getTime() - b.at.getTime());
    const last = (which: Said[]) => which.at(-1)?.at ?? null;
    const inbound = inTime.filter((message) => !message.own);
    const addressed = inbound.filter((message) => message.addressed !== false && !message.automatic);
    const times = {
      first: inTime[0]?.at ?? now(),
      last: last(inTime) ?? now(),
      inbound: last(inbound),
      own: last(inTime.filter((message) => message.own)),
    };
    const known = await db()
      .selectFrom("conversation")
      .selectAll()
      .where("workspace_id", "=", workspaceId())
      .where("id", "=", conversation)
      .executeTakeFirst();
    const newest = (a: Date | null | undefined, b: Date | null) => (!a || (b && b > a) ? b : a);
    if (known)
      await db()
        .updateTable("conversation")
        .set({
          message_count: known.message_count + messages.length,
          last_at: newest(known.last_at, times.last) ?? times.last,
          last_inbound_at: newest(known.last_inbound_at, times.inbound),
          last_outbound_at: newest(known.last_outbound_at, times.own),
          version: known.version + 1,
        })
        .where("workspace_id", "=", workspaceId())
        .where("id", "=", conversation)
        .execute();
    else
      await db()
        .insertInto("conversation")
        .values({
          workspace_id: workspaceId(),
          id: conversation,
          channel_id: channel,
          root_key: conversation,
          subject: null,
          form: "mention",
          status: "closed",
          priority: 0,
          person_id: person,
          preview: inTime.at(-1)?.text ?? "Hello",
          language: "en",
          message_count: messages.length,
          first_at: times.first,
          last_at: times.last,
          last_inbound_at: times.inbound,
          last_outbound_at: times.own,
          version: 1,
        })
        .execute();
    for (const message of inTime)
      await db()
        .insertInto("message")
        .values({
          workspace_id: workspaceId(),
          // As listening makes it when the message comes in, on the test's clock.
          id: v7({ msecs: now().getTime() }),
          channel_id: channel,
          conversation_id: conversation,
          external_id: `${conversation} ${message.key ?? newId()}`,
          parent_external_id: message.parent ? `${conversation} ${message.parent}` : null,
          identity_id: identity,
          own: message.own ?? false,
          addressed: !message.own && message.addressed !== false,
          form: "mention",
          at: message.at,
          subject: null,
          text: message.text ?? "Hello",
          html: null,
          folded: null,
          language: "en",
          visibility: "public",
          content_warning: null,
          url: null,
          attachments: "[]",
          links: "[]",
          automatic: message.automatic ?? null,
          arrival_id: newId(),
          delivery_id: null,
        })
        .execute();
    if (!options.silent)
      await record([
        {
          kind: "conversation.heard",
          subject: { kind: "conversation", id: conversation },
          data: {
            channelId: channel,
            began: !known,
            backfill: options.backfill ?? false,
            inbound: inbound.length,
            addressedAt: last(addressed)?.toISOString() ?? null,
            ownAt: times.own?.toISOString() ?? null,
            form: "mention",
          },
        },
      ]);
  }

  return {
    id,
    user,
    roleOf: new Map(team.map(([name, role]) => [user(name), role])),
    desks,
    channel,
    person,
    inside,
    heard: (conversation: string, messages: Said[], options: { backfill?: boolean } = {}) =>
      inside(() => heard(conversation, messages, options)),
    /** A conversation in which somebody asked something just now. */
    async asked(at: Date = now()): Promise<string> {
      const conversation = newId();
      await inside(() => heard(conversation, [{ at }]));
      return conversation;
    },
  };
}
