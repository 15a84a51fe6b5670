import { useLingui } from "@lingui/react/macro";
import { IconFile, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { takesType } from "../../src/channels/media-types.ts";
import { filesQuery, sendMedia } from "../media/media-api.ts";
import { toast } from "../shell/toasts.tsx";
import { formatBytes } from "./attachments.tsx";
import { ownSrc } from "./own-src.ts";
import style from "./reply-media.module.css";
import type { Channel } from "./shapes.ts";

export interface MediaItem {
  key: number;
  name: string;
  type: string;
  alt: string;
  /** Once the server has it. */
  fileId: string | undefined;
  /** How much of it is there, from 0 to 1, while it is on its way. */
  part?: number;
}
const mostAlt = 1500;
let lastKey = 0;

/** Those of the files whose description the networks carry. */
const described = (type: string): boolean => /^(?:image|video)\//.test(type);

/** Those of the files that may go with a message which holds `standing` already; says why the others may not. */
export function useFileChoice(may: Channel["capabilities"]["media"]) {
  const { t, i18n } = useLingui();
  const refuse = (message: string) => toast({ message, tone: "bad" });
  return (files: Iterable<File> | ArrayLike<File>, standing: number): File[] => {
    const taken: File[] = [];
    if (!may) refuse(t`This network takes no pictures or files.`);
    for (const file of may ? Array.from(files) : []) {
      const { name } = file;
      if (may && !takesType(may.types, file.type)) {
        refuse(t`${name} is of a kind that this network does not take.`);
      } else if (may && file.size > mostOf(may, file.type)) {
        const most = formatBytes(mostOf(may, file.type), i18n.locale);
        refuse(t`${name} is larger than ${most}.`);
      } else if (may && standing + taken.length >= may.most) {
        const { most: files } = may;
        refuse(t`No more than ${files} files can go with one message here.`);
        break;
      } else taken.push(file);
    }
    return taken;
  };
}

const mostOf = (may: NonNullable<Channel["capabilities"]["media"]>, type: string): number =>
  (type.startsWith("video/") ? may.filmBytes : undefined) ?? may.bytes;

/** Pictures and files of a reply: sent to the server as soon as they are added, described before the reply goes. */
export function useMedia(channel: Channel, start: readonly { fileId: string; alt: string }[]) {
  const row = useRef<HTMLUListElement>(null);
  const [items, setItems] = useState<MediaItem[]>(() =>
    start.map(({ fileId, alt }) => ({ key: ++lastKey, name: "", type: "image/*", alt, fileId })),
  );
  // What a draft brought along: a film is a film after a reload, too.
  const kept = useQuery(filesQuery(start.map(({ fileId }) => fileId))).data;
  const told = items.map((item) => {
    const file = item.name === "" ? kept?.find((one) => one.fileId === item.fileId) : undefined;
    return file ? { ...item, name: file.name, type: file.type } : item;
  });
  const choose = useFileChoice(channel.capabilities.media);
  const upload = async (key: number, file: File) => {
    try {
      const { fileId, type, alt } = await sendMedia(file, (part) =>
        setItems((now) => now.map((one) => (one.key === key ? { ...one, part } : one))),
      );
      setItems((now) =>
        now.map((one) => (one.key === key ? { ...one, fileId, type, alt: one.alt || alt } : one)),
      );
    } catch (error) {
      setItems((now) => now.filter((one) => one.key !== key));
      toast({ message: (error as Error).message, tone: "bad" });
    }
  };
  return {
    items: told,
    row,
    busy: items.some((item) => item.fileId === undefined),
    undescribed: told.filter((item) => described(item.type) && item.alt.trim() === "").length,
    add(files: Iterable<File> | ArrayLike<File>) {
      for (const file of choose(files, items.length)) {
        const key = ++lastKey;
        setItems((now) => [...now, { key, name: file.name, type: file.type, alt: "", fileId: undefined }]);
        void upload(key, file);
      }
    },
    describe: (key: number, alt: string) =>
      setItems((now) => now.map((one) => (one.key === key ? { ...one, alt } : one))),
    remove: (key: number) => setItems((now) => now.filter((one) => one.key !== key)),
    clear: () => setItems([]),
    /** Takes the focus to the first picture that nobody has described. */
    askAlt: () => row.current?.querySelector<HTMLElement>("textarea:placeholder-shown")?.focus(),
  };
}

/** The row of what goes with a message, each picture with its description. */
export function MediaRow({
  media,
  beside,
}: {
  media: Pick<ReturnType<typeof useMedia>, "items" | "row" | "describe" | "remove">;
  /** What stands beside a description, by its file. */
  beside?: ((fileId: string) => ReactNode) | undefined;
}) {
  const { t } = useLingui();
  if (media.items.length === 0) return null;
  return (
    <ul ref={media.row} className={style.row}>
      {media.items.map(({ key, name, type, alt, fileId, part }) => (
        <li
          key={key}
          className={style.item}
          aria-busy={fileId === undefined}
          data-comments
          data-file={fileId}
        >
          <span className={style.picture}>
            {fileId && type.startsWith("image/") ? (
              <img src={ownSrc(`/api/media/${fileId}/preview`)} alt="" />
            ) : fileId && type.startsWith("video/") ? (
              <video src={`${ownSrc(`/api/media/${fileId}`)}#t=0.1`} preload="metadata" muted tabIndex={-1} />
            ) : part !== undefined ? (
              <progress value={part} max={1} aria-label={t`${name} on its way`} />
            ) : (
              <IconFile size={20} stroke={1.5} />
            )}
          </span>
          {described(type) ? (
            <span className={style.words}>
              <textarea
                rows={2}
                value={alt}
                maxLength={mostAlt}
                onChange={(event) => media.describe(key, event.target.value)}
                aria-label={t`Description of ${name || t`the picture`}`}
                placeholder={t`Describe it for people who do not see it`}
              />
              <small className="numbers">{`${alt.length} / ${mostAlt}`}</small>
            </span>
          ) : (
            <span className={style.words}>{name}</span>
          )}
          {fileId && beside?.(fileId)}
          <button
            type="button"
            className={style.remove}
            onClick={() => media.remove(key)}
            aria-label={t`Take ${name} out`}
          >
            <IconX size={15} stroke={1.9} />
          </button>
        </li>
      ))}
    </ul>
  );
}
