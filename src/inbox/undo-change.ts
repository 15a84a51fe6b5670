/** Takes a change back: only what it changed, and only where nobody has decided anew since. */
import { sql } from "kysely";
import { after as later, minutes, now } from "../kernel/clock.ts";
import { notFound, Problem } from "../kernel/errors.ts";
import { record } from "../kernel/events.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { type ConversationPatch, changeConversations } from "../listening/index.ts";
import { rivals, type Verb } from "./change.ts";
import { conversationRows } from "./conversation-row.ts";
import { setReturned } from "./hand-over.ts";
import type { ChangeAnswer } from "./make-change.ts";
import { restoreNote } from "./note-store.ts";
import { openPromises } from "./promise.ts";
import { findUnanswered, holdConversations, type StandingRow } from "./standing.ts";
import { type Fields, patchOf, stillStands } from "./trace.ts";

export const undoMinutes = 10;

export interface UndoAnswer extends ChangeAnswer {
  /** Conversations that others have changed since: they stay as they are. */
  skipped: string[];
}

/**
 * `mayUndoOthers`: for leads. Throws not-found for an unknown change, not-allowed for somebody else's, conflict when it
 * was undone already, is too old, or when others have since changed all of it.
 */
export async function undoChange(
  id: string,
  by: { userId: string; mayUndoOthers: boolean },
): Promise<UndoAnswer> {
  const change = await db()
    .selectFrom("inbox_change")
    .selectAll()
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!change) throw notFound();
  if (change.by_id !== by.userId && !by.mayUndoOthers)
    throw new Problem("not-allowed", {
      en: "Only the teammate who made this change, or a lead, can undo it.",
      es: "Solo quien hizo este cambio, o un responsable, puede deshacerlo.",
    });
  if (change.undone_at)
    throw new Problem("conflict", { en: "This is undone already.", es: "Esto ya está deshecho." });
  if (later(change.at, minutes(undoMinutes)) < now())
    throw new Problem("conflict", {
      en: "A change can be undone for ten minutes. This one is older.",
      es: "Un cambio se puede deshacer durante diez minutos. Este es más antiguo.",
    });

  const { before, after } = change;
  const ids = Object.keys(after.conversations);
  const standings = await holdConversations(ids);
  const decidedAnew = await findDecidedAnew(ids, change.id, change.verb);
  const undone: StandingRow[] = [];
  const skipped: string[] = [];
  for (const conversationId of ids) {
    const row = standings.get(conversationId);
    const fields = after.conversations[conversationId] ?? {};
    if (row && !decidedAnew.has(conversationId) && stillStands(fields, row)) undone.push(row);
    else skipped.push(conversationId);
  }
  if (undone.length === 0 && ids.length > 0)
    throw new Problem(
      "conflict",
      {
        en: "Others have changed this since, so it stays as it is.",
        es: "Otros lo han cambiado después, así que se queda como está.",
      },
      { data: { skipped, conversations: await conversationRows(skipped) } },
    );
  if (after.note) await restoreNote(after.note);
  await changeConversations(await restored(undone, before.conversations));
  const back = new Set(undone.map((row) => row.id));
  await undoSteps(after.handOvers ?? [], back);
  if (back.size === ids.length) await setReturned(after.returned ?? [], false);
  await db()
    .updateTable("inbox_change")
    .set({ undone_at: now() })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
  await record(
    undone.map((row) => ({
      kind: "conversation.undone",
      subject: { kind: "conversation", id: row.id },
      data: { verb: change.verb, changeId: id },
    })),
  );
  return { changeId: id, conversations: await conversationRows(ids), skipped };
}

/** Conversations about which somebody decided anew after a change: their ids of events are later than the change's. */
async function findDecidedAnew(ids: string[], changeId: string, verb: string): Promise<Set<string>> {
  const kinds = rivals[verb as Verb];
  if (!kinds || ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select distinct subject_id as id from event
    where workspace_id = ${workspaceId()} and subject_id = any(${ids}::uuid[]) and id > ${changeId}::uuid
      and kind = any(${[...kinds]}::text[]) and data ->> 'changeId' is distinct from ${changeId}`.execute(
    db(),
  );
  return new Set(rows.map((row) => row.id));
}

/** What was before; who waits, and until when, is found anew, since messages may have come or been answered meanwhile. */
async function restored(
  rows: StandingRow[],
  before: Record<string, Fields>,
): Promise<Array<{ id: string; patch: ConversationPatch }>> {
  const states = rows.map((row) => ({ row, patch: patchOf(before[row.id] ?? {}) }));
  const moved = states.filter(({ patch }) => patch.status !== undefined || patch.desk_id !== undefined);
  const unanswered = await findUnanswered(
    moved.map(({ row, patch }) => ({
      id: row.id,
      closedAt: patch.closed_at === undefined ? row.closed_at : patch.closed_at,
    })),
  );
  const promise = await openPromises(
    moved.map(({ row, patch }) => (patch.desk_id === undefined ? row.desk_id : patch.desk_id)),
  );
  return states.map(({ row, patch }) => {
    if (patch.status === undefined && patch.desk_id === undefined) return { id: row.id, patch };
    const since = (patch.status ?? row.status) === "closed" ? null : (unanswered.get(row.id) ?? null);
    const formerSince = patch.waiting_since === undefined ? row.waiting_since : patch.waiting_since;
    const former = patch.promised_at === undefined ? row.promised_at : patch.promised_at;
    // The promise that was given before stands, if it is still about the same message.
    const same = since !== null && formerSince?.getTime() === since.getTime() && former !== null;
    const desk = patch.desk_id === undefined ? row.desk_id : patch.desk_id;
    return {
      id: row.id,
      patch: { ...patch, waiting_since: since, promised_at: same ? former : promise(desk, since) },
    };
  });
}

async function undoSteps(ids: string[], conversations: ReadonlySet<string>): Promise<void> {
  if (ids.length === 0 || conversations.size === 0) return;
  await db()
    .deleteFrom("hand_over")
    .where("workspace_id", "=", workspaceId())
    .where("id", "in", ids)
    .where("conversation_id", "in", [...conversations])
    .execute();
}
