/**
 * The list of conversations. Each question reads one range of an index per status and stops after a page, so that it
 * costs the same in a workspace of ten conversations and of a million; one statement finds the ids and hydrates them.
 */
import { type RawBuilder, sql } from "kysely";
import { now } from "../kernel/clock.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { searchConversations } from "../listening/index.ts";
import { type ConversationRow, presentRow, rowsFrom, type StoredRow } from "./conversation-row.ts";
import { type Place, readCursor, writeCursor } from "./cursor.ts";
import type { Order, Question } from "./question.ts";

export interface Page {
  rows: ConversationRow[];
  /** Cursor of the next page; null at the end. */
  next: string | null;
}

const keys: Record<Order, { column: string; descending: boolean }> = {
  newest: { column: "last_at", descending: true },
  "oldest-waiting": { column: "waiting_since", descending: false },
  promise: { column: "promised_at", descending: false },
};

/** A question with the conversations that its words find, so that its conditions need no search of their own. */
export interface Asked extends Question {
  ids?: string[];
}

/** Looks the words of a question up. Search finds its newest few hundred conversations: a list of more narrows nothing. */
export async function withWords(question: Question): Promise<Asked> {
  return question.q ? { ...question, ids: await searchConversations(question.q) } : question;
}

/** `me` is the teammate who asks. Throws bad-input for a cursor of another list. */
export async function listConversations(
  question: Question,
  me: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page> {
  const order = question.order ?? "newest";
  const place = page.cursor === undefined ? undefined : readCursor(order, page.cursor);
  const { rows } = await listStatement(await withWords(question), me, place, page.limit + 1).execute(db());
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const at = now();
  return {
    rows: shown.map((row) => presentRow(row, at)),
    next: rows.length > page.limit && last ? writeCursor(order, { key: last.key, id: last.id }) : null,
  };
}

/** The statement of a list; the test reads its plan. */
export function listStatement(
  question: Asked,
  me: string,
  place: Place | undefined,
  limit: number,
): RawBuilder<StoredRow & { key: string }> {
  const { column, descending } = keys[question.order ?? "newest"];
  const way = sql.raw(descending ? "desc" : "asc");
  const ranges = statusRanges(question.status ?? "open").map(
    (status) => sql`(${range(question, status, me, place, limit)})`,
  );
  const hit = sql`select id, key from (${sql.join(ranges, sql` union all `)}) each order by key ${way}, id ${way} limit ${limit}`;
  return rowsFrom(
    hit,
    sql`, c.${sql.ref(column)}::text as key`,
    sql`hit.key ${way}, hit.id ${way}`,
  ) as RawBuilder<StoredRow & { key: string }>;
}

/**
 * The conditions of one status, each of which is one range of an index. A snooze that has passed counts as open: those
 * are few (the worker wakes them twice a minute), so they are a small range of their own.
 */
export function statusRanges(status: NonNullable<Question["status"]>): RawBuilder<unknown>[] {
  switch (status) {
    case "open":
      return [sql`status = 'open'`, sql`status = 'snoozed' and snoozed_until <= ${now()}`];
    case "snoozed":
      return [sql`status = 'snoozed' and snoozed_until > ${now()}`];
    case "closed":
      return [sql`status = 'closed'`];
    case "any":
      return [sql`status = 'open'`, sql`status = 'snoozed'`, sql`status = 'closed'`];
  }
}

function range(
  question: Asked,
  status: RawBuilder<unknown>,
  me: string,
  place: Place | undefined,
  limit: number,
): RawBuilder<unknown> {
  const { column, descending } = keys[question.order ?? "newest"];
  const key = sql.ref(column);
  const way = sql.raw(descending ? "desc" : "asc");
  const conditions = [sql`workspace_id = ${workspaceId()}`, status, ...questionConditions(question, me)];
  if (place)
    conditions.push(
      sql`(${key}, id) ${sql.raw(descending ? "<" : ">")} (${place.key}::timestamptz, ${place.id}::uuid)`,
    );
  // "is null" pins an index column for the condition but not for the order: naming the column keeps the index's order.
  const pinned = !descending
    ? sql``
    : question.desk === "none"
      ? sql`desk_id, status, `
      : question.assignee === "none"
        ? sql`assignee_id, status, `
        : sql``;
  return sql`select id, ${key} as key from conversation where ${sql.join(conditions, sql` and `)}
    order by ${pinned}${key} ${way}, id ${way} limit ${limit}`;
}

/** All of a question but its status, for `conversation`. */
export function questionConditions(question: Asked, me: string): RawBuilder<unknown>[] {
  const { desk, assignee, channel, person, priority, waiting } = question;
  const conditions: RawBuilder<unknown>[] = [];
  if (question.ids) conditions.push(sql`id = any(${question.ids}::uuid[])`);
  if (desk !== undefined) conditions.push(desk === "none" ? sql`desk_id is null` : sql`desk_id = ${desk}`);
  if (assignee !== undefined)
    conditions.push(
      assignee === "none"
        ? sql`assignee_id is null`
        : sql`assignee_id = ${assignee === "me" ? me : assignee}`,
    );
  if (channel !== undefined) conditions.push(sql`channel_id = ${channel}`);
  if (person !== undefined) conditions.push(sql`person_id = ${person}`);
  if (priority !== undefined) conditions.push(sql`priority = ${priority}`);
  const { column, descending } = keys[question.order ?? "newest"];
  if (!descending) conditions.push(sql`${sql.ref(column)} is not null`);
  if (waiting !== undefined) conditions.push(sql`waiting_since is ${sql.raw(waiting ? "not " : "")}null`);
  return conditions;
}
