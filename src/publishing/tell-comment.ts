/** Tells teammates that a comment on a post calls them, or answers theirs. */
import { listTeammates, notify } from "../team/index.ts";
import { pathOf } from "./delivery-store.ts";
import type { CommentRecord } from "./post-comment-store.ts";
import type { PostRecord } from "./post-store.ts";

const mostWords = 200;

/** `others`: who has spoken in the thread before. Whoever is mentioned is told that alone, and nobody of themself. */
export async function tellOfComment(
  post: PostRecord,
  comment: CommentRecord,
  mentioned: readonly string[],
  others: readonly string[],
): Promise<void> {
  const answered = others.filter((each) => !mentioned.includes(each));
  if (mentioned.length + answered.length === 0) return;
  const team = (await listTeammates()).filter(({ leftAt }) => leftAt === null);
  const by = team.find(({ id }) => id === comment.author_id)?.name ?? "";
  const subject = { kind: "post" as const, id: post.id };
  const path = `${pathOf(subject)}#comment-${comment.thread_id ?? comment.id}`;
  const data = { by, what: [...comment.text].slice(0, mostWords).join(""), path };
  const to = (ids: readonly string[], kind: "mentioned-in-post" | "comment-answered") =>
    ids
      .filter((id) => id !== comment.author_id && team.some((each) => each.id === id))
      .map((userId) => ({ userId, kind, subject, data }));
  await notify([...to(mentioned, "mentioned-in-post"), ...to(answered, "comment-answered")]);
}
