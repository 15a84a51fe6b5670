/** The SQL of series. Their occurrences are posts. */
import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import { db, order, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import type { PostRecord } from "./post-store.ts";
import type { Repeating } from "./series.ts";

export type SeriesRecord = Selectable<Tables["series"]>;

export const seriesJob = "keep-series";

/** Has the occurrences made that are not there yet; after an approval, lets those out that waited for it. */
export const orderSeries = (id: string, { approved = false } = {}): void =>
  order(
    seriesJob,
    { workspace: workspaceId(), series: id, approved },
    { key: `${workspaceId()} ${id} ${approved}` },
  );

const series = () => db().selectFrom("series").where("workspace_id", "=", workspaceId());

export const findSeries = (id: string): Promise<SeriesRecord | undefined> =>
  series().where("id", "=", id).selectAll().executeTakeFirst();

/** Reads a series and holds it until the end of the transaction: its occurrences are made one after another. */
export const holdSeries = (id: string): Promise<SeriesRecord | undefined> =>
  series().where("id", "=", id).selectAll().forUpdate().executeTakeFirst();

export async function insertSeries(row: Omit<Insertable<Tables["series"]>, "workspace_id">): Promise<void> {
  await db()
    .insertInto("series")
    .values({ workspace_id: workspaceId(), ...row })
    .execute();
}

export async function updateSeries(
  id: string,
  patch: Omit<Updateable<Tables["series"]>, "workspace_id" | "id">,
): Promise<void> {
  await db()
    .updateTable("series")
    .set(patch)
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
}

/** The occurrences from one time of the rule on, also those that were removed; by that time. */
export const occurrencePosts = (id: string, from = ""): Promise<PostRecord[]> =>
  db()
    .selectFrom("post")
    .where("workspace_id", "=", workspaceId())
    .where("series_id", "=", id)
    .where("series_at", ">=", from)
    .selectAll()
    .orderBy("series_at")
    .execute();

/** The times of the rule for which there is a post, or was one that somebody took away. */
export async function madeTimes(id: string): Promise<Set<string>> {
  const rows = await db()
    .selectFrom("post")
    .where("workspace_id", "=", workspaceId())
    .where("series_id", "=", id)
    .select("series_at")
    .execute();
  return new Set(rows.flatMap(({ series_at }) => series_at ?? []));
}

/** Posts that say what their series says and are held, by id. */
export async function heldOccurrences(id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from post p
    where p.workspace_id = ${workspaceId()} and p.series_id = ${id}::uuid and p.series_same and p.state = 'planned'
      and exists (select from delivery d where d.workspace_id = ${workspaceId()} and d.post_id = p.id
        and d.status = 'held')
    order by p.series_at`.execute(db());
  return rows.map((each) => each.id);
}

/** Series that go on, in the system's scope. */
export async function runningSeries(): Promise<Array<{ workspace: string; series: string }>> {
  const { rows } = await sql<{ workspace: string; series: string }>`
    select workspace_id as workspace, id as series from series
    where begun_at is not null and stopped_at is null order by workspace_id, id`.execute(db());
  return rows;
}

export const repeatingOf = (row: SeriesRecord): Repeating => ({
  rule: row.rule,
  zone: row.zone,
  start: row.start_local,
  endsBefore: row.ends_before,
  skipped: row.skipped,
  twice: row.twice,
});
