/** The pictures of one part: sent to the server as soon as they are added, described where they stand. */
import { useRef, useState } from "react";
import type { ContentMedia } from "../../src/publishing/content.ts";
import { type MediaItem, sendFile, useFileChoice } from "../inbox/reply-media.tsx";
import type { Channel } from "../inbox/shapes.ts";
import { toast } from "../shell/toasts.tsx";

/** Keys of what is still on its way are below zero: they are not in the content yet. */
let lastKey = 0;

export function usePartMedia(
  may: Channel["capabilities"]["media"],
  media: readonly ContentMedia[],
  onChange: (change: (now: ContentMedia[]) => ContentMedia[]) => void,
) {
  const row = useRef<HTMLUListElement>(null);
  const [coming, setComing] = useState<MediaItem[]>([]);
  const [names, setNames] = useState<Record<string, { name: string; type: string }>>({});
  const choose = useFileChoice(may);
  const upload = async (key: number, file: File) => {
    try {
      const { fileId, type } = await sendFile(file);
      setNames((now) => ({ ...now, [fileId]: { name: file.name, type } }));
      onChange((now) => [...now, { fileId, alt: "" }]);
    } catch (error) {
      toast({ message: (error as Error).message, tone: "bad" });
    }
    setComing((now) => now.filter((one) => one.key !== key));
  };
  const items: MediaItem[] = media.map(({ fileId, alt }, key) => ({
    key,
    name: names[fileId]?.name ?? "",
    type: names[fileId]?.type ?? "image/*",
    alt,
    fileId,
  }));
  return {
    row,
    items: [...items, ...coming],
    add(files: Iterable<File> | ArrayLike<File>) {
      for (const file of choose(files, items.length + coming.length)) {
        const key = --lastKey;
        setComing((now) => [...now, { key, name: file.name, type: file.type, alt: "", fileId: undefined }]);
        void upload(key, file);
      }
    },
    describe: (key: number, alt: string) =>
      onChange((now) => now.map((one, index) => (index === key ? { ...one, alt } : one))),
    remove: (key: number) =>
      key < 0
        ? setComing((now) => now.filter((one) => one.key !== key))
        : onChange((now) => now.filter((_, index) => index !== key)),
  };
}
