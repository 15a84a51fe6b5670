/** The tags and people that a text may name, as the server knows them. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useMemo } from "react";
import type { Content } from "../../src/publishing/content.ts";
import { type Mentioned, mentionedIn } from "../../src/publishing/mentions.ts";
import { api, unwrap } from "../api/client.ts";

const minutes = 60_000;

export const hashtagsQuery = queryOptions({
  queryKey: ["hashtags"],
  queryFn: async () => (await unwrap(api.GET("/hashtags"))).rows,
  staleTime: 5 * minutes,
});

export const mentionsQuery = (search: string, networks: string) =>
  queryOptions({
    queryKey: ["mentions", networks, search.toLowerCase()],
    queryFn: async () =>
      (await unwrap(api.GET("/mentions", { params: { query: { search, networks } } }))).rows,
    staleTime: minutes,
    placeholderData: keepPreviousData,
  });

const knownQuery = (ids: string) =>
  queryOptions({
    queryKey: ["mentions", "known", ids],
    queryFn: async () => (await unwrap(api.GET("/mentions", { params: { query: { ids } } }))).rows,
    staleTime: minutes,
    placeholderData: keepPreviousData,
  });

const nobody: ReadonlyMap<string, Mentioned> = new Map();
/** Whom the words of an editor mention. */
export const KnownMentions = createContext(nobody);

/** Who is behind the mentions of a content, by the id of the account: the same map as long as they are the same. */
export function useKnown(content: Content): ReadonlyMap<string, Mentioned> {
  const ids = mentionedIn(content).sort().join(",");
  const { data } = useQuery({ ...knownQuery(ids), enabled: ids !== "" });
  return useMemo(() => (data ? new Map(data.map((each) => [each.identityId, each])) : nobody), [data]);
}
