/**
 * What happened, append-only, written in the transaction in which it happened. Later modules react to events of earlier
 * ones in the same transaction (`onEvents`), so that an earlier module never knows a later one.
 */
import { now } from "./clock.ts";
import { newId } from "./ids.ts";
import { addRows } from "./insert-rows.ts";
import type { Json } from "./result.ts";
import { scope, workspaceId } from "./scope.ts";

export interface EventDraft {
  /** `subject.verb-in-past`, such as `conversation.closed`. */
  kind: string;
  subject: { kind: string; id: string };
  data?: Record<string, Json>;
}

export interface Recorded {
  id: string;
  at: Date;
  kind: string;
  subject: { kind: string; id: string };
  data: Record<string, Json>;
}

type Reaction = (events: Recorded[]) => Promise<void>;

const reactions = new Map<string, Reaction[]>();

/** Registers a reaction that runs inside the transaction that records the events, with all of one kind at once. */
export function onEvents(kind: string, reaction: Reaction): void {
  const list = reactions.get(kind) ?? [];
  if (!list.includes(reaction)) list.push(reaction);
  reactions.set(kind, list);
}

/** Writes events and runs the reactions to them. All or nothing with the transaction. */
export async function record(drafts: EventDraft[]): Promise<Recorded[]> {
  if (drafts.length === 0) return [];
  const { actor } = scope();
  const at = now();
  const events = drafts.map((draft) => ({
    id: newId(),
    at,
    kind: draft.kind,
    subject: draft.subject,
    data: draft.data ?? {},
  }));
  await addRows(
    "event",
    events.map((event) => ({
      workspace_id: workspaceId(),
      id: event.id,
      at,
      kind: event.kind,
      actor_kind: actor.kind,
      actor_id: actor.kind === "key" ? actor.userId : (actor.id ?? null),
      subject_kind: event.subject.kind,
      subject_id: event.subject.id,
      data: JSON.stringify(event.data),
    })),
  );
  for (const kind of new Set(events.map((event) => event.kind)))
    for (const reaction of reactions.get(kind) ?? [])
      await reaction(events.filter((event) => event.kind === kind));
  return events;
}
