import { IconFile, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ownSrc } from "../inbox/own-src.ts";
import style from "./media.module.css";
import { type Focus, filesQuery } from "./media-api.ts";

/** "1:05" */
export const formatLength = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** A file as it looks in little: a picture around what has to stay in view, a film's first moment, or a sheet. */
export function MediaLook({
  file,
  alt = "",
}: {
  file: { fileId: string; type: string; focus?: Focus | null; seconds?: number | null };
  alt?: string;
}) {
  const { fileId, type, focus, seconds } = file;
  if (type.startsWith("image/"))
    return (
      <img
        className={style.look}
        src={ownSrc(`/api/media/${fileId}/preview`)}
        alt={alt}
        loading="lazy"
        style={focus ? { objectPosition: `${focus.x * 100}% ${focus.y * 100}%` } : undefined}
      />
    );
  if (type.startsWith("video/"))
    return (
      <span className={style.look}>
        <video src={`${ownSrc(`/api/media/${fileId}`)}#t=0.1`} preload="metadata" muted tabIndex={-1} />
        <small className={style.length}>
          <IconPlayerPlayFilled size={10} aria-hidden="true" />
          {seconds ? formatLength(seconds) : ""}
        </small>
      </span>
    );
  return (
    <span className={style.look}>
      <IconFile size={28} stroke={1.4} aria-hidden="true" />
    </span>
  );
}

/** What a network shows of a file: the picture whole, or the film with its controls. `src`: where it is read. */
export function MediaShown({ fileId, src, alt }: { fileId: string; src: string | undefined; alt: string }) {
  const ours = src?.startsWith("/api/media/") === true;
  const file = useQuery({ ...filesQuery([fileId]), enabled: ours, staleTime: Number.POSITIVE_INFINITY })
    .data?.[0];
  // Who may see this post alone cannot ask the library what it is: what is no picture is a film.
  const [picture, setPicture] = useState(true);
  if (file?.kind === "video" || !picture)
    // biome-ignore lint/a11y/useMediaCaption: a film keeps no captions of its own here, so there are none to show
    return <video src={src} controls preload="metadata" aria-label={alt} />;
  return <img src={src} alt={alt} onError={() => setPicture(ours)} />;
}
