/** What the media library answers, named, and the questions that the screens ask. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, sendBytes, unwrap } from "../api/client.ts";
import { onLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import type { paths } from "../api/schema.gen.d.ts";
import { withWords } from "../i18n.ts";

type Read<P extends "/media" | "/media/{id}/details"> =
  paths[P]["get"]["responses"][200]["content"]["application/json"];
export type MediaRow = Read<"/media">["rows"][number];
export type MediaWhole = Read<"/media/{id}/details">;
export type Stored = Omit<MediaRow, "uses">;
export type MediaKind = MediaRow["kind"];
export type Focus = NonNullable<MediaRow["focus"]>;

const of = (id: string) => ({ params: { path: { id } } });

export const libraryQuery = (q: string, kind: MediaKind | undefined) =>
  infiniteQueryOptions({
    queryKey: ["media", "library", q, kind],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...(q ? { q } : {}),
        ...(kind ? { kind } : {}),
        ...(pageParam ? { before: pageParam } : {}),
      };
      return unwrap(api.GET("/media", { params: { query }, signal }));
    },
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** The files of a message, to know what each of them is. */
export const filesQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ["media", "files", ...ids],
    enabled: ids.length > 0,
    queryFn: async () =>
      (await unwrap(api.GET("/media", { params: { query: { ids: ids.join(",") } } }))).rows,
  });

export const wholeQuery = (id: string) =>
  queryOptions({
    queryKey: ["media", "whole", id],
    queryFn: () => unwrap(api.GET("/media/{id}/details", of(id))),
  });

const refresh = () => queryClient.invalidateQueries({ queryKey: ["media"] });

export async function changeMedia(
  id: string,
  body: { name?: string; alt?: string; focus?: Focus | null },
): Promise<void> {
  queryClient.setQueryData(
    wholeQuery(id).queryKey,
    await unwrap(api.PATCH("/media/{id}", { ...of(id), body })),
  );
  await refresh();
}

export async function removeMedia(id: string): Promise<void> {
  await unwrap(api.DELETE("/media/{id}", of(id)));
  await refresh();
}

export const fetchMedia = (url: string): Promise<Stored> =>
  unwrap(api.POST("/media/from-address", { body: { url } }));

/** Above this a file goes piece by piece, so that a broken line loses little. */
const inOnePiece = 4_000_000;

/** Keeps a file on the server. `onPart`: how much of it is there, from 0 to 1. */
export async function sendMedia(file: File, onPart: (part: number) => void = () => {}): Promise<Stored> {
  if (file.size > inOnePiece) {
    const { sendLarge } = await withWords(() => import("./send-large.ts"))();
    return sendLarge(file, onPart);
  }
  return sendBytes<Stored>("POST", "/media", file, { "x-file-name": encodeURIComponent(file.name) });
}

/** Keeps what is shown of the library as it is. */
export function useMediaLive(): void {
  useEffect(() => onLive("media", () => void refresh()), []);
}
