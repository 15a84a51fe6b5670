/** What listening does when messages arrive, for the inbox's tests. */
import { v7 } from "uuid";
import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { HeardMessage, Settled } from "../listening/index.ts";
import { settleHearings } from "./settle.ts";

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

export interface Hearing {
  conversation: string;
  messages: Said[];
}

/**
 * Conversations as the inbox settles them and messages as listening writes them, then what it records, as one batch. In
 * the workspace's transaction.
 */
export async function hear(
  by: { channel: string; person: string; identity: string },
  said: Hearing[],
  options: { backfill?: boolean } = {},
): Promise<void> {
  const hearings = said.map(({ conversation, messages }) => ({
    conversation,
    messages: messages.map((each) => ({ ...each, key: each.key ?? newId() })),
  }));
  const rows = await db()
    .selectFrom("conversation")
    .selectAll()
    .where("workspace_id", "=", workspaceId())
    .where(
      "id",
      "in",
      hearings.map(({ conversation }) => conversation),
    )
    .execute();
  const standing = new Map(rows.map((row) => [row.id, row]));
  const began = hearings.filter(({ conversation }) => !standing.has(conversation));
  const { settled, events } = await settleHearings(
    hearings.map(({ conversation, messages }) => ({
      conversationId: conversation,
      channelId: by.channel,
      began: !standing.has(conversation),
      backfill: options.backfill ?? false,
      messages: messages
        .toSorted((a, b) => a.at.getTime() - b.at.getTime())
        .map((each) => heardOf(conversation, each)),
    })),
  );
  for (const hearing of hearings) {
    const known = standing.get(hearing.conversation);
    if (!known) continue;
    const times = timesOf(hearing);
    await db()
      .updateTable("conversation")
      .set({
        message_count: known.message_count + hearing.messages.length,
        last_at: newest(known.last_at, times.last) ?? times.last,
        last_inbound_at: newest(known.last_inbound_at, times.inbound),
        last_outbound_at: newest(known.last_outbound_at, times.own),
        version: known.version + 1,
        ...settled.get(hearing.conversation),
      })
      .where("workspace_id", "=", workspaceId())
      .where("id", "=", hearing.conversation)
      .execute();
  }
  if (began.length > 0)
    await db()
      .insertInto("conversation")
      .values(began.map((hearing) => conversationOf(by, hearing, settled.get(hearing.conversation))))
      .execute();
  await db()
    .insertInto("message")
    .values(
      hearings.flatMap(({ conversation, messages }) =>
        messages.map((each) => messageOf(by, conversation, each)),
      ),
    )
    .execute();
  await record([
    ...hearings.map((hearing) => {
      const times = timesOf(hearing);
      return {
        kind: "conversation.heard",
        subject: { kind: "conversation", id: hearing.conversation },
        data: {
          channelId: by.channel,
          began: !standing.has(hearing.conversation),
          backfill: options.backfill ?? false,
          inbound: hearing.messages.filter(({ own }) => !own).length,
          addressedAt: times.addressed?.toISOString() ?? null,
          ownAt: times.own?.toISOString() ?? null,
          form: "mention",
        },
      };
    }),
    ...events,
  ]);
}

const newest = (a: Date | null | undefined, b: Date | null) => (!a || (b && b > a) ? b : a);

function timesOf({ messages }: Hearing) {
  const inTime = messages.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime());
  const last = (which: (message: Said) => boolean | undefined) =>
    messages.filter(which).reduce<Date | null>((latest, { at }) => newest(latest, at), null);
  return {
    first: inTime[0] ?? now(),
    last: inTime.at(-1) ?? now(),
    inbound: last(({ own }) => !own),
    addressed: last(({ own, addressed, automatic }) => !own && addressed !== false && !automatic),
    own: last(({ own }) => own),
  };
}

type Named = Said & { key: string };

const namesOf = (conversation: string, { key, parent }: Named) => ({
  externalId: `${conversation} ${key}`,
  parentId: parent && `${conversation} ${parent}`,
});

const heardOf = (conversation: string, message: Named): HeardMessage => ({
  ...namesOf(conversation, message),
  at: message.at,
  own: message.own ?? false,
  addressed: !message.own && message.addressed !== false,
  automatic: message.automatic,
  deleted: false,
});

function conversationOf(by: { channel: string; person: string }, hearing: Hearing, settled?: Settled) {
  const times = timesOf(hearing);
  return {
    workspace_id: workspaceId(),
    id: hearing.conversation,
    channel_id: by.channel,
    root_key: hearing.conversation,
    subject: null,
    form: "mention" as const,
    status: "closed" as const,
    ...settled,
    priority: 0,
    person_id: by.person,
    preview: hearing.messages.find(({ at }) => at === times.last)?.text ?? "Hello",
    language: "en",
    message_count: hearing.messages.length,
    first_at: times.first,
    last_at: times.last,
    last_inbound_at: times.inbound,
    last_outbound_at: times.own,
    version: 1,
  };
}

const messageOf = (by: { channel: string; identity: string }, conversation: string, message: Named) => ({
  workspace_id: workspaceId(),
  // As listening makes it when the message comes in, on the test's clock.
  id: v7({ msecs: now().getTime() }),
  channel_id: by.channel,
  conversation_id: conversation,
  external_id: namesOf(conversation, message).externalId,
  parent_external_id: namesOf(conversation, message).parentId ?? null,
  identity_id: by.identity,
  own: message.own ?? false,
  addressed: !message.own && message.addressed !== false,
  form: "mention" as const,
  at: message.at,
  subject: null,
  text: message.text ?? "Hello",
  html: null,
  folded: null,
  language: "en",
  visibility: "public" as const,
  content_warning: null,
  url: null,
  attachments: "[]",
  links: "[]",
  automatic: message.automatic ?? null,
  arrival_id: newId(),
  delivery_id: null,
});
