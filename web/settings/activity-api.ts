import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";

export interface ActivityFilter {
  teammate: string;
  /** The beginning of a kind, such as `channel.`. */
  kind: string;
  by: "people" | "all";
}

const askPage = (filter: ActivityFilter, cursor: string | undefined) =>
  unwrap(
    api.GET("/activity", {
      params: {
        query: {
          limit: 50,
          by: filter.by,
          ...(filter.teammate ? { teammate: filter.teammate } : {}),
          ...(filter.kind ? { kind: filter.kind } : {}),
          ...(cursor ? { cursor } : {}),
        },
      },
    }),
  );
type ActivityPage = Awaited<ReturnType<typeof askPage>>;
export type Happening = ActivityPage["events"][number];

export const activityQuery = (filter: ActivityFilter) =>
  infiniteQueryOptions({
    queryKey: ["activity", filter],
    queryFn: ({ pageParam }) => askPage(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }: ActivityPage) => cursor ?? undefined,
  });

/** Everybody who is or was on the team, for names. */
export const everybodyQuery = queryOptions({
  queryKey: ["teammates", "left too"],
  queryFn: async () =>
    (await unwrap(api.GET("/teammates", { params: { query: { left: "true" } } }))).teammates,
});
