/** Internal comments: the questions and calls, and where each stands on the screen. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { CommentPlace } from "../../src/publishing/post-comment.ts";
import { api, unwrap } from "../api/client.ts";
import { onLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import type { paths } from "../api/schema.gen.d.ts";

export type { CommentPlace };
export type PostComment =
  paths["/posts/{id}/comments"]["get"]["responses"][200]["content"]["application/json"]["rows"][number];

export interface Thread {
  first: PostComment;
  answers: PostComment[];
}

const of = (id: string) => ({ params: { path: { id } } });
export const commentsQuery = (postId: string) =>
  queryOptions({
    queryKey: ["post-comments", postId],
    queryFn: async () => threadsIn((await unwrap(api.GET("/posts/{id}/comments", of(postId)))).rows),
  });

/** Each comment with its answers, the oldest first; a thread of which nothing is left is none. */
export const threadsIn = (rows: readonly PostComment[]): Thread[] =>
  rows
    .filter(({ threadId }) => threadId === null)
    .map((first) => ({
      first,
      answers: rows.filter((each) => each.threadId === first.id && !each.deleted),
    }))
    .filter(({ first, answers }) => !first.deleted || answers.length > 0);

export const isOpen = ({ first }: Thread): boolean => first.resolved === null;
/** How many nobody has resolved. */
export const useOpenComments = (postId: string): number =>
  (useQuery(commentsQuery(postId)).data ?? []).filter(isOpen).length;

const again = (postId: string) => queryClient.invalidateQueries({ queryKey: commentsQuery(postId).queryKey });

export async function sayComment(
  postId: string,
  said: { text: string; mentions: string[]; place?: CommentPlace | null; threadId?: string },
): Promise<void> {
  await unwrap(
    api.POST("/posts/{id}/comments", { ...of(postId), body: { id: crypto.randomUUID(), ...said } }),
  );
  await again(postId);
}
export async function editComment(
  postId: string,
  id: string,
  body: { text: string; mentions: string[] },
): Promise<void> {
  await unwrap(api.PATCH("/post-comments/{id}", { ...of(id), body }));
  await again(postId);
}
export async function deleteComment(postId: string, id: string): Promise<void> {
  await unwrap(api.DELETE("/post-comments/{id}", of(id)));
  await again(postId);
}
export async function resolveThread(postId: string, id: string, resolved: boolean): Promise<void> {
  const path = "/post-comments/{id}/resolution";
  await unwrap(resolved ? api.PUT(path, of(id)) : api.DELETE(path, of(id)));
  await again(postId);
}

/** What others say comes in by itself, and what they write may move a comment. */
export function useCommentsLive(postId: string): void {
  useEffect(() => {
    const stops = ["post-comments", "posts"].map((topic) =>
      onLive(topic, ({ ids }) => {
        if (ids.length === 0 || ids.includes(postId)) void again(postId);
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [postId]);
}

/** The same for every comment about one field, whatever words of it they hold on to. */
export const placeKey = ({ channelId, field, part, fileId }: Omit<CommentPlace, "quote">): string =>
  [channelId ?? "base", field, part, fileId].filter((each) => each !== null).join("/");
