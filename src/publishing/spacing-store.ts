/** How far apart posts are to be, and what stands around a moment. */
import { sql } from "kysely";
import { after, days, now } from "../kernel/clock.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { type Content, contentOf, type OwnContent, saidParts } from "./content.ts";
import { listDrafts } from "./post-store.ts";
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

/** What is said between two moments, on every channel, and the latest drafts that have no time. */
export async function sayingsAround(from: Date, to: Date): Promise<Saying[]> {
  const { rows } = await sql<{
    post_id: string;
    series_id: string | null;
    channel_id: string;
    due_at: Date;
    brief: string;
    base: Content;
    own: OwnContent;
  }>`
    select v.post_id, p.series_id, v.channel_id, v.due_at, p.brief, p.base, v.own
    from variant v
    join post p on p.workspace_id = ${workspaceId()} and p.id = v.post_id
    where v.workspace_id = ${workspaceId()} and v.due_at >= ${from} and v.due_at <= ${to} and p.state <> 'removed'
    order by v.due_at limit ${mostSayings}`.execute(db());
  const drafts = await listDrafts(mostDrafts, true);
  return [
    ...rows.map((row) => ({
      postId: row.post_id,
      seriesId: row.series_id,
      brief: row.brief,
      channelId: row.channel_id,
      at: row.due_at,
      shape: shapeOfContent(contentOf(row.base, row.own)),
    })),
    ...drafts.map(({ id, series_id: seriesId, brief, base }) => ({
      postId: id,
      seriesId,
      brief,
      channelId: null,
      at: null,
      shape: shapeOfContent(base),
    })),
  ];
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
