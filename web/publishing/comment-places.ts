/** The name of what a comment is about, and the way to it on the screen. */
import { useLingui } from "@lingui/react/macro";
import { quoteAt } from "../../src/publishing/post-comment.ts";
import type { Names } from "../inbox/names.ts";
import { type CommentPlace, placeKey } from "./comments-api.ts";

export function usePlaceWords(
  names: Names,
  thread: boolean,
): (comment: { place: CommentPlace | null }) => string {
  const { t } = useLingui();
  return ({ place }) => {
    if (!place) return t`The whole post`;
    const channel = place.channelId === null ? undefined : names.channel(place.channelId);
    const words = fieldOf(place);
    return channel ? `${words} · ${channel.name || channel.handle}` : words;
  };
  function fieldOf({ field, part, fileId }: CommentPlace): string {
    const number = (part ?? 0) + 1;
    if (field === "subject") return t`Subject`;
    if (field === "contentWarning") return t`Content warning`;
    if (fileId !== null) return t`Description of a picture`;
    if (field === "firstComment") return t`First comment`;
    if (part === null) return t`A part that was taken out`;
    return thread ? t`Part ${number}` : t`Text`;
  }
}

/** Takes the focus to the field, and chooses the words where they still stand. */
export function showPlace(place: CommentPlace): void {
  const { fileId, quote } = place;
  const field = document.querySelector<HTMLElement>(
    `[data-place="${CSS.escape(placeKey({ ...place, fileId: null }))}"]`,
  );
  const around = fileId === null ? field : field?.querySelector(`[data-file="${CSS.escape(fileId)}"]`);
  const written = around?.querySelector<HTMLTextAreaElement | HTMLInputElement>("textarea, input");
  written?.focus();
  written?.scrollIntoView({ block: "center" });
  const at = written && quote ? quoteAt(written.value, quote) : -1;
  if (quote && at >= 0) written?.setSelectionRange(at, at + quote.text.length);
}
