/**
 * Turns readings into messages, conversations and reactions: one transaction for a batch, a constant number of
 * statements, and the same end whatever the order in which things arrived.
 */
import { sql } from "kysely";
import type { MessageReading, ReactionReading } from "../channels/index.ts";
import { type EventDraft, record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { addRows } from "../kernel/insert-rows.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { markFailed, markTurned } from "./arrivals.ts";
import { mergeConversations } from "./conversation-store.ts";
import { type Heard, hear } from "./hear.ts";
import { holdOwn } from "./link-delivery.ts";
import {
  editMessages,
  forgetMessages,
  insertMessages,
  knownMessages,
  type StoredMessage,
} from "./message-store.ts";
import { insertReactions, knownReactions } from "./reaction-store.ts";
import type { ReadBatch } from "./read-arrivals.ts";
import { settle } from "./settling.ts";
import { namesOf, threadBatch } from "./thread.ts";
import { insertConversations, updateConversations } from "./write-heard.ts";

/** One author as met in a batch. */
export interface Meeting {
  author: MessageReading["author"];
  own: boolean;
  messages: number;
  reactions: number;
  firstAt: Date;
  lastAt: Date;
}
/** Says who authors are: the people module's part, handed in by the app. Answers by the author's external id. */
export type Identify = (
  network: string,
  meetings: Meeting[],
) => Promise<Map<string, { identityId: string; personId: string }>>;

export interface TurnContext {
  channel: { id: string; network: string };
  identify: Identify;
  /** A first pass brings history: nobody is expected to answer all of it. */
  backfill: boolean;
  /** When threads that were heard are to be read again; null where the network cannot. */
  sweepDueAt: Date | null;
}

export interface Turned {
  messages: number;
  conversations: number;
}

/** Writes one batch; call inside the workspace's transaction. One batch of a channel at a time. */
export async function turnBatch(context: TurnContext, batch: ReadBatch): Promise<Turned> {
  const { channel } = context;
  // Two streams of one channel may bring the same thread at once: the row's lock puts them in a line.
  await sql`select id from channel where workspace_id = ${workspaceId()} and id = ${channel.id} for no key update`.execute(
    db(),
  );
  if (batch.messages.some(({ reading }) => reading.own)) await holdOwn([channel.id]);
  const latest = onceEach(batch.messages);
  const known = await knownMessages(
    channel.id,
    latest.map(({ reading }) => reading.externalId),
  );
  const fresh = latest.filter(({ reading }) => !known.has(reading.externalId));
  const standing = await knownReactions(
    channel.id,
    batch.reactions.map((each) => each.externalId),
  );
  const reactions = [
    ...new Map(
      batch.reactions.filter((each) => !standing.has(each.externalId)).map((each) => [each.externalId, each]),
    ).values(),
  ];
  const identities = await context.identify(channel.network, meet(latest, known, reactions));
  const identityOf = (author: MessageReading["author"]) => {
    const found = identities.get(author.externalId);
    if (!found) throw new Error("An author was not identified.");
    return found;
  };

  const keys = await knownKeys(
    channel.id,
    fresh.flatMap(({ reading }) => namesOf(reading)),
  );
  const threading = threadBatch(
    fresh.map(({ reading }) => reading),
    keys,
    newId,
  );
  if (threading.merged.size > 0) await mergeConversations(channel.id, threading.merged);

  const heard = hear(
    fresh,
    new Set(batch.deletions.map((each) => each.externalId)),
    threading,
    (author) => identityOf(author).personId,
  );
  const settlement = await settle(
    heard.map(({ id, began, messages }) => ({
      conversationId: id,
      channelId: channel.id,
      began,
      backfill: context.backfill,
      messages,
    })),
  );
  const written = { heard, settled: settlement.settled, sweepDueAt: context.sweepDueAt };
  await insertConversations(channel.id, written);
  await updateConversations(written);
  await saveKeys(channel.id, new Map([...threading.keys].filter(([name]) => !keys.has(name))));
  await insertMessages(
    channel.id,
    fresh.map(({ reading, arrivalId }) => ({
      id: newId(),
      reading,
      arrivalId,
      identityId: identityOf(reading.author).identityId,
      conversationId: threading.conversationOf.get(reading.externalId) as string,
    })),
  );
  const edited = await editMessages(channel.id, latest, known);
  const forgotten = await forgetMessages(channel.id, batch.deletions);
  await insertReactions(
    channel.id,
    reactions.map((reading) => ({ id: newId(), reading, identityId: identityOf(reading.author).identityId })),
  );
  await markTurned(batch.done);
  for (const { id, fault } of batch.failed) await markFailed(id, fault);
  await tell(context, heard, edited, forgotten, settlement.events);
  await tellReactions(channel.id, reactions);
  return { messages: fresh.length, conversations: heard.length };
}

/** The same message may be in a batch several times (a notification, a timeline): the last reading stands. */
const onceEach = (messages: ReadBatch["messages"]): ReadBatch["messages"] => [
  ...new Map(messages.map((each) => [each.reading.externalId, each])).values(),
];

function meet(
  messages: ReadBatch["messages"],
  known: Map<string, StoredMessage>,
  reactions: ReactionReading[],
): Meeting[] {
  const meetings = new Map<string, Meeting>();
  const add = (
    author: Meeting["author"],
    at: Date,
    own: boolean,
    count: { messages: number; reactions: number },
  ) => {
    const met = meetings.get(author.externalId);
    meetings.set(author.externalId, {
      // The name they bore last is the one they are known by.
      author: met && met.lastAt > at ? met.author : author,
      own: own || (met?.own ?? false),
      messages: (met?.messages ?? 0) + count.messages,
      reactions: (met?.reactions ?? 0) + count.reactions,
      firstAt: met && met.firstAt < at ? met.firstAt : at,
      lastAt: met && met.lastAt > at ? met.lastAt : at,
    });
  };
  for (const { reading } of messages)
    add(reading.author, reading.at, reading.own, {
      messages: known.has(reading.externalId) ? 0 : 1,
      reactions: 0,
    });
  for (const reaction of reactions) add(reaction.author, reaction.at, false, { messages: 0, reactions: 1 });
  return [...meetings.values()];
}

async function knownKeys(channelId: string, names: string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await db()
    .selectFrom("thread_key")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .where(sql<boolean>`external_id = any(${[...new Set(names)]}::text[])`)
    .select(["external_id", "conversation_id"])
    .execute();
  return new Map(rows.map((row) => [row.external_id, row.conversation_id]));
}

/** New names only: those of conversations that join are moved with them. Nobody else writes any meanwhile. */
const saveKeys = (channelId: string, keys: ReadonlyMap<string, string>): Promise<void> =>
  addRows(
    "thread_key",
    [...keys].map(([name, conversation]) => ({
      workspace_id: workspaceId(),
      channel_id: channelId,
      external_id: name,
      conversation_id: conversation,
    })),
  );

async function tell(
  context: TurnContext,
  heard: Heard[],
  edited: StoredMessage[],
  forgotten: StoredMessage[],
  settled: EventDraft[],
): Promise<void> {
  const events: EventDraft[] = heard.map((each) => ({
    kind: "conversation.heard",
    subject: { kind: "conversation", id: each.id },
    data: {
      channelId: context.channel.id,
      began: each.began,
      backfill: context.backfill,
      inbound: each.inbound,
      addressedAt: each.addressedAt?.toISOString() ?? null,
      ownAt: each.ownAt?.toISOString() ?? null,
      form: each.form,
    },
  }));
  const change = (kind: string, message: StoredMessage): EventDraft => ({
    kind,
    subject: { kind: "conversation", id: message.conversationId },
    data: { messageId: message.id },
  });
  events.push(...settled);
  events.push(...edited.map((each) => change("message.edited", each)));
  events.push(...forgotten.map((each) => change("message.deleted", each)));
  await record(events);
  for (const event of events) {
    announce("messages", event.subject.id);
    announce("conversations", event.subject.id);
  }
  if (heard.length > 0) announce("summary");
}

async function tellReactions(channelId: string, reactions: ReactionReading[]): Promise<void> {
  const targets = [...new Set(reactions.flatMap((each) => each.targetId ?? []))];
  const messages = await knownMessages(channelId, targets);
  for (const message of messages.values()) announce("messages", message.conversationId);
}
