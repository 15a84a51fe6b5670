import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { flatRows } from "./list-merge.ts";
import type { Place } from "./place.ts";
import { listQueryOptions } from "./queries.ts";

/** The rows of the list that the address names, as far as they are loaded. */
export function useList(place: Place) {
  const options = listQueryOptions(place.view, place.search);
  const query = useInfiniteQuery(options);
  const rows = useMemo(() => flatRows(query.data), [query.data]);
  return { query, rows, key: JSON.stringify(options.queryKey) };
}
export type InboxList = ReturnType<typeof useList>;
