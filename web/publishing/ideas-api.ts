/** The idea board's questions and calls, and how words and a link are one text while they are written. */
import { queryOptions } from "@tanstack/react-query";
import { useEffect } from "react";
import { contentOfIdea, type Lane, lanes } from "../../src/publishing/idea.ts";
import { api, unwrap } from "../api/client.ts";
import { refetchOnLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import type { paths } from "../api/schema.gen.d.ts";
import { lastChannels } from "./last-channels.ts";
import { linkIn } from "./link-in.ts";
import { keepPost, type Post } from "./posts-api.ts";

export { type Lane, lanes };
export type Idea = paths["/ideas"]["get"]["responses"][200]["content"]["application/json"]["rows"][number];

const of = (id: string) => ({ params: { path: { id } } });

export const ideasQuery = queryOptions({
  queryKey: ["ideas"],
  queryFn: async () => (await unwrap(api.GET("/ideas", { params: { query: {} } }))).rows,
});
export const awayQuery = queryOptions({
  queryKey: ["ideas", "away"],
  queryFn: async () => (await unwrap(api.GET("/ideas", { params: { query: { away: "true" } } }))).rows,
});
export const ideaQuery = (id: string) =>
  queryOptions({ queryKey: ["ideas", id], queryFn: () => unwrap(api.GET("/ideas/{id}", of(id))) });

/** What is written as the product keeps it: the first link apart, when it is all there is. */
export function readIdea(words: string): { text: string; link: string | null } {
  const text = words.trim();
  const link = linkIn(text) ?? null;
  return { text: text === link ? "" : text, link };
}
export const wordsOfIdea = (idea: Pick<Idea, "text" | "link">): string =>
  contentOfIdea(idea).parts[0]?.text ?? "";

export const addIdea = (words: string, lane: Lane): Promise<Idea> =>
  unwrap(api.POST("/ideas", { body: { id: crypto.randomUUID(), lane, ...readIdea(words) } }));
export const changeIdea = (id: string, words: string): Promise<Idea> =>
  unwrap(api.PATCH("/ideas/{id}", { ...of(id), body: readIdea(words) }));
export const keepMessage = (messageId: string): Promise<Idea> =>
  unwrap(api.POST("/ideas", { body: { id: crypto.randomUUID(), lane: "thought", text: "", messageId } }));
export const putAway = (id: string): Promise<Idea> => unwrap(api.PUT("/ideas/{id}/archive", of(id)));
export const bringBack = (id: string): Promise<Idea> => unwrap(api.DELETE("/ideas/{id}/archive", of(id)));

/** Shows it there at once; where the server says otherwise, the board is read again. */
export async function moveIdea(id: string, lane: Lane, before: string | null): Promise<void> {
  await queryClient.cancelQueries({ queryKey: ideasQuery.queryKey, exact: true });
  queryClient.setQueryData(ideasQuery.queryKey, (rows) => rows && placed(rows, id, lane, before));
  try {
    await unwrap(api.PUT("/ideas/{id}/place", { ...of(id), body: { lane, before } }));
  } finally {
    void ideasAgain();
  }
}

/** The board with one idea in another place. */
export function placed<T extends { id: string; lane: Lane }>(
  rows: readonly T[],
  id: string,
  lane: Lane,
  before: string | null,
): T[] {
  const moving = rows.find((each) => each.id === id);
  const others = rows.filter((each) => each.id !== id);
  if (!moving) return others;
  const at = before === null ? -1 : others.findIndex((each) => each.id === before);
  return others.toSpliced(at < 0 ? others.length : at, 0, { ...moving, lane });
}

/** Begins a post from an idea, on the channels of last time. */
export async function draftOfIdea(ideaId: string, zone: string): Promise<Post> {
  const body = {
    id: crypto.randomUUID(),
    zone,
    channelIds: await lastChannels(),
    source: { kind: "idea" as const, ideaId },
  };
  const post = keepPost(await unwrap(api.POST("/posts", { body })));
  void ideasAgain();
  void queryClient.invalidateQueries({ queryKey: ["posts"] });
  return post;
}

export const ideasAgain = () => queryClient.invalidateQueries({ queryKey: ["ideas"] });
export const useIdeasLive = (): void => useEffect(() => refetchOnLive("ideas", ["ideas"]) as () => void, []);
