import { Fragment } from "react";
import style from "./preview.module.css";

const found =
  /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)'’»”])|((?<![\p{L}\p{N}_/@])@[\p{L}\p{N}_.-]+(?:@[\p{L}\p{N}.-]+)?)|((?<![\p{L}\p{N}_/&])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/gu;

/** Bluesky shows a link by its host and the beginning of its path; Mastodon without scheme and cut at thirty letters. */
export function shownLink(url: string, network: string): string {
  const bare = url.replace(/^https?:\/\/(?:www\.)?/, "");
  if (network === "bluesky") {
    const slash = bare.indexOf("/");
    const [host, path] = slash < 0 ? [bare, ""] : [bare.slice(0, slash), bare.slice(slash)];
    return host + (path === "/" ? "" : path.length > 15 ? `${path.slice(0, 13)}...` : path);
  }
  return bare.length > 30 ? `${bare.slice(0, 30)}…` : bare;
}

/** A text as the network's client draws it: links, mentions and hashtags stand out. Nothing in it can be pressed. */
export function PreviewText({ text, network }: { text: string; network: string }) {
  const pieces: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const match of text.matchAll(found)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), marked: false });
    const [whole, link] = match;
    pieces.push({ text: link ? shownLink(link, network) : whole, marked: true });
    at = match.index + whole.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return (
    <p className={style.text}>
      {pieces.map((piece, index) =>
        piece.marked ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the text
          <span key={index} className={style.link}>
            {piece.text}
          </span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the text
          <Fragment key={index}>{piece.text}</Fragment>
        ),
      )}
    </p>
  );
}
