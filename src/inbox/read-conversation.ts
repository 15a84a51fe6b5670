/** One conversation with all that stands beside its thread. */
import { sql } from "kysely";
import { notFound } from "../kernel/errors.ts";
import type { Json } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { type ConversationRow, conversationRows } from "./conversation-row.ts";
import { type Draft, draftOf } from "./draft.ts";
import { lastStep } from "./hand-over.ts";
import { follow, joinedTo } from "./join.ts";
import { type Note, notesOf } from "./note-store.ts";
import { type Present, presentAt } from "./presence.ts";
import { type ThreadPage, threadPage } from "./thread-page.ts";

export interface HandOver {
  id: string;
  fromDeskId: string | null;
  toDeskId: string;
  reason: string;
  back: boolean;
  byId: string;
  at: string;
}

export interface HistoryEntry {
  id: string;
  kind: string;
  at: string;
  actor: { kind: string; id: string | null };
  data: Json;
}

export interface ConversationView extends ThreadPage {
  conversation: ConversationRow;
  notes: Note[];
  handOvers: HandOver[];
  history: HistoryEntry[];
  present: Present[];
  draft: Draft | null;
  mayHandBack: string | null;
  /** Other conversations of the same person, at most 1000. */
  otherConversations: number;
}

const mostHistory = 200;
const unspoken = ["conversation.heard", "conversation.merging"];

/** Throws not-found. An id whose conversation was joined to another answers with that one. */
export async function readConversation(
  id: string,
  me: string,
  before: string | undefined,
): Promise<ConversationView> {
  const presentId = await follow(id);
  const [conversation] = await conversationRows([presentId]);
  if (!conversation) throw notFound();
  return {
    conversation,
    ...(await threadPage(presentId, before)),
    notes: await notesOf(presentId),
    handOvers: await handOversOf(presentId),
    history: await historyOf(presentId),
    present: await presentAt(presentId),
    draft: await draftOf(presentId, me),
    mayHandBack: (await lastStep(presentId))?.from_desk_id ?? null,
    otherConversations: conversation.person ? await othersOf(conversation.person.id, presentId) : 0,
  };
}

async function handOversOf(conversationId: string): Promise<HandOver[]> {
  const rows = await db()
    .selectFrom("hand_over")
    .selectAll()
    .where("workspace_id", "=", workspaceId())
    .where("conversation_id", "=", conversationId)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fromDeskId: row.from_desk_id,
    toDeskId: row.to_desk_id,
    reason: row.reason,
    back: row.back,
    byId: row.by_id,
    at: row.at.toISOString(),
  }));
}

/** The newest events of a conversation and of those that were joined to it, newest last. That messages came is in the thread itself. */
async function historyOf(conversationId: string): Promise<HistoryEntry[]> {
  const ids = [conversationId, ...(await joinedTo(conversationId))];
  const rows = await db()
    .selectFrom("event")
    .select(["id", "kind", "at", "actor_kind", "actor_id", "data"])
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`subject_id = any(${ids}::uuid[])`)
    .where("kind", "not in", unspoken)
    .orderBy("id", "desc")
    .limit(mostHistory)
    .execute();
  return rows.reverse().map((row) => ({
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id },
    data: row.data,
  }));
}

async function othersOf(personId: string, conversationId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from conversation
      where workspace_id = ${workspaceId()} and person_id = ${personId} and id <> ${conversationId} limit 1000
    ) others`.execute(db());
  return rows[0]?.n ?? 0;
}

/** Throws not-found for a person that this workspace does not know. */
export async function personMustExist(id: string): Promise<void> {
  const found = await db()
    .selectFrom("person")
    .select("id")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .executeTakeFirst();
  if (!found) throw notFound();
}
