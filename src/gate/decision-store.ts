/** The SQL of decisions. Append-only: an override is a row of its own that names the one it overrides. */
import { type Selectable, sql } from "kysely";
import { now } from "../kernel/clock.ts";
import type { Recorded } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import { type Act, isOwnWord } from "./act.ts";
import type { Verdicts } from "./decide.ts";
import type { Facts } from "./facts.ts";

export type DecisionRecord = Selectable<Tables["decision"]>;

export interface DecisionDraft extends Verdicts {
  act: Act;
  facts: Facts;
  /** The decision that a person sets aside, and why. */
  overrides?: { id: string; reason: string; by: string };
}

export async function insertDecision({
  act,
  facts,
  verdict,
  reasons,
  overrides,
}: DecisionDraft): Promise<string> {
  const id = newId();
  await db()
    .insertInto("decision")
    .values({
      workspace_id: workspaceId(),
      id,
      act: JSON.stringify(act),
      channel_id: act.channelId,
      conversation_id: isOwnWord(act) ? null : act.conversationId,
      user_id: act.by.userId,
      verdict,
      reasons: JSON.stringify(reasons),
      facts: JSON.stringify(facts),
      overrides: overrides?.id ?? null,
      override_reason: overrides?.reason ?? null,
      override_by: overrides?.by ?? null,
      at: now(),
    })
    .execute();
  return id;
}

/** The decisions with these ids, by id. */
export async function findDecisions(ids: string[]): Promise<Map<string, DecisionRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await db()
    .selectFrom("decision")
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .selectAll()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Conversations that become one keep their decisions: the place is all that a decision ever changes. */
export async function moveDecisions(events: Recorded[]): Promise<void> {
  for (const event of events)
    await db()
      .updateTable("decision")
      .set({ conversation_id: String(event.data.into) })
      .where("workspace_id", "=", workspaceId())
      .where("conversation_id", "=", event.subject.id)
      .execute();
}
