/** Posts that may be said again: where, how long they rest, and which of them go into free slots. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { type Post, postQuery } from "./posts-api.ts";

export type Mark = Post["evergreen"][number];
export type Repeat = Post["repeats"][number];

/** On which channels a post may be said again from now on. */
export async function markEvergreen(id: string, marks: readonly Mark[]): Promise<void> {
  const { channels } = await unwrap(
    api.PUT("/posts/{id}/evergreen", { params: { path: { id } }, body: { channels: [...marks] } }),
  );
  queryClient.setQueryData(postQuery(id).queryKey, (post) => post && { ...post, evergreen: channels });
  void queryClient.invalidateQueries({ queryKey: ["posts"] });
}

/** All that may be said again, the longest rested first; the days are those of `zone`. */
export const libraryQuery = (zone: string, channelId: string | undefined) =>
  queryOptions({
    queryKey: ["posts", "evergreen", zone, channelId],
    queryFn: async () =>
      (
        await unwrap(
          api.GET("/evergreen", { params: { query: { zone, ...(channelId ? { channelId } : {}) } } }),
        )
      ).posts,
    placeholderData: keepPreviousData,
  });
export type LibraryPost = Awaited<
  ReturnType<NonNullable<ReturnType<typeof libraryQuery>["queryFn"]>>
>[number];

/** The first and the last day, `YYYY-MM-DD`, in `zone`. */
export interface FillQuestion {
  from: string;
  to: string;
  zone: string;
  channelId: string | undefined;
}

/** What would go into the free slots. Asked anew each time, and never again while somebody chooses. */
export const proposalQuery = ({ channelId, ...days }: FillQuestion) =>
  queryOptions({
    queryKey: ["evergreen-fill", days, channelId],
    queryFn: () =>
      unwrap(
        api.GET("/evergreen/fill", { params: { query: { ...days, ...(channelId ? { channelId } : {}) } } }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
export type Proposal = Awaited<ReturnType<NonNullable<ReturnType<typeof proposalQuery>["queryFn"]>>>;
export type Slot = Proposal["slots"][number];

/** A free slot with what goes into it. */
export type Filled = Pick<Slot, "channelId" | "at" | "time"> & { postId: string; brief: string };

const mostAtOnce = 100;

/** Plans them, and answers of each what became of it, in their order. One `id` again plans nothing twice. */
export async function planFill({ id, rows }: { id: string; rows: readonly Filled[] }) {
  const became: PlannedRow[] = [];
  try {
    for (let at = 0; at < rows.length; at += mostAtOnce)
      became.push(...(await send(id, rows.slice(at, at + mostAtOnce))).rows);
  } finally {
    for (const queryKey of [["posts"], ["post"], ["calendar"]])
      void queryClient.invalidateQueries({ queryKey });
  }
  return became;
}
const send = (id: string, rows: readonly Filled[]) =>
  unwrap(
    api.POST("/evergreen/fills", {
      body: { id, rows: rows.map(({ postId, channelId, time }) => ({ postId, channelId, time })) },
    }),
  );
export type PlannedRow = Awaited<ReturnType<typeof send>>["rows"][number];
