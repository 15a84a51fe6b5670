import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconMessageCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createContext, type MouseEvent, memo, useContext, useMemo } from "react";
import { mostQuoted } from "../../src/publishing/post-comment.ts";
import style from "./comments.module.css";
import { type CommentPlace, commentsQuery, isOpen, placeKey } from "./comments-api.ts";

/** How many threads are open at each place, and the way to begin one. */
export const Commenting = createContext<
  { open: ReadonlyMap<string, number>; begin(place: CommentPlace): void } | undefined
>(undefined);

/** The same object until a comment comes or goes: writing draws no button again. */
export function useCommenting(postId: string, begin: (place: CommentPlace) => void) {
  const threads = useQuery(commentsQuery(postId)).data;
  return useMemo(() => {
    const open = new Map<string, number>();
    for (const { first } of threads?.filter(isOpen) ?? []) {
      const key = first.place && first.stands !== "gone" ? placeKey(first.place) : "";
      open.set(key, (open.get(key) ?? 0) + 1);
    }
    return { open, begin };
  }, [threads, begin]);
}

/**
 * Begins a comment on the field that it stands beside, or on the words that are chosen in it. The field is the first
 * one of the nearest `data-comments` around it.
 */
export const CommentButton = memo(function CommentButton({
  channelId,
  field,
  part = null,
  fileId = null,
  name,
}: Pick<CommentPlace, "channelId" | "field"> & {
  part?: number | null;
  fileId?: string | null;
  /** Of the field. */
  name: string;
}) {
  const { t } = useLingui();
  const commenting = useContext(Commenting);
  if (!commenting) return null;
  const place = { channelId, field, part, fileId };
  const open = commenting.open.get(placeKey(place)) ?? 0;
  const label =
    open === 0
      ? t`Comment for the team: ${name}`
      : t`Comment for the team: ${name}, ${plural(open, { one: "# open", other: "# open" })}`;
  const begin = (event: MouseEvent) => {
    const written = event.currentTarget
      .closest("[data-comments]")
      ?.querySelector<HTMLTextAreaElement | HTMLInputElement>(
        "textarea, input[type=text], input:not([type])",
      );
    commenting.begin({ ...place, quote: written ? chosenIn(written) : null });
  };
  return (
    <button type="button" className={style.button} aria-label={label} title={label} onClick={begin}>
      <IconMessageCircle size={17} stroke={1.6} />
      {open > 0 && <b className="numbers">{open}</b>}
    </button>
  );
});

function chosenIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement | HTMLInputElement) {
  if (selectionStart === null || selectionEnd === null) return null;
  const text = value.slice(selectionStart, Math.min(selectionEnd, selectionStart + mostQuoted));
  return text.trim() === "" ? null : { text, at: selectionStart };
}

/** What a field's wrapper carries so that its comments are found. */
export const commented = (channelId: string | null, field: "subject" | "contentWarning") => ({
  "data-comments": true,
  "data-place": placeKey({ channelId, field, part: null, fileId: null }),
});
