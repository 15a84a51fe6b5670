/** What a teammate can do to conversations: the verbs, and what each does to one of them. Pure. */
import { z } from "zod";
import type { EventDraft } from "../kernel/events.ts";
import type { ConversationPatch } from "../listening/index.ts";
import type { ConversationStatus } from "./conversation-row.ts";
import { outcomes } from "./question.ts";
import { asJson } from "./trace.ts";

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
export const reasonInput = z.string().trim().min(1).max(2000);

export const changeParts = {
  close: { outcome: z.enum(outcomes) },
  snooze: { until: moment },
  assign: { userId: z.uuid().nullable() },
  /** 0 normal, 1 high, 2 urgent, 3 low. */
  prioritise: { priority: z.int().min(0).max(3) },
  "hand-over": { deskId: z.uuid(), reason: reasonInput },
} as const;

export const changeInput = z.discriminatedUnion("verb", [
  z.object({ verb: z.literal("close"), ...changeParts.close }),
  z.object({ verb: z.literal("reopen") }),
  z.object({ verb: z.literal("snooze"), ...changeParts.snooze }),
  z.object({ verb: z.literal("wake") }),
  z.object({ verb: z.literal("assign"), ...changeParts.assign }),
  z.object({ verb: z.literal("prioritise"), ...changeParts.prioritise }),
  z.object({ verb: z.literal("hand-over"), ...changeParts["hand-over"] }),
]);

/** A hand-back goes where its own conversation came from, so it is not a verb for many at once. */
export type Change = z.output<typeof changeInput> | { verb: "hand-back"; reason: string };
export type Verb = Change["verb"];

export interface Standing {
  status: ConversationStatus;
  desk_id: string | null;
  assignee_id: string | null;
  priority: number;
  snoozed_until: Date | null;
  closed_at: Date | null;
  outcome: string | null;
  promised_at: Date | null;
  waiting_since: Date | null;
}

/** What a change needs to know of one conversation beside its standing. */
export interface Circumstances {
  now: Date;
  /** Who waits when it is opened again. */
  unanswered: Date | null;
  promise(deskId: string | null, since: Date | null): Date | null;
  /** Where a hand-over or hand-back goes, and who is to have it there. */
  destination?: { deskId: string; assigneeId: string | null };
}

export interface Effect {
  patch: ConversationPatch;
  kind: string;
  data: NonNullable<EventDraft["data"]>;
}

/** The effect of a change on one conversation; undefined when there is nothing to do. */
export function effectOf(change: Change, standing: Standing, at: Circumstances): Effect | undefined {
  switch (change.verb) {
    case "close": {
      if (standing.status === "closed" && standing.outcome === change.outcome) return undefined;
      return {
        patch: {
          status: "closed",
          outcome: change.outcome,
          closed_at: at.now,
          snoozed_until: null,
          waiting_since: null,
          promised_at: null,
        },
        kind: "conversation.closed",
        data: { outcome: change.outcome, from: standing.status },
      };
    }
    case "reopen":
      if (standing.status !== "closed") return undefined;
      return { patch: open(standing, at), kind: "conversation.reopened", data: { by: "hand" } };
    case "snooze":
      if (standing.snoozed_until?.getTime() === change.until.getTime()) return undefined;
      return {
        patch: { ...open(standing, at), status: "snoozed", snoozed_until: change.until },
        kind: "conversation.snoozed",
        data: { until: change.until.toISOString(), from: standing.status },
      };
    case "wake":
      if (standing.status !== "snoozed") return undefined;
      return { patch: open(standing, at), kind: "conversation.woken", data: { by: "hand" } };
    case "assign":
      if (standing.assignee_id === change.userId) return undefined;
      return {
        patch: { assignee_id: change.userId },
        kind: "conversation.assigned",
        data: { from: standing.assignee_id, to: change.userId },
      };
    case "prioritise":
      if (standing.priority === change.priority) return undefined;
      return {
        patch: { priority: change.priority },
        kind: "conversation.prioritised",
        data: { from: standing.priority, to: change.priority },
      };
    case "hand-over":
    case "hand-back":
      return passOn(change, standing, at);
  }
}

/** What is passed on is work to do, so it is open where it arrives, and the promise there is the desk's own. */
function passOn(
  change: Extract<Change, { verb: "hand-over" | "hand-back" }>,
  standing: Standing,
  at: Circumstances,
): Effect | undefined {
  const to = at.destination;
  if (!to || to.deskId === standing.desk_id) return undefined;
  const patch = { ...open(standing, at), desk_id: to.deskId, assignee_id: to.assigneeId };
  const since = patch.waiting_since === undefined ? standing.waiting_since : patch.waiting_since;
  return {
    patch: { ...patch, promised_at: at.promise(to.deskId, since) },
    kind: change.verb === "hand-over" ? "conversation.handed-over" : "conversation.handed-back",
    data: {
      fromDeskId: standing.desk_id,
      toDeskId: to.deskId,
      fromAssigneeId: standing.assignee_id,
      toAssigneeId: to.assigneeId,
      reason: change.reason,
    },
  };
}

/** Opens what is closed or snoozed; whoever was waiting waits again. Empty when it is open already. */
function open(standing: Standing, at: Circumstances): ConversationPatch {
  if (standing.status === "open") return {};
  if (standing.status === "snoozed") return { status: "open", snoozed_until: null };
  return {
    status: "open",
    closed_at: null,
    outcome: null,
    waiting_since: at.unanswered,
    promised_at: at.promise(standing.desk_id, at.unanswered),
  };
}

/** The patch without what it would not change. */
export const trimmed = (patch: ConversationPatch, standing: Standing): ConversationPatch =>
  Object.fromEntries(
    Object.entries(patch).filter(
      ([field, value]) => asJson(value) !== asJson(standing[field as keyof Standing]),
    ),
  );

/** Kinds of events after which a change no longer stands as it was made: others decided anew. */
export const rivals: Record<Verb, readonly string[]> = (() => {
  const status = ["closed", "reopened", "snoozed", "woken"];
  const holder = ["assigned"];
  const desk = ["handed-over", "handed-back"];
  const kinds = (...names: string[]) => names.map((name) => `conversation.${name}`);
  return {
    close: kinds(...status, ...desk),
    reopen: kinds(...status, ...desk),
    snooze: kinds(...status, ...desk),
    wake: kinds(...status, ...desk),
    assign: kinds(...holder, ...desk),
    prioritise: kinds("prioritised"),
    "hand-over": kinds(...status, ...holder, ...desk),
    "hand-back": kinds(...status, ...holder, ...desk),
  };
})();
