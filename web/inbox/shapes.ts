/** What the inbox's routes answer, named. The shapes themselves come from the server's document. */
import type { paths } from "../api/schema.gen.d.ts";

type Method = "get" | "post" | "put" | "patch" | "delete";
/** The JSON that a route answers with. */
type Answer<P extends keyof paths, M extends Method> = paths[P] extends {
  [K in M]: { responses: { 200: { content: { "application/json": infer A } } } };
}
  ? A
  : never;

export type ConversationRow = Answer<"/conversations", "get">["rows"][number];
export type Status = ConversationRow["status"];
export interface Rows<T> {
  rows: T[];
  next: string | null;
}

export type View = Answer<"/views", "get">["rows"][number];
/** What a list is asked for; also what a saved view keeps. */
export type Question = View["question"];
export type Order = NonNullable<Question["order"]>;

export type ConversationPage = Answer<"/conversations/{id}", "get">;
export type Message = ConversationPage["messages"][number];
export type Attachment = Message["attachments"][number];
export type Note = ConversationPage["notes"][number];
export type HandOver = ConversationPage["handOvers"][number];
export type HistoryEntry = ConversationPage["history"][number];
export type Present = ConversationPage["present"][number];
export type Draft = NonNullable<ConversationPage["draft"]>;
export type DraftContent = Omit<Draft, "updatedAt">;
export type Visibility = NonNullable<Draft["visibility"]>;

export type Delivery = Answer<"/conversations/{id}/deliveries", "get">["rows"][number];
export type DeliveryStatus = Delivery["status"];
export type Reason = Delivery["reasons"][number];
export type May = Delivery["may"][number];
export type ReplyCheck = Answer<"/conversations/{id}/reply-check", "post">;

export type Summary = Answer<"/inbox/summary", "get">;
export type ChannelDigest = Summary["channels"][number];
export type Channel = Answer<"/channels", "get">["rows"][number];
export type Desk = Answer<"/desks", "get">["desks"][number];
export type Teammate = Answer<"/teammates", "get">["teammates"][number];
export type Person = Answer<"/people/{id}", "get">;
export type SearchAnswer = Answer<"/search", "get">;
export type SearchHit = SearchAnswer["rows"][number];

export interface ChangeAnswer {
  changeId: string;
  conversations: ConversationRow[];
  skipped?: string[];
}
