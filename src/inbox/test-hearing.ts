/** What listening does when messages arrive, for the inbox's tests. */
import { v7 } from "uuid";
import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { findConversation } from "../listening/index.ts";
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

/** Conversation and messages as listening writes them, then what it records. In the workspace's transaction. */
export async function hear(
  by: { channel: string; person: string; identity: string },
  conversation: string,
  messages: Said[],
  options: { backfill?: boolean } = {},
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
  const { settled, events } = await settleHearings([
    {
      conversationId: conversation,
      channelId: by.channel,
      began: (await findConversation(conversation)) === undefined,
      backfill: options.backfill ?? false,
      messages: inTime.map((message) => ({
        at: message.at,
        own: message.own ?? false,
        addressed: !message.own && message.addressed !== false,
        automatic: message.automatic,
        deleted: false,
      })),
    },
  ]);
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
        ...settled.get(conversation),
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
        channel_id: by.channel,
        root_key: conversation,
        subject: null,
        form: "mention",
        status: "closed",
        ...settled.get(conversation),
        priority: 0,
        person_id: by.person,
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
        channel_id: by.channel,
        conversation_id: conversation,
        external_id: `${conversation} ${message.key ?? newId()}`,
        parent_external_id: message.parent ? `${conversation} ${message.parent}` : null,
        identity_id: by.identity,
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
  await record([
    {
      kind: "conversation.heard",
      subject: { kind: "conversation", id: conversation },
      data: {
        channelId: by.channel,
        began: !known,
        backfill: options.backfill ?? false,
        inbound: inbound.length,
        addressedAt: last(addressed)?.toISOString() ?? null,
        ownAt: times.own?.toISOString() ?? null,
        form: "mention",
      },
    },
    ...events,
  ]);
}
