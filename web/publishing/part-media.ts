/** The pictures of one part: sent to the server as soon as they are added, described where they stand. */
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ContentMedia } from "../../src/publishing/content.ts";
import { type MediaItem, useFileChoice } from "../inbox/reply-media.tsx";
import type { Channel } from "../inbox/shapes.ts";
import { filesQuery, type Stored, sendMedia } from "../media/media-api.ts";
import { toast } from "../shell/toasts.tsx";

/** Keys of what was added here are below zero; what stood there before has its place as its key. */
let lastKey = 0;

const uploads = new Set<Promise<void>>();

/** Waits for the pictures that are on their way to the server: a post does not go out without one that was added. */
export async function picturesHere(): Promise<void> {
  while (uploads.size > 0) await Promise.all(uploads);
}

export function usePartMedia(
  may: Channel["capabilities"]["media"],
  media: readonly ContentMedia[],
  onChange: (change: (now: ContentMedia[]) => ContentMedia[]) => void,
) {
  const row = useRef<HTMLUListElement>(null);
  const [coming, setComing] = useState<MediaItem[]>([]);
  const [known, setKnown] = useState<Record<string, MediaItem>>({});
  // Described or taken out while it is still on its way.
  const waiting = useRef(new Map<number, string>());
  const choose = useFileChoice(may);
  const upload = async (item: MediaItem, file: File) => {
    try {
      const { fileId, type, ...stored } = await sendMedia(file, (part) =>
        setComing((now) => now.map((one) => (one.key === item.key ? { ...one, part } : one))),
      );
      const alt = waiting.current.get(item.key);
      // It keeps its key, so that who writes its description keeps the field.
      setKnown((now) => ({ ...now, [fileId]: { ...item, type } }));
      // Used before, it is described already.
      if (alt !== undefined) onChange((now) => [...now, { fileId, alt: alt || stored.alt }]);
    } catch (error) {
      toast({ message: (error as Error).message, tone: "bad" });
    }
    waiting.current.delete(item.key);
    setComing((now) => now.filter((one) => one.key !== item.key));
  };
  // What stood there before: a film is a film after a reload, too.
  const strange = media.map(({ fileId }) => fileId).filter((id) => !known[id]);
  const kept = useQuery({ ...filesQuery(strange), staleTime: Number.POSITIVE_INFINITY }).data;
  const told = (fileId: string) => known[fileId] ?? kept?.find((one) => one.fileId === fileId);
  const items: MediaItem[] = media.map(({ fileId, alt }, index) => ({
    key: known[fileId]?.key ?? index,
    name: told(fileId)?.name ?? "",
    type: told(fileId)?.type ?? "image/*",
    alt,
    fileId,
  }));
  const standing = (key: number) => items.findIndex((one) => one.key === key);
  return {
    row,
    items: [...items, ...coming],
    add(files: Iterable<File> | ArrayLike<File>) {
      for (const file of choose(files, items.length + coming.length)) {
        const item = { key: --lastKey, name: file.name, type: file.type, alt: "", fileId: undefined };
        waiting.current.set(item.key, "");
        setComing((now) => [...now, item]);
        const running = upload(item, file).finally(() => uploads.delete(running));
        uploads.add(running);
      }
    },
    /** Takes files of the library, each with its description. */
    take(files: readonly Stored[]) {
      const room = Math.max(0, (may?.most ?? 0) - items.length - coming.length);
      const fresh = files.filter(({ fileId }) => !media.some((one) => one.fileId === fileId));
      onChange((now) => [...now, ...fresh.slice(0, room).map(({ fileId, alt }) => ({ fileId, alt }))]);
    },
    describe(key: number, alt: string) {
      const at = standing(key);
      if (at >= 0) return onChange((now) => now.map((one, index) => (index === at ? { ...one, alt } : one)));
      waiting.current.set(key, alt);
      setComing((now) => now.map((one) => (one.key === key ? { ...one, alt } : one)));
    },
    remove(key: number) {
      const at = standing(key);
      if (at >= 0) return onChange((now) => now.filter((_, index) => index !== at));
      waiting.current.delete(key);
      setComing((now) => now.filter((one) => one.key !== key));
    },
  };
}
