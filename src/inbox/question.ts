/** What a list of conversations is asked for: in the address of the list, and kept in a saved view. Pure. */
import { z } from "zod";

export const outcomes = [
  "answered",
  "sale",
  "story",
  "hire",
  "bug",
  "thanks",
  "no-answer-needed",
  "spam",
] as const;
export type ConversationOutcome = (typeof outcomes)[number];

export const orders = ["newest", "oldest-waiting", "promise"] as const;
export type Order = (typeof orders)[number];

/** Numbers and switches come as text in an address, and as themselves in a saved view. */
const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]);
const level = z.union([
  z.int().min(0).max(3),
  z
    .string()
    .regex(/^[0-3]$/)
    .transform(Number),
]);

const parts = {
  /** Left out: open. */
  status: z.enum(["open", "snoozed", "closed", "any"]).optional(),
  desk: z.union([z.uuid(), z.literal("none")]).optional(),
  /** `me` is whoever asks, so that a shared view shows each teammate their own. */
  assignee: z.union([z.uuid(), z.enum(["me", "none"])]).optional(),
  channel: z.uuid().optional(),
  waiting: flag.optional(),
  priority: level.optional(),
  person: z.uuid().optional(),
  /** As in search: words, phrases, from:, channel:, before:, after:, is:. */
  q: z.string().trim().max(1000).optional(),
  /** Left out: newest. The other two show only what waits, or has a promise. */
  order: z.enum(orders).optional(),
};

/** A question to keep: a field that is not known is refused, since a view that ignores it would show too much. */
export const questionInput = z.strictObject(parts);
export type Question = z.output<typeof questionInput>;

/** The list's query: a question, the view it starts from, and the place in the list. */
export const listInput = z.object({
  ...parts,
  view: z.uuid().optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListQuery = z.output<typeof listInput>;

/** A view's question with what the address says beside it: the address wins. */
export function overlay(view: Question, query: ListQuery): Question {
  const { view: _view, cursor: _cursor, limit: _limit, ...asked } = query;
  return { ...view, ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) };
}

/** A question as it is answered: with numbers and switches as themselves. */
export const questionShape = z.object({
  ...parts,
  waiting: z.boolean().optional(),
  priority: z.int().optional(),
});
