/** What publishing's routes answer, named, and the questions that the screens ask. */
import { queryOptions } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, unwrap } from "../api/client.ts";
import { onLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import type { paths } from "../api/schema.gen.d.ts";
import { readCalendar } from "../calendar/read-calendar.ts";

type Answer<P extends keyof paths, M extends "get" | "post"> = paths[P] extends {
  [K in M]: { responses: { 200: { content: { "application/json": infer A } } } };
}
  ? A
  : never;

export type Post = Answer<"/posts/{id}", "get">;
export type Variant = Post["variants"][number];
export type VariantStatus = Variant["status"];
export type PostDelivery = Variant["deliveries"][number];
export type PostRow = Answer<"/posts", "get">["rows"][number];
export type PartReason = Answer<"/posts/{id}/check", "post">["reasons"][number];
export type Version = Answer<"/posts/{id}/versions", "get">["rows"][number];

const of = (id: string) => ({ params: { path: { id } } });

export const postQuery = (id: string) =>
  queryOptions({ queryKey: ["post", id], queryFn: () => unwrap(api.GET("/posts/{id}", of(id))) });
export const draftsQuery = queryOptions({
  queryKey: ["posts"],
  queryFn: async () => (await unwrap(api.GET("/posts", { params: { query: { limit: 100 } } }))).rows,
});
export const pillarsQuery = queryOptions({
  queryKey: ["pillars"],
  queryFn: async () => (await unwrap(api.GET("/pillars"))).rows,
});
/** What goes out from now on, as far as anybody plans. */
export const nextQuery = queryOptions({
  queryKey: ["posts", "next"],
  queryFn: async () => {
    const from = new Date();
    const to = new Date(from.getTime() + 60 * 86_400_000);
    const query = { from: from.toISOString(), to: to.toISOString() };
    return readCalendar(await unwrap(api.GET("/calendar", { params: { query } }))).rows;
  },
});
/** What the gate says to a post as it stands: its words, and its times, since other posts stand around them. */
export const checkQuery = ({ id, version, variants }: Pick<Post, "id" | "version" | "variants">) =>
  queryOptions({
    queryKey: ["post-check", id, version, variants.map(({ at, status }) => `${at} ${status}`).join(" ")],
    queryFn: async () => (await unwrap(api.POST("/posts/{id}/check", of(id)))).reasons,
  });
export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["post", id, "versions"],
    queryFn: async () => (await unwrap(api.GET("/posts/{id}/versions", of(id)))).rows,
  });

/** Keeps what a writing route answered, so that no second question is needed. */
export const keepPost = (post: Post): Post => {
  queryClient.setQueryData(postQuery(post.id).queryKey, post);
  return post;
};

/** Lists and the open post catch up with what others do, and with what becomes of deliveries. */
export function usePostsLive(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLive("posts", ({ ids }) => {
      for (const id of ids) void queryClient.invalidateQueries({ queryKey: ["post", id] });
      // Every keystroke that is kept tells of itself: the lists ask once in a while.
      timer ??= setTimeout(() => {
        timer = undefined;
        void queryClient.invalidateQueries({ queryKey: ["posts"] });
        void queryClient.invalidateQueries({ queryKey: ["pillars"] });
      }, 600);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
}
