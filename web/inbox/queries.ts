import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask, askOf } from "./ask.ts";
import { type InboxSearch, listQuery } from "./question.ts";
import type {
  Channel,
  ConversationPage,
  ConversationRow,
  Delivery,
  Desk,
  Person,
  Rows,
  Summary,
  Teammate,
  View,
} from "./shapes.ts";

const minutes = 60_000;

export const summaryQuery = queryOptions({
  queryKey: ["summary"],
  queryFn: () => ask<Summary>("get", "/inbox/summary"),
});
export const viewsQuery = queryOptions({
  queryKey: ["views"],
  queryFn: async () => (await ask<Rows<View>>("get", "/views")).rows,
});
export const desksQuery = queryOptions({
  queryKey: ["desks"],
  queryFn: async () => (await ask<{ desks: Desk[] }>("get", "/desks")).desks,
  staleTime: 10 * minutes,
});
/** With those who left, since they are still named in old threads. */
export const teammatesQuery = queryOptions({
  queryKey: ["teammates", "all"],
  queryFn: async () =>
    (await ask<{ teammates: Teammate[] }>("get", "/teammates", { params: { query: { left: "true" } } }))
      .teammates,
  staleTime: 10 * minutes,
});
export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: async () => (await ask<Rows<Channel>>("get", "/channels")).rows,
  staleTime: 5 * minutes,
});

export const pageSize = 50;
export const listPage = (query: Record<string, unknown>, cursor?: string): Promise<Rows<ConversationRow>> =>
  ask("get", "/conversations", {
    params: { query: { ...query, limit: pageSize, ...(cursor ? { cursor } : {}) } },
  });

/** The list of a view with its filters. The key holds exactly what the server is asked. */
export const listQueryOptions = (view: string, search: InboxSearch) => {
  const query = listQuery(view, search);
  return infiniteQueryOptions({
    queryKey: ["conversations", query],
    queryFn: ({ pageParam }) => listPage(query, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
};

/** A conversation; page 0 holds the newest messages and all that stands beside the thread. */
export const conversationQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["conversation", id],
    queryFn: ({ pageParam }) =>
      ask<ConversationPage>("get", "/conversations/{id}", {
        params: { path: { id }, query: pageParam ? { before: pageParam } : {} },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.earlier ?? undefined,
  });

export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ["deliveries", id],
    queryFn: async () => (await askOf<Rows<Delivery>>("get", "/conversations/{id}/deliveries", id)).rows,
  });

export const personQuery = (id: string) =>
  queryOptions({ queryKey: ["person", id], queryFn: () => askOf<Person>("get", "/people/{id}", id) });
export const personConversationsQuery = (id: string) =>
  queryOptions({
    queryKey: ["person", id, "conversations"],
    queryFn: async () => (await askOf<Rows<ConversationRow>>("get", "/people/{id}/conversations", id)).rows,
  });
