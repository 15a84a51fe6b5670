/** What a teammate can do to conversations, and how a row looks at once, before the server has answered. Pure. */
import type { ConversationRow } from "./shapes.ts";

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

export type Change =
  | { verb: "close"; outcome: ConversationOutcome }
  | { verb: "reopen" }
  | { verb: "snooze"; until: string }
  | { verb: "wake" }
  | { verb: "assign"; userId: string | null }
  | { verb: "prioritise"; priority: number }
  | { verb: "hand-over"; deskId: string; reason: string }
  | { verb: "hand-back"; reason: string; deskId: string };

/** The row as it will most likely stand; the server's answer replaces it. The version stays, so that the answer wins. */
export function applyChange(row: ConversationRow, change: Change): ConversationRow {
  const open = { status: "open" as const, snoozedUntil: null, outcome: null };
  switch (change.verb) {
    case "close":
      return {
        ...row,
        status: "closed",
        outcome: change.outcome,
        snoozedUntil: null,
        waitingSince: null,
        promisedAt: null,
      };
    case "reopen":
    case "wake":
      return { ...row, ...open };
    case "snooze":
      return { ...row, status: "snoozed", snoozedUntil: change.until, outcome: null };
    case "assign":
      return { ...row, assigneeId: change.userId };
    case "prioritise":
      return { ...row, priority: change.priority };
    case "hand-over":
    case "hand-back":
      return { ...row, ...open, deskId: change.deskId };
  }
}

export interface ChangeCall {
  method: "post" | "put" | "delete";
  path: string;
  id?: string;
  body: Record<string, unknown>;
}

const paths: Record<Change["verb"], [ChangeCall["method"], string]> = {
  close: ["post", "closure"],
  reopen: ["delete", "closure"],
  snooze: ["post", "snooze"],
  wake: ["delete", "snooze"],
  assign: ["put", "assignment"],
  prioritise: ["put", "priority"],
  "hand-over": ["post", "hand-over"],
  "hand-back": ["post", "hand-back"],
};

/** The call that makes a change: its own resource for one conversation, `bulk-changes` for many. */
export function changeCall(rows: readonly ConversationRow[], change: Change): ChangeCall {
  const [only] = rows;
  if (!only) throw new Error("A change is of at least one conversation.");
  if (rows.length > 1)
    return { method: "post", path: "/bulk-changes", body: { ids: rows.map((row) => row.id), change } };
  const { verb, ...fields } = change;
  const [method, resource] = paths[verb];
  if (verb === "hand-back") delete (fields as { deskId?: string }).deskId;
  return {
    method,
    path: `/conversations/{id}/${resource}`,
    id: only.id,
    body: { ...fields, version: only.version },
  };
}
