/** What a change leaves behind so that it can be undone: fields before and after, as JSON. Pure. */
import type { ConversationPatch } from "../listening/index.ts";

export type Field = keyof ConversationPatch;
/** Times as ISO 8601. */
export type Fields = Partial<Record<Field, string | number | null>>;

export interface Trace {
  conversations: Record<string, Fields>;
  /** Hand-overs that the change made. */
  handOvers?: string[];
  /** Hand-overs that the change gave back. */
  returned?: string[];
  /** A note that the change removed. */
  note?: string;
}

const times: ReadonlySet<string> = new Set(["snoozed_until", "closed_at", "promised_at", "waiting_since"]);

export const asJson = (value: unknown): string | number | null =>
  value instanceof Date ? value.toISOString() : ((value ?? null) as string | number | null);

/** The fields of a patch as they are in `from`. */
export const fieldsOf = (patch: ConversationPatch, from: ConversationPatch): Fields =>
  Object.fromEntries(Object.keys(patch).map((field) => [field, asJson(from[field as Field])]));

/** A patch that writes fields. */
export const patchOf = (fields: Fields): ConversationPatch =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      field,
      times.has(field) && typeof value === "string" ? new Date(value) : value,
    ]),
  );

/** Follows from the messages, and changes with them: never a reason to refuse an undo. */
const derived: ReadonlySet<string> = new Set(["waiting_since", "promised_at"]);

/** Whether all that a change decided still stands. */
export const stillStands = (after: Fields, present: ConversationPatch): boolean =>
  Object.entries(after).every(
    ([field, value]) => derived.has(field) || asJson(present[field as Field]) === value,
  );
