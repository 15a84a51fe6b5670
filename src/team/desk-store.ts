/** Desks in the workspace of the open transaction. */
import type { Updateable } from "kysely";
import { now } from "../kernel/clock.ts";
import { badField } from "../kernel/errors.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";

export interface Desk {
  id: string;
  key: string;
  name: string;
  /** `#rrggbb` */
  color: string;
  position: number;
  /** Working minutes of the team until an answer is promised; null: nothing is promised. */
  promiseMinutes: number | null;
  archivedAt: string | null;
}

/** The desks in their order; with `archived`, also those put away. */
export async function listDesks(options: { archived?: boolean } = {}): Promise<Desk[]> {
  const all = db().selectFrom("desk").selectAll().where("workspace_id", "=", workspaceId());
  const rows = await (options.archived ? all : all.where("archived_at", "is", null))
    .orderBy("position")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    name: row.name,
    color: row.color,
    position: row.position,
    promiseMinutes: row.promise_minutes,
    archivedAt: row.archived_at?.toISOString() ?? null,
  }));
}

/** Ends the request unless all of these are desks in use here. */
export async function requireDesks(ids: string[], path: string): Promise<void> {
  const desks = new Set((await listDesks()).map(({ id }) => id));
  if (!ids.every((id) => desks.has(id.toLowerCase())))
    throw badField(path, { en: "One of these desks is not here.", es: "Alguna de estas mesas no existe." });
}

export interface DeskDraft {
  name: string;
  color: string;
  promiseMinutes: number | null;
}

/** Makes a desk after the others. Its key comes from its name and stays. */
export async function createDesk(draft: DeskDraft): Promise<Desk> {
  const all = await listDesks({ archived: true });
  const id = newId();
  const plain = draft.name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const key = plain && !all.some((desk) => desk.key === plain) ? plain : `${plain || "desk"}-${id.slice(-8)}`;
  const position = Math.max(-1, ...all.map((desk) => desk.position)) + 1;
  const { name, color, promiseMinutes } = draft;
  await db()
    .insertInto("desk")
    .values({
      workspace_id: workspaceId(),
      id,
      key,
      name,
      color,
      position,
      promise_minutes: promiseMinutes,
    })
    .execute();
  await told("desk.created", id, { name });
  return { id, key, name, color, position, promiseMinutes, archivedAt: null };
}

/** Changes what is given. Undefined: there is no such desk. */
export async function changeDesk(
  id: string,
  change: { [K in keyof DeskDraft]?: DeskDraft[K] | undefined } & { position?: number | undefined },
): Promise<Desk | undefined> {
  const { name, color, promiseMinutes, position } = change;
  const values = {
    ...(name !== undefined ? { name } : {}),
    ...(color !== undefined ? { color } : {}),
    ...(promiseMinutes !== undefined ? { promise_minutes: promiseMinutes } : {}),
    ...(position !== undefined ? { position } : {}),
  };
  if (Object.keys(values).length > 0) {
    if (!(await update(id, values))) return undefined;
    await told("desk.changed", id, {
      ...(name !== undefined ? { name } : {}),
      ...(promiseMinutes !== undefined ? { promiseMinutes } : {}),
      fields: Object.keys(change),
    });
  }
  return findDesk(id);
}

/** Puts a desk away or takes it back. What it owned keeps it. Undefined: there is no such desk. */
export async function archiveDesk(id: string, archived: boolean): Promise<Desk | undefined> {
  const desk = await findDesk(id);
  if (!desk || (desk.archivedAt !== null) === archived) return desk;
  await update(id, { archived_at: archived ? now() : null });
  await told(archived ? "desk.archived" : "desk.restored", id, { name: desk.name });
  return findDesk(id);
}

const findDesk = async (id: string): Promise<Desk | undefined> =>
  (await listDesks({ archived: true })).find((desk) => desk.id === id.toLowerCase());

async function update(id: string, values: Updateable<Tables["desk"]>): Promise<boolean> {
  const changed = await db()
    .updateTable("desk")
    .set(values)
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return changed !== undefined;
}

async function told(kind: string, id: string, data: JsonObject): Promise<void> {
  await record([{ kind, subject: { kind: "desk", id }, data }]);
  announce("desks", id);
}
