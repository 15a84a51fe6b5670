import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { refetchOnLive } from "../api/live.ts";
import { language } from "../i18n.ts";

export const networksQuery = () =>
  queryOptions({
    // The forms come in the person's language.
    queryKey: ["networks", language()],
    queryFn: async () => (await unwrap(api.GET("/networks"))).rows,
    staleTime: Number.POSITIVE_INFINITY,
  });
export type Network = Awaited<ReturnType<NonNullable<ReturnType<typeof networksQuery>["queryFn"]>>>[number];

const askChannels = async () => (await unwrap(api.GET("/channels"))).rows;
export type Channel = Awaited<ReturnType<typeof askChannels>>[number];
export type Stream = Channel["streams"][number];

const often = 3_000; // while the past is being read, its progress moves
const calmly = 30_000; // "complete up to" moves without anything happening

export const channelsQuery = () =>
  queryOptions({
    queryKey: ["channels", "list", language()],
    queryFn: askChannels,
    refetchInterval: (query) => (query.state.data?.some(isImporting) ? often : calmly),
  });

export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: ["channels", "one", id, language()],
    queryFn: (): Promise<Channel> => unwrap(api.GET("/channels/{id}", { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data && isImporting(query.state.data) ? often : calmly),
  });

export const isImporting = (channel: Channel): boolean =>
  channel.status === "active" &&
  (channel.streams.length === 0 || channel.streams.some(({ firstPassDone }) => !firstPassDone));

/** Keeps channels right while a screen shows them. Returns the way to stop. */
export const watchChannels = (): (() => void) => refetchOnLive("channels", ["channels"]);
