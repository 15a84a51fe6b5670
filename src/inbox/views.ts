/** Saved views: questions kept under a name, for oneself or (by a lead) for everybody. */
import { z } from "zod";
import { now } from "../kernel/clock.ts";
import { notFound, Problem } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { type Question, questionInput } from "./question.ts";

export const viewInput = z.object({
  name: z.string().trim().min(1).max(80),
  question: questionInput,
  shared: z.boolean().default(false),
});
export const viewPatch = z.object({
  name: z.string().trim().min(1).max(80).optional(),
  question: questionInput.optional(),
  shared: z.boolean().optional(),
  position: z.int().min(0).max(1000).optional(),
});

export interface View {
  id: string;
  name: string;
  question: Question;
  shared: boolean;
  position: number;
}

export interface Viewer {
  userId: string;
  lead: boolean;
}

/** Beyond this a sidebar is no help any more, and each view is counted in the summary. */
const mostViews = 30;

const present = (row: {
  id: string;
  name: string;
  question: Question;
  owner_id: string | null;
  position: number;
}): View => ({
  id: row.id,
  name: row.name,
  question: row.question,
  shared: row.owner_id === null,
  position: row.position,
});

/** One's own and the shared views, in their order. */
export async function listViews(me: string): Promise<View[]> {
  const rows = await visible(me).orderBy("position").orderBy("id").execute();
  return rows.map(present);
}

/** The question of a view that one may see. Throws not-found. */
export async function viewQuestion(id: string, me: string): Promise<Question> {
  const row = await visible(me).where("id", "=", id).executeTakeFirst();
  if (!row) throw notFound();
  return row.question;
}

const visible = (me: string) =>
  db()
    .selectFrom("saved_view")
    .select(["id", "name", "question", "owner_id", "position"])
    .where("workspace_id", "=", workspaceId())
    .where((or) => or.or([or("owner_id", "is", null), or("owner_id", "=", me)]));

export async function addView(draft: z.output<typeof viewInput>, by: Viewer): Promise<View> {
  if (draft.shared && !by.lead) throw leadsShare();
  const existing = await listViews(by.userId);
  if (existing.length >= mostViews)
    throw new Problem("conflict", {
      en: `There is room for ${mostViews} views. Remove one first.`,
      es: `Hay sitio para ${mostViews} vistas. Quita una primero.`,
    });
  const row = {
    id: newId(),
    owner_id: draft.shared ? null : by.userId,
    name: draft.name,
    position: (existing.at(-1)?.position ?? 0) + 1,
  };
  await db()
    .insertInto("saved_view")
    .values({
      ...row,
      workspace_id: workspaceId(),
      question: JSON.stringify(draft.question),
      created_at: now(),
    })
    .execute();
  announce("summary");
  return present({ ...row, question: draft.question });
}

export async function changeView(id: string, patch: z.output<typeof viewPatch>, by: Viewer): Promise<View> {
  const view = await mine(id, by);
  if (patch.shared === true && !by.lead) throw leadsShare();
  const changed = {
    ...view,
    ...(patch.name === undefined ? {} : { name: patch.name }),
    ...(patch.question === undefined ? {} : { question: patch.question }),
    ...(patch.position === undefined ? {} : { position: patch.position }),
    ...(patch.shared === undefined ? {} : { owner_id: patch.shared ? null : by.userId }),
  };
  const { id: _id, question, ...rest } = changed;
  await db()
    .updateTable("saved_view")
    .set({ ...rest, question: JSON.stringify(question) })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
  announce("summary");
  return present(changed);
}

export async function dropView(id: string, by: Viewer): Promise<void> {
  await mine(id, by);
  await db()
    .deleteFrom("saved_view")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
  announce("summary");
}

/** A view that one may change: one's own, or as a lead a shared one. */
async function mine(id: string, by: Viewer) {
  const row = await visible(by.userId).where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) throw notFound();
  if (row.owner_id === null && !by.lead) throw leadsShare();
  return row;
}

const leadsShare = (): Problem =>
  new Problem("not-allowed", {
    en: "Views for everybody are kept by leads.",
    es: "Las vistas para todos las cuidan los responsables.",
  });
