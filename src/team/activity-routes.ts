/** The activity log: who did what, when. */
import { sql } from "kysely";
import { z } from "zod";
import type { Json } from "../kernel/result.ts";
import { type RouteSpec, route } from "../kernel/route.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { time } from "./input.ts";

const word = z.string().max(60);
const query = z.object({
  /** Only what this teammate did, also through an API key. */
  teammate: z.uuid().optional(),
  /** A kind (`role.changed`) or its beginning (`role.`). */
  kind: word.optional(),
  subject: z.uuid().optional(),
  /** `people` (default): what teammates did. `all`: also what channels and the system did. */
  by: z.enum(["people", "all"]).optional(),
  /** The id of the last event of the page before. */
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const activityRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/activity",
    summary: "What happened, newest first",
    access: { role: "member", scope: "team:read" },
    query: query as z.ZodType<z.output<typeof query>>,
    response: z.object({
      events: z.array(
        z.object({
          id: z.string(),
          at: time,
          kind: z.string(),
          actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
          subject: z.object({ kind: z.string(), id: z.string() }),
          data: z.unknown() as z.ZodType<Json>,
        }),
      ),
      /** Ask with it for the next page; null: this was the last. */
      cursor: z.string().nullable(),
    }),
    handle: ({ query }) => readActivity(query),
  }),
];

async function readActivity(filter: z.output<typeof query>) {
  let events = db()
    .selectFrom("event")
    .leftJoin("teammate", (join) =>
      join
        .onRef("teammate.workspace_id", "=", "event.workspace_id")
        .onRef("teammate.user_id", "=", "event.actor_id"),
    )
    .select(["id", "at", "kind", "actor_kind", "actor_id", "subject_kind", "subject_id", "data"])
    .select("teammate.name as actor_name")
    .where("event.workspace_id", "=", workspaceId());
  // The same words as in the partial indexes, which hold what people did.
  if (filter.by !== "all" || filter.teammate)
    events = events.where(sql<boolean>`actor_kind in ('teammate', 'key')`);
  if (filter.teammate) events = events.where("actor_id", "=", filter.teammate);
  if (filter.subject) events = events.where("subject_id", "=", filter.subject);
  if (filter.kind) events = events.where(sql<boolean>`starts_with(kind, ${filter.kind})`);
  if (filter.cursor) events = events.where("id", "<", filter.cursor);
  const rows = await events
    .orderBy("id", "desc")
    .limit(filter.limit + 1)
    .execute();
  const page = rows.slice(0, filter.limit);
  return {
    events: page.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      kind: row.kind,
      actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
      subject: { kind: row.subject_kind, id: row.subject_id },
      data: row.data,
    })),
    cursor: rows.length > filter.limit ? (page.at(-1)?.id ?? null) : null,
  };
}
