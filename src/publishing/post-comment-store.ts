/** Internal comments on a post: seen by the team alone. Only this module writes its table. */
import { type Selectable, sql } from "kysely";
import { checkMentions } from "../inbox/index.ts";
import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import { contentOf } from "./content.ts";
import { type CommentPlace, placeAfter } from "./post-comment.ts";
import { findPost, variantsOf } from "./post-store.ts";
import type { PostContent } from "./tables.ts";
import { tellOfComment } from "./tell-comment.ts";

export type CommentRecord = Selectable<Tables["post_comment"]>;

export interface CommentDraft {
  id: string;
  text: string;
  mentions: string[];
  place: CommentPlace | null;
  threadId: string | null;
}

export type CommentFault =
  | { tag: "missing" }
  /** The comment that it would answer is not at this post. */
  | { tag: "no-thread" }
  /** This channel is not among the post's. */
  | { tag: "no-channel" }
  | { tag: "not-yours" };

const comments = () => db().selectFrom("post_comment").where("workspace_id", "=", workspaceId());

/** All of a post, the oldest first; those that were deleted among them. */
export const commentsOf = (postId: string): Promise<CommentRecord[]> =>
  comments().where("post_id", "=", postId).selectAll().orderBy("created_at").orderBy("id").execute();

/** How many threads of each post nobody has resolved; posts without any are left out. */
export async function openThreads(postIds: string[]): Promise<Map<string, number>> {
  if (postIds.length === 0) return new Map();
  const { rows } = await sql<{ post_id: string; open: number }>`
    select c.post_id, count(*)::int as open from post_comment c
    where c.workspace_id = ${workspaceId()} and c.post_id = any(${postIds}::uuid[])
      and c.thread_id is null and c.resolved_at is null
      and (c.deleted_at is null or exists (select from post_comment a
        where a.workspace_id = ${workspaceId()} and a.thread_id = c.id and a.deleted_at is null))
    group by c.post_id`.execute(db());
  return new Map(rows.map((each) => [each.post_id, each.open]));
}

/** Writes one, or an answer to one; an answer opens its thread again. The same id again answers the one that stands. */
export async function writeComment(
  postId: string,
  draft: CommentDraft,
  by: string,
): Promise<Result<CommentRecord, CommentFault>> {
  const post = await findPost(postId);
  if (!post) return fail({ tag: "missing" });
  const standing = await comments().where("id", "=", draft.id).selectAll().executeTakeFirst();
  if (standing) return standing.post_id === postId ? ok(standing) : fail({ tag: "missing" });
  const thread = draft.threadId === null ? [] : await threadOf(postId, draft.threadId);
  const [first] = thread;
  if (draft.threadId !== null && !first) return fail({ tag: "no-thread" });
  const channelId = draft.place?.channelId ?? null;
  if (channelId !== null && !(await variantsOf([postId])).some((each) => each.channel_id === channelId))
    return fail({ tag: "no-channel" });
  const mentions = await checkMentions(draft.mentions);
  const place = draft.threadId === null ? draft.place : null;
  const row: CommentRecord = {
    workspace_id: workspaceId(),
    id: draft.id,
    post_id: postId,
    thread_id: draft.threadId,
    author_id: by,
    text: draft.text,
    mentions,
    place,
    created_at: now(),
    edited_at: null,
    deleted_at: null,
    resolved_by: null,
    resolved_at: null,
  };
  await db()
    .insertInto("post_comment")
    .values({ ...row, place: place && JSON.stringify(place) })
    .execute();
  if (first?.resolved_at) await write(first, { resolved_by: null, resolved_at: null });
  await tell(row, "written");
  await tellOfComment(post, row, mentions, [...new Set(thread.map((each) => each.author_id))]);
  return ok(row);
}

/** Changes one's own words; only teammates newly mentioned are told. */
export async function editComment(
  id: string,
  { text, mentions: wanted }: Pick<CommentDraft, "text" | "mentions">,
  by: string,
): Promise<Result<CommentRecord, CommentFault>> {
  const comment = await holdComment(id);
  const post = comment && (await findPost(comment.post_id));
  if (!comment || !post) return fail({ tag: "missing" });
  if (comment.author_id !== by) return fail({ tag: "not-yours" });
  const mentions = await checkMentions(wanted);
  const row = await write(comment, { text, mentions, edited_at: now() });
  await tell(row, "edited");
  const fresh = mentions.filter((each) => !comment.mentions.includes(each));
  await tellOfComment(post, row, fresh, []);
  return ok(row);
}

/** Takes away one's own words; the answers to them stay. */
export async function deleteComment(id: string, by: string): Promise<Result<CommentRecord, CommentFault>> {
  const comment = await holdComment(id);
  if (!comment) return fail({ tag: "missing" });
  if (comment.author_id !== by) return fail({ tag: "not-yours" });
  const row = await write(comment, { text: "", mentions: [], deleted_at: now() });
  await tell(row, "deleted");
  return ok(row);
}

/** Resolves a thread by the comment that begins it, or opens it again. */
export async function resolveThread(
  id: string,
  resolved: boolean,
  by: string,
): Promise<Result<CommentRecord, CommentFault>> {
  const first = await comments()
    .where("id", "=", id)
    .where("thread_id", "is", null)
    .selectAll()
    .forUpdate()
    .executeTakeFirst();
  if (!first || !(await findPost(first.post_id))) return fail({ tag: "missing" });
  if ((first.resolved_at !== null) === resolved) return ok(first);
  const row = await write(
    first,
    resolved ? { resolved_by: by, resolved_at: now() } : { resolved_by: null, resolved_at: null },
  );
  await tell(row, resolved ? "resolved" : "reopened");
  return ok(row);
}

/** Lets the comments of a post go along with the parts that they are about. */
export async function moveComments(postId: string, was: PostContent, to: PostContent): Promise<void> {
  const partsIn = (content: PostContent, channelId: string | null) =>
    contentOf(content.base, content.variants.find((each) => each.channelId === channelId)?.own ?? {}).parts;
  const placed = await comments()
    .where("post_id", "=", postId)
    .where("place", "is not", null)
    .select(["id", "place"])
    .execute();
  for (const { id, place } of placed) {
    if (!place) continue;
    const { channelId } = place;
    const next = placeAfter(partsIn(was, channelId), partsIn(to, channelId), place);
    if (next.part === place.part) continue;
    await db()
      .updateTable("post_comment")
      .set({ place: JSON.stringify(next) })
      .where("workspace_id", "=", workspaceId())
      .where("id", "=", id)
      .execute();
    announce("post-comments", postId);
  }
}

const holdComment = (id: string): Promise<CommentRecord | undefined> =>
  comments().where("id", "=", id).where("deleted_at", "is", null).selectAll().forUpdate().executeTakeFirst();

/** The comment that begins it, then its answers. */
const threadOf = (postId: string, id: string): Promise<CommentRecord[]> =>
  comments()
    .where("post_id", "=", postId)
    .where((where) =>
      where.or([
        where.and([where("id", "=", id), where("thread_id", "is", null)]),
        where("thread_id", "=", id),
      ]),
    )
    .selectAll()
    .orderBy(sql`thread_id nulls first`)
    .orderBy("created_at")
    .execute();

async function write(
  comment: CommentRecord,
  patch: Partial<Omit<CommentRecord, "workspace_id" | "id" | "place">>,
): Promise<CommentRecord> {
  await db()
    .updateTable("post_comment")
    .set(patch)
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", comment.id)
    .execute();
  return { ...comment, ...patch };
}

async function tell(comment: CommentRecord, what: string): Promise<void> {
  const { id: commentId, post_id: id } = comment;
  await record([{ kind: `post-comment.${what}`, subject: { kind: "post", id }, data: { commentId } }]);
  announce("post-comments", id);
  // The lists count what is open.
  announce("posts", id);
}
