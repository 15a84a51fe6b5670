/** Which posts may be said again, and where they stand. Only this module writes their table. */
import { sql } from "kysely";
import { findChannels } from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { contentOf, saidParts } from "./content.ts";
import { isMailed } from "./delivery-key.ts";
import { type Rest, type Resting, restsAt } from "./evergreen.ts";
import { holdPost, type PostRecord, tellPost, variantsOf } from "./post-store.ts";

/** On one channel: how many days from one time to the next. */
export interface Mark {
  channelId: string;
  days: number;
}

export type MarkFault =
  | { tag: "missing" }
  /** This channel is not among the post's; `place`: which of the marks names it. */
  | { tag: "no-channel"; place: number }
  /** It goes out there as a bulletin, to each subscriber once. */
  | { tag: "mailed"; place: number }
  /** It says nothing there that could be said again. */
  | { tag: "empty"; place: number }
  /** It is itself a repeat: the post that it repeats is the one to mark. */
  | { tag: "repeat"; postId: string };

export type RestFault = { tag: "rests"; channelId: string; handle: string; zone: string } & Rest;

/** By channel; of those that the post still has. */
export async function marksOf(postId: string): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select e.channel_id as "channelId", e.days from evergreen e
    join variant v on v.workspace_id = ${workspaceId()} and v.post_id = e.post_id and v.channel_id = e.channel_id
    where e.workspace_id = ${workspaceId()} and e.post_id = ${postId}::uuid order by e.channel_id`.execute(
    db(),
  );
  return rows;
}

/** Writes on which channels a post may be said again; none takes the mark away. Repeats that are planned stay. */
export async function markEvergreen(
  id: string,
  marks: readonly Mark[],
  by: string,
): Promise<Result<Mark[], MarkFault>> {
  const post = await holdPost(id);
  if (!post) return fail({ tag: "missing" });
  if (post.repeat_of) return fail({ tag: "repeat", postId: post.repeat_of });
  const variants = await variantsOf([id]);
  const channels = await findChannels(marks.map(({ channelId }) => channelId));
  for (const [place, { channelId }] of marks.entries()) {
    const variant = variants.find((each) => each.channel_id === channelId);
    const channel = channels.find((each) => each.id === channelId);
    if (!variant || !channel) return fail({ tag: "no-channel", place });
    if (isMailed(channel.network)) return fail({ tag: "mailed", place });
    const said = saidParts(contentOf(post.base, variant.own));
    if (!said.some(({ text }) => text.trim() !== "")) return fail({ tag: "empty", place });
  }
  await db()
    .deleteFrom("evergreen")
    .where("workspace_id", "=", workspaceId())
    .where("post_id", "=", id)
    .execute();
  const days = new Map(marks.map((each) => [each.channelId, each.days]));
  if (days.size > 0)
    await db()
      .insertInto("evergreen")
      .values(
        [...days].map(([channel_id, each]) => ({
          workspace_id: workspaceId(),
          post_id: id,
          channel_id,
          days: each,
          marked_by: by,
          marked_at: now(),
        })),
      )
      .execute();
  await tellPost(id, days.size > 0 ? "post.marked-evergreen" : "post.unmarked-evergreen");
  return ok(await marksOf(id));
}

/** A post that may be said again on a channel, with what a list says of it. */
export interface Evergreen extends Resting {
  brief: string;
  pillarId: string | null;
}

/** Beyond this nobody looks through them; the latest marked count. */
const mostMarks = 5000;

/** All that are marked, on one channel or on all, with every time at which they stand there: two questions, whatever their number. */
export async function allEvergreen(channelId: string | undefined): Promise<Evergreen[]> {
  const { rows } = await sql<Omit<Evergreen, "at">>`
    select e.post_id as "postId", e.channel_id as "channelId", e.days, p.brief, p.pillar_id as "pillarId"
    from evergreen e
    join post p on p.workspace_id = ${workspaceId()} and p.id = e.post_id and p.state <> 'removed'
    join variant v on v.workspace_id = ${workspaceId()} and v.post_id = e.post_id and v.channel_id = e.channel_id
    where e.workspace_id = ${workspaceId()}
      and (${channelId ?? null}::uuid is null or e.channel_id = ${channelId ?? null}::uuid)
    order by e.marked_at desc, e.post_id, e.channel_id limit ${mostMarks}`.execute(db());
  if (rows.length === 0) return [];
  const times = Map.groupBy(
    await timesOf([...new Set(rows.map(({ postId }) => postId))]),
    (each) => `${each.postId} ${each.channelId}`,
  );
  return rows.map((row) => ({
    ...row,
    at: (times.get(`${row.postId} ${row.channelId}`) ?? []).map((each) => each.at),
  }));
}

/** The post that is repeated, where that may be said again: those of one family say the same on purpose. */
export async function familyOf({
  id,
  repeat_of,
}: Pick<PostRecord, "id" | "repeat_of">): Promise<string | null> {
  const family = repeat_of ?? id;
  return (await marksHolding(family)).length > 0 ? family : null;
}

/** Marks that count: a post that was taken away keeps nothing from being said. */
async function marksHolding(family: string): Promise<Mark[]> {
  const { rows } = await sql<Mark>`
    select e.channel_id as "channelId", e.days from evergreen e
    join post p on p.workspace_id = ${workspaceId()} and p.id = e.post_id
    where e.workspace_id = ${workspaceId()} and e.post_id = ${family}::uuid and p.state <> 'removed'`.execute(
    db(),
  );
  return rows;
}

type Mover = Pick<PostRecord, "id" | "repeat_of" | "zone">;

/**
 * What keeps a post from standing at these moments: its own words, said by the post that it repeats or by another repeat,
 * less than their days away on that channel. Everybody who gives a time on the plan asks here, and waits in one line with
 * whoever does so for the same words.
 */
export async function restFault(
  post: Mover,
  times: ReadonlyArray<{ channelId: string; at: Date }>,
): Promise<RestFault | undefined> {
  const family = post.repeat_of ?? post.id;
  if ((await marksHolding(family)).length === 0) return undefined;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`evergreen ${family}`}, 0))`.execute(db());
  const [first] = await restsOf(post, times);
  return first;
}

/** The same of each of these moments, for who only looks: nobody waits. */
export async function restsOf(
  post: Mover,
  times: ReadonlyArray<{ channelId: string; at: Date }>,
): Promise<RestFault[]> {
  const family = post.repeat_of ?? post.id;
  const marks = await marksHolding(family);
  if (marks.length === 0) return [];
  const standing = (await timesOf([family])).filter(({ by }) => by !== post.id);
  const faults: RestFault[] = [];
  for (const { channelId, at } of times) {
    const mark = marks.find((each) => each.channelId === channelId);
    if (!mark) continue;
    const there = standing.filter((each) => each.channelId === channelId).map((each) => each.at);
    const rest = restsAt({ days: mark.days, at: there }, at, post.zone);
    if (!rest) continue;
    const [channel] = await findChannels([channelId]);
    faults.push({ tag: "rests", channelId, handle: channel?.handle ?? "", zone: post.zone, ...rest });
  }
  return faults;
}

/** When posts stand on their channels, by themselves and by their repeats; what failed, was cancelled or is gone does not. */
async function timesOf(
  postIds: readonly string[],
): Promise<Array<{ postId: string; by: string; channelId: string; at: Date }>> {
  const { rows } = await sql<{ postId: string; by: string; channelId: string; at: Date }>`
    select coalesce(p.repeat_of, p.id) as "postId", p.id as by, v.channel_id as "channelId", v.due_at as at
    from post p
    join variant v on v.workspace_id = ${workspaceId()} and v.post_id = p.id and v.due_at is not null
    where p.workspace_id = ${workspaceId()}
      and (p.id = any(${[...postIds]}::uuid[]) or p.repeat_of = any(${[...postIds]}::uuid[]))
      and exists (select from delivery d where d.workspace_id = ${workspaceId()} and d.variant_id = v.id
        and d.kind = 'post' and d.gone_at is null and d.status in ('held', 'scheduled', 'sending', 'sent', 'unknown'))`.execute(
    db(),
  );
  return rows;
}
