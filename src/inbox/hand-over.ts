/** Where a hand-over or a hand-back goes, and the steps it leaves behind. */
import { sql } from "kysely";
import { now } from "../kernel/clock.ts";
import { badField, Problem } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { StandingRow } from "./standing.ts";

export interface Step {
  id: string;
  conversation_id: string;
  from_desk_id: string | null;
  from_assignee_id: string | null;
}

/** Teammates who work at a desk now. */
export async function deskTeammates(deskId: string): Promise<Set<string>> {
  const rows = await db()
    .selectFrom("teammate_desk as td")
    .innerJoin("teammate as t", (join) =>
      join.onRef("t.workspace_id", "=", "td.workspace_id").onRef("t.user_id", "=", "td.user_id"),
    )
    .select("td.user_id")
    .where("td.workspace_id", "=", workspaceId())
    .where("td.desk_id", "=", deskId)
    .where("t.left_at", "is", null)
    .execute();
  return new Set(rows.map((row) => row.user_id));
}

/** The desk that work is handed to. Throws bad-input when there is none such, or it is archived. */
export async function openDesk(deskId: string, path: string): Promise<string> {
  const desk = await db()
    .selectFrom("desk")
    .select("id")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", deskId)
    .where("archived_at", "is", null)
    .executeTakeFirst();
  if (!desk) throw badField(path, { en: "There is no such desk.", es: "Esa mesa no existe." });
  return desk.id;
}

/** The step that a hand-back takes back: the newest that was not taken back itself, from a desk that still works. */
export async function lastStep(conversationId: string): Promise<Step | undefined> {
  const { rows } = await sql<Step & { desk: string | null }>`
    select h.id, h.conversation_id, h.from_desk_id, h.from_assignee_id, d.id as desk
    from hand_over h
    left join desk d on d.workspace_id = h.workspace_id and d.id = h.from_desk_id and d.archived_at is null
    where h.workspace_id = ${workspaceId()} and h.conversation_id = ${conversationId}
      and not h.back and h.returned_at is null
    order by h.id desc limit 1`.execute(db());
  const step = rows[0];
  return step?.desk ? step : undefined;
}

/** Where a hand-back of this conversation goes. Throws conflict when it came from nowhere. */
export async function wayBack(
  conversation: StandingRow,
): Promise<{ step: Step; deskId: string; assigneeId: string | null }> {
  const step = await lastStep(conversation.id);
  if (!step?.from_desk_id)
    throw new Problem("conflict", {
      en: "This conversation has no desk to go back to.",
      es: "Esta conversación no tiene una mesa a la que volver.",
    });
  const holder =
    step.from_assignee_id === null
      ? undefined
      : await db()
          .selectFrom("teammate")
          .select("user_id")
          .where("workspace_id", "=", workspaceId())
          .where("user_id", "=", step.from_assignee_id)
          .where("left_at", "is", null)
          .where("role", "<>", "guest")
          .executeTakeFirst();
  return { step, deskId: step.from_desk_id, assigneeId: holder?.user_id ?? null };
}

/** Writes the steps of conversations that were passed on. Answers their ids. */
export async function writeSteps(
  passed: StandingRow[],
  toDeskId: string,
  more: { reason: string; back: boolean; byId: string },
): Promise<string[]> {
  const rows = passed.map((conversation) => ({
    workspace_id: workspaceId(),
    id: newId(),
    conversation_id: conversation.id,
    from_desk_id: conversation.desk_id,
    to_desk_id: toDeskId,
    from_assignee_id: conversation.assignee_id,
    reason: more.reason,
    back: more.back,
    by_id: more.byId,
    at: now(),
    returned_at: null,
  }));
  if (rows.length > 0) await db().insertInto("hand_over").values(rows).execute();
  return rows.map(({ id }) => id);
}

/** Marks steps as taken back, or (undone) as standing again. */
export async function setReturned(ids: string[], returned: boolean): Promise<void> {
  if (ids.length === 0) return;
  await db()
    .updateTable("hand_over")
    .set({ returned_at: returned ? now() : null })
    .where("workspace_id", "=", workspaceId())
    .where("id", "in", ids)
    .execute();
}
