/** How far apart posts are to be, and what stands around a moment. */
import { sql } from "kysely";
import { after, days, now } from "../kernel/clock.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { type Content, contentOf, type OwnContent, saidParts } from "./content.ts";
import { type Saying, type Spacing, type TooClose, tooClose, usualSpacing } from "./spacing.ts";
import { shapeOf } from "./text-shape.ts";

export async function readSpacing(): Promise<Spacing> {
  const row = await db()
    .selectFrom("spacing")
    .where("workspace_id", "=", workspaceId())
    .select(["minutes", "days"])
    .executeTakeFirst();
  return row ?? usualSpacing;
}

export async function writeSpacing(spacing: Spacing): Promise<Spacing> {
  await db()
    .insertInto("spacing")
    .values({ workspace_id: workspaceId(), ...spacing })
    .onConflict((conflict) => conflict.column("workspace_id").doUpdateSet(spacing))
    .execute();
  announce("posts");
  return spacing;
}

/** Beyond this nobody reads the warnings one by one. */
const mostSayings = 3000;
const mostDrafts = 200;

interface Around {
  post_id: string;
  series_id: string | null;
  family_id: string | null;
  channel_id: string | null;
  due_at: Date | null;
  brief: string;
  state: string;
}

/**
 * What is said between two moments, on every channel, what is nearest to their middle first, and the latest drafts that
 * have no time. It is asked at every pause in typing: the words of what has not changed since are not read again.
 */
export async function sayingsAround(from: Date, to: Date): Promise<Saying[]> {
  const middle = new Date((from.getTime() + to.getTime()) / 2);
  const { rows } = await sql<Around>`
    with family as (select distinct post_id as id from evergreen where workspace_id = ${workspaceId()})
    (select v.post_id, p.series_id, f.id as family_id, v.channel_id, v.due_at, p.brief,
       concat_ws('.', v.id, p.version, p.xmin, v.xmin) as state
     from variant v
     join post p on p.workspace_id = ${workspaceId()} and p.id = v.post_id
     left join family f on f.id = coalesce(p.repeat_of, p.id)
     where v.workspace_id = ${workspaceId()} and v.due_at >= ${from} and v.due_at <= ${to} and p.state <> 'removed'
     order by abs(extract(epoch from v.due_at - ${middle}::timestamptz)) limit ${mostSayings})
    union all
    (select p.id, p.series_id, f.id, null, null, p.brief, concat_ws('.', p.id, p.version, p.xmin)
     from post p
     left join family f on f.id = coalesce(p.repeat_of, p.id)
     where p.workspace_id = ${workspaceId()} and p.state = 'draft' and not exists (
       select from variant v
       where v.workspace_id = ${workspaceId()} and v.post_id = p.id and v.due_at is not null)
     order by p.updated_at desc, p.id desc limit ${mostDrafts})`.execute(db());
  const shapes = await shapesOf(rows);
  return rows.map((row) => ({
    postId: row.post_id,
    seriesId: row.series_id,
    familyId: row.family_id,
    brief: row.brief,
    channelId: row.channel_id,
    at: row.due_at,
    shape: shapes.get(row.state) ?? "",
  }));
}

/**
 * The shapes that this process has worked out, by the rows that they are of: `xmin` is the transaction that wrote a row
 * (PostgreSQL, "System Columns"), so that what was taken back again is never taken for what came after it.
 */
const knownShapes = new Map<string, string>();
const mostKnown = 4 * mostSayings;

async function shapesOf(rows: readonly Around[]): Promise<Map<string, string>> {
  const unknown = rows.filter(({ state }) => !knownShapes.has(state));
  const shapes = new Map(
    rows.flatMap(({ state }) => (knownShapes.has(state) ? [[state, knownShapes.get(state) ?? ""]] : [])),
  );
  if (unknown.length === 0) return shapes;
  if (knownShapes.size + unknown.length > mostKnown) knownShapes.clear();
  const { rows: said } = await sql<{
    post_id: string;
    channel_id: string | null;
    base: Content;
    own: OwnContent | null;
  }>`
    select p.id as post_id, v.channel_id, p.base, v.own
    from post p left join variant v on v.workspace_id = ${workspaceId()} and v.post_id = p.id
    where p.workspace_id = ${workspaceId()} and p.id = any(${[...new Set(unknown.map((row) => row.post_id))]}::uuid[])`.execute(
    db(),
  );
  const contents = new Map(
    said.flatMap(({ post_id, channel_id, base, own }) => [
      [`${post_id} ${channel_id}`, contentOf(base, own ?? {})],
      [`${post_id} null`, base],
    ]),
  );
  for (const { post_id, channel_id, state } of unknown) {
    const content = contents.get(`${post_id} ${channel_id}`);
    // Gone since: the next question does not find it.
    if (!content) continue;
    const shape = shapeOfContent(content);
    knownShapes.set(state, shape);
    shapes.set(state, shape);
  }
  return shapes;
}

export const shapeOfContent = (content: Content): string =>
  shapeOf(
    saidParts(content)
      .map(({ text }) => text)
      .join("\n"),
  );

/** What between two moments is too close to something else, by post. */
export async function tooCloseBetween(from: Date, to: Date): Promise<Map<string, TooClose>> {
  const spacing = await readSpacing();
  const margin = Math.max(days(1), days(spacing.days));
  const sayings = await sayingsAround(after(from, -margin), after(to, margin));
  const shown = new Set(
    sayings.filter(({ at }) => at !== null && at >= from && at < to).map(({ postId }) => postId),
  );
  const found = tooClose(sayings, spacing, now());
  return new Map([...found].filter(([postId]) => shown.has(postId)));
}
