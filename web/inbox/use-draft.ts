import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "../api/errors.ts";
import { queryClient } from "../api/query.ts";
import { ask, askOf } from "./ask.ts";
import type { ConversationPage, Draft, DraftContent } from "./shapes.ts";

const saveMs = 900;
const isEmpty = (content: DraftContent) => content.text === "" && content.media.length === 0;

/** The conversation in memory keeps the draft too, so that coming back finds it. */
const remember = (conversationId: string, draft: Draft | null) =>
  queryClient.setQueryData<{ pages: ConversationPage[]; pageParams: unknown[] }>(
    ["conversation", conversationId],
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, draft })) },
  );

const put = async (
  conversationId: string,
  content: DraftContent,
  updatedAt: string | null,
): Promise<Draft> => {
  const { draft } = await ask<{ draft: Draft }>("put", "/conversations/{id}/draft", {
    params: { path: { id: conversationId } },
    body: { ...content, updatedAt },
  });
  remember(conversationId, draft);
  return draft;
};
const remove = (conversationId: string) => {
  remember(conversationId, null);
  return askOf("delete", "/conversations/{id}/draft", conversationId).catch(() => undefined);
};

const standing = async (conversationId: string): Promise<Draft | null> =>
  (await askOf<{ draft: Draft | null }>("get", "/conversations/{id}/draft", conversationId)).draft;

/**
 * Keeps the draft on the server while it is written, and at once when one goes elsewhere. Another window's newer text is
 * shown, never overwritten unseen. `onGone`: what stands here was sent or thrown away in another window.
 */
export function useDraft(
  conversationId: string,
  start: Draft | null,
  content: DraftContent,
  onGone: () => void,
) {
  const { t } = useLingui();
  const [saved, setSaved] = useState<"kept" | "waits" | undefined>(start ? "kept" : undefined);
  const [newer, setNewer] = useState<Draft>();
  const base = useRef<string | null>(start?.updatedAt ?? null);
  const now = JSON.stringify(content);
  const written = useRef(now);
  const latest = useRef(now);
  latest.current = now;
  const saving = useRef<Promise<void>>(Promise.resolve());

  const keep = (text: string) => {
    const value = JSON.parse(text) as DraftContent;
    written.current = text;
    if (isEmpty(value)) {
      if (base.current !== null) void remove(conversationId);
      base.current = null;
      return setSaved(undefined);
    }
    saving.current = put(conversationId, value, base.current).then(
      (draft) => {
        base.current = draft.updatedAt;
        setSaved("kept");
      },
      (error) => {
        const other = error instanceof ApiError ? (error.data.draft as Draft | undefined) : undefined;
        if (other) setNewer(other);
        else written.current = ""; // tried again with the next letter
      },
    );
  };
  const keepNow = useRef(keep);
  keepNow.current = keep;
  useEffect(() => {
    if (now === written.current || newer) return;
    setSaved(isEmpty(JSON.parse(now) as DraftContent) ? undefined : "waits");
    const timer = setTimeout(() => keepNow.current(now), saveMs);
    return () => clearTimeout(timer);
  }, [now, newer]);
  useEffect(
    () => () => {
      if (latest.current !== written.current) keepNow.current(latest.current);
    },
    [],
  );
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    const known = base.current;
    const untouched = () => base.current === known && latest.current === written.current;
    if (start !== null || known === null || !untouched()) return;
    // This answer may be older than what was kept since: only the draft itself says that it is gone.
    const kept = saving.current;
    kept
      .then(() => standing(conversationId))
      .then((draft) => {
        if (draft !== null || saving.current !== kept || !untouched()) return;
        base.current = null;
        setSaved(undefined);
        gone.current();
      })
      .catch(() => undefined);
  }, [start, conversationId]);
  return {
    words: saved === "kept" ? t`Draft kept` : saved === "waits" ? t`Keeping the draft…` : "",
    newer,
    /** It has been sent. */
    async drop() {
      await saving.current;
      base.current = null;
      setSaved(undefined);
      await remove(conversationId);
    },
    /** Chooses between the two texts. */
    settle(useNewer: boolean) {
      base.current = newer?.updatedAt ?? null;
      setNewer(undefined);
      if (!useNewer) written.current = "";
    },
  };
}
