import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { onLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import { unreadNotifications } from "../shell/notifications.ts";

const askPage = (cursor: string | undefined) =>
  unwrap(api.GET("/notifications", { params: { query: { limit: 30, ...(cursor ? { cursor } : {}) } } }));
type Page = Awaited<ReturnType<typeof askPage>>;
export type Notification = Page["notifications"][number];

export const notificationsQuery = infiniteQueryOptions({
  queryKey: ["notifications"],
  queryFn: async ({ pageParam }) => {
    const page = await askPage(pageParam);
    unreadNotifications.set(page.unread);
    return page;
  },
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ cursor }: Page) => cursor ?? undefined,
});

/** Marks some as read, or all; the bell and every open list follow. */
export async function markRead(which: string[] | "all"): Promise<void> {
  const { unread } = await unwrap(
    api.POST("/notifications/reading", { body: which === "all" ? { all: true } : { ids: which } }),
  );
  unreadNotifications.set(unread);
  await queryClient.invalidateQueries({ queryKey: notificationsQuery.queryKey });
}

/** Where a notification leads: only a path of our own. */
export function pathOf({ data, subject }: Notification): string {
  // A conversation is found by itself: its path was another one once, and such notifications are still there.
  if (subject.kind === "conversation") return `/inbox/c/${subject.id}`;
  const { path } = data;
  if (path?.startsWith("/") && !path.startsWith("//")) return path;
  return subject.kind === "channel"
    ? `/channels/${subject.id}`
    : subject.kind === "teammate"
      ? "/team"
      : "/inbox";
}

/** Keeps the bell right from the first screen on. */
export function watchNotifications(): () => void {
  void queryClient.prefetchInfiniteQuery(notificationsQuery);
  return onLive("notifications", () =>
    queryClient.refetchQueries({ queryKey: notificationsQuery.queryKey, type: "all" }),
  );
}
