import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { onLive, refetchOnLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import type { Weekday } from "../team/week.ts";
import { readCalendar } from "./read-calendar.ts";

const minutes = 60_000;

export interface Stretch {
  from: string;
  to: string;
}

export const calendarQuery = (stretch: Stretch | undefined, filters: { channel?: string; pillar?: string }) =>
  queryOptions({
    queryKey: ["calendar", stretch, filters],
    queryFn: async () =>
      readCalendar(
        await unwrap(
          api.GET("/calendar", {
            params: {
              query: {
                from: stretch?.from ?? "",
                to: stretch?.to ?? "",
                ...(filters.channel ? { channelId: filters.channel } : {}),
                ...(filters.pillar ? { pillarId: filters.pillar } : {}),
              },
            },
          }),
        ),
      ),
    enabled: stretch !== undefined,
    placeholderData: keepPreviousData,
  });

/** The slots at which nothing stands yet. */
export const freeSlotsQuery = (stretch: Stretch | undefined, channel: string | undefined) =>
  queryOptions({
    queryKey: ["calendar", "free", stretch, channel],
    queryFn: async () =>
      (
        await unwrap(
          api.GET("/free-slots", {
            params: {
              query: {
                from: stretch?.from ?? "",
                to: stretch?.to ?? "",
                ...(channel ? { channelId: channel } : {}),
              },
            },
          }),
        )
      ).rows,
    enabled: stretch !== undefined,
    placeholderData: keepPreviousData,
  });

/** Posts that are too close to another, in time or in words. Asked for after the calendar, which does not wait for it. */
export const warningsQuery = (stretch: Stretch | undefined) =>
  queryOptions({
    queryKey: ["calendar-warnings", stretch],
    queryFn: async () =>
      new Map(
        (
          await unwrap(
            api.GET("/calendar/warnings", {
              params: { query: { from: stretch?.from ?? "", to: stretch?.to ?? "" } },
            }),
          )
        ).posts.map((each) => [each.id, each]),
      ),
    enabled: stretch !== undefined,
    placeholderData: keepPreviousData,
  });
export type Warnings = Awaited<ReturnType<NonNullable<ReturnType<typeof warningsQuery>["queryFn"]>>>;

export const spacingQuery = queryOptions({
  queryKey: ["spacing"],
  queryFn: () => unwrap(api.GET("/spacing")),
});
export const writeSpacing = (body: { minutes: number; days: number }) =>
  unwrap(api.PUT("/spacing", { body }));

export const pillarsQuery = queryOptions({
  queryKey: ["pillars"],
  queryFn: async () => (await unwrap(api.GET("/pillars"))).rows,
  staleTime: 5 * minutes,
});
export type Pillar = Awaited<ReturnType<NonNullable<typeof pillarsQuery.queryFn>>>[number];

/** Drafts that stand nowhere in the calendar yet. */
export const timelessQuery = queryOptions({
  queryKey: ["calendar", "timeless"],
  queryFn: async () =>
    (await unwrap(api.GET("/posts", { params: { query: { timeless: "true", limit: 100 } } }))).rows,
});
export type Draft = Awaited<ReturnType<NonNullable<typeof timelessQuery.queryFn>>>[number];

export const readPost = (id: string) => unwrap(api.GET("/posts/{id}", { params: { path: { id } } }));
export type Post = Awaited<ReturnType<typeof readPost>>;
export interface LocalTime {
  local: string;
  zone: string;
  second?: boolean;
}
export const writeTime = (id: string, time: LocalTime | null, channelId?: string) =>
  unwrap(
    api.PUT("/posts/{id}/time", {
      params: { path: { id } },
      body: { time, ...(channelId ? { channelId } : {}) },
    }),
  );

export const toNextSlot = (id: string) =>
  unwrap(api.POST("/posts/{id}/next-slot", { params: { path: { id } }, body: {} }));

export const addPillar = (body: { name: string; color: string }) => unwrap(api.POST("/pillars", { body }));
export const changePillar = (id: string, body: { name?: string; color?: string; position?: number }) =>
  unwrap(api.PATCH("/pillars/{id}", { params: { path: { id } }, body }));
export const dropPillar = (id: string) => unwrap(api.DELETE("/pillars/{id}", { params: { path: { id } } }));

export const slotsQuery = (id: string) =>
  queryOptions({
    queryKey: ["slots", id],
    queryFn: async () => (await unwrap(api.GET("/channels/{id}/slots", { params: { path: { id } } }))).slots,
  });
export type Slot = Awaited<ReturnType<typeof writeSlots>>["slots"][number];
export const writeSlots = (id: string, slots: Array<{ weekday: Weekday; time: string; zone: string }>) =>
  unwrap(api.PUT("/channels/{id}/slots", { params: { path: { id } }, body: { slots } }));

export const feedQuery = queryOptions({
  queryKey: ["calendar-feed"],
  queryFn: () => unwrap(api.GET("/me/calendar-feed")),
});
export const openFeed = () => unwrap(api.POST("/me/calendar-feed"));
export const closeFeed = () => unwrap(api.DELETE("/me/calendar-feed"));

/** What is shown, as a file. */
export function exportAddress(
  { from, to }: Stretch,
  { channel, pillar }: { channel?: string | undefined; pillar?: string | undefined },
  workspace: string,
): string {
  const question = new URLSearchParams({ from, to, workspace });
  if (channel) question.set("channelId", channel);
  if (pillar) question.set("pillarId", pillar);
  return `/api/calendar/export?${question}`;
}

interface Sheet {
  csv: string;
  zone: string;
  plan: boolean;
}
export const checkSheet = (body: Sheet) => unwrap(api.POST("/post-imports/check", { body }));
export const importSheet = (body: Sheet & { id: string }) => unwrap(api.POST("/post-imports", { body }));
export type ImportReport = Awaited<ReturnType<typeof checkSheet>>;

/** Keeps the calendar right while it shows. Returns the way to stop. */
export function watchCalendar(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;
  const stops = [
    // What goes out does not change how close posts are; what is written and moved does.
    onLive("posts", () => {
      later ??= setTimeout(() => {
        later = undefined;
        void queryClient.invalidateQueries({ queryKey: ["calendar-warnings"] });
      }, 1500);
    }),
    // A burst (a plan being sent out) becomes one question.
    ...["posts", "deliveries"].map((topic) =>
      onLive(topic, () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          void queryClient.invalidateQueries({ queryKey: ["calendar"] });
        }, 300);
      }),
    ),
    refetchOnLive("pillars", ["pillars"]),
    refetchOnLive("slots", ["slots"]),
    refetchOnLive("slots", ["calendar", "free"]),
    () => clearTimeout(timer),
    () => clearTimeout(later),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
