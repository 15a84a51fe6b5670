/** The shapes of the inbox's answers, for the API's document and the clients made from it. Answers are not re-shaped by them. */

import { z } from "zod";
import type { Json } from "../kernel/result.ts";
import { messageShape } from "../listening/index.ts";
import type { ConversationRow } from "./conversation-row.ts";
import { type Draft, draftInput } from "./draft.ts";
import type { Note } from "./note-store.ts";
import { questionShape } from "./question.ts";
import type { ConversationView, HandOver, HistoryEntry } from "./read-conversation.ts";
import type { Summary } from "./summary.ts";
import type { UndoAnswer } from "./undo-change.ts";
import type { View } from "./views.ts";

/** ISO 8601, UTC. */
const time = z.string();
const count = z.int();

export const rowShape = z.object({
  id: z.uuid(),
  channelId: z.uuid(),
  form: z.string(),
  subject: z.string().nullable(),
  preview: z.string(),
  status: z.enum(["open", "snoozed", "closed"]),
  priority: count,
  deskId: z.uuid().nullable(),
  assigneeId: z.uuid().nullable(),
  snoozedUntil: time.nullable(),
  promisedAt: time.nullable(),
  waitingSince: time.nullable(),
  firstAt: time,
  lastAt: time,
  messageCount: count,
  outcome: z.string().nullable(),
  language: z.string().nullable(),
  version: count,
  person: z
    .object({
      id: z.uuid(),
      name: z.string(),
      handle: z.string(),
      avatar: z.string().nullable(),
      bot: z.boolean(),
    })
    .nullable(),
}) satisfies z.ZodType<ConversationRow>;

export const pageShape = z.object({ rows: z.array(rowShape), next: z.string().nullable() });

export const changeShape = z.object({ changeId: z.uuid(), conversations: z.array(rowShape) });

export const undoShape = changeShape.extend({ skipped: z.array(z.uuid()) }) satisfies z.ZodType<UndoAnswer>;

export const noteShape = z.object({
  id: z.uuid(),
  authorId: z.uuid(),
  text: z.string(),
  mentions: z.array(z.uuid()),
  createdAt: time,
  editedAt: time.nullable(),
}) satisfies z.ZodType<Note>;

const handOverShape = z.object({
  id: z.uuid(),
  fromDeskId: z.uuid().nullable(),
  toDeskId: z.uuid(),
  reason: z.string(),
  back: z.boolean(),
  byId: z.uuid(),
  at: time,
}) satisfies z.ZodType<HandOver>;

const historyShape = z.object({
  id: z.uuid(),
  kind: z.string(),
  at: time,
  actor: z.object({ kind: z.string(), id: z.uuid().nullable() }),
  data: z.unknown() as z.ZodType<Json>,
}) satisfies z.ZodType<HistoryEntry>;

const keptDraft = z.object({
  text: z.string(),
  targetId: draftInput.shape.targetId.unwrap(),
  visibility: draftInput.shape.visibility.unwrap(),
  contentWarning: z.string().nullable(),
  media: draftInput.shape.media.unwrap(),
  updatedAt: time,
}) satisfies z.ZodType<Draft>;

export const draftShape = z.object({ draft: keptDraft.nullable() });

export const conversationShape = z.object({
  conversation: rowShape,
  messages: z.array(messageShape),
  earlier: z.string().nullable(),
  notes: z.array(noteShape),
  handOvers: z.array(handOverShape),
  history: z.array(historyShape),
  present: z.array(z.object({ userId: z.uuid(), doing: z.enum(["reading", "writing"]), seenAt: time })),
  draft: keptDraft.nullable(),
  mayHandBack: z.uuid().nullable(),
  otherConversations: count,
}) satisfies z.ZodType<ConversationView>;

export const viewShape = z.object({
  id: z.uuid(),
  name: z.string(),
  question: questionShape,
  shared: z.boolean(),
  position: count,
}) satisfies z.ZodType<View>;

export const viewsShape = z.object({ rows: z.array(viewShape), next: z.null() });

export const summaryShape = z.object({
  counts: z.object({
    open: count,
    mine: count,
    unassigned: count,
    waiting: count,
    snoozed: count,
    closed: count,
    mentions: count,
  }),
  desks: z.array(z.object({ deskId: z.uuid(), open: count, waiting: count })),
  views: z.array(z.object({ id: z.uuid(), open: count })),
  channels: z.array(
    z.object({
      id: z.uuid(),
      status: z.string(),
      fault: z.object({ tag: z.string(), message: z.string(), advice: z.string() }).nullable(),
      completeTo: time.nullable(),
      gaps: count,
      progress: z.object({ done: z.number(), of: z.number() }).nullable(),
    }),
  ),
}) satisfies z.ZodType<Summary>;
