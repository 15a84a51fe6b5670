import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "../api/errors.ts";
import { queryClient } from "../api/query.ts";
import { useLiveState } from "../shell/connection.tsx";
import { ask, askOf } from "./ask.ts";
import type { Delivery, Draft, DraftContent, Reason, ReplyCheck } from "./shapes.ts";

export interface ReplyBody {
  targetId: string | null;
  text: string;
  visibility?: string;
  contentWarning?: string;
  subject?: string;
  media?: { fileId: string; alt: string }[];
}

/** A reply whose answer has not come. Kept beyond a reload, so that it is asked about and never said twice. */
interface Pending {
  id: string;
  body: ReplyBody;
}
const key = (conversationId: string) => `rapport-sending-${conversationId}`;

function pendingOf(conversationId: string): Pending | undefined {
  try {
    const text = localStorage.getItem(key(conversationId));
    return text ? (JSON.parse(text) as Pending) : undefined;
  } catch {
    return undefined;
  }
}

export type Sending =
  | { state: "idle" }
  | { state: "sending" }
  /** No answer came: it may have been taken. The same id is sent again, which can never double it. */
  | { state: "lost"; text: string }
  | { state: "refused"; message: string; reasons: Reason[] };

/**
 * Sends a reply under an id made here and kept until an answer comes. While the answer is lost, only the very same
 * reply can be sent again.
 */
export function useReply(conversationId: string, onSent: (delivery: Delivery) => void) {
  const [sending, setSending] = useState<Sending>(() => {
    const left = pendingOf(conversationId);
    return left ? { state: "lost", text: left.body.text } : { state: "idle" };
  });
  const live = useLiveState();
  const sent = useRef(onSent);
  sent.current = onSent;

  const send = async (body?: ReplyBody): Promise<boolean> => {
    const pending = pendingOf(conversationId) ?? (body && { id: crypto.randomUUID(), body });
    if (!pending) return false;
    localStorage.setItem(key(conversationId), JSON.stringify(pending));
    setSending({ state: "sending" });
    try {
      const delivery = await askOf<Delivery>("post", "/conversations/{id}/replies", conversationId, {
        id: pending.id,
        ...pending.body,
      });
      localStorage.removeItem(key(conversationId));
      setSending({ state: "idle" });
      queryClient.setQueryData<Delivery[]>(["deliveries", conversationId], (now = []) => [
        ...now.filter((one) => one.id !== delivery.id),
        delivery,
      ]);
      void queryClient.invalidateQueries({ queryKey: ["deliveries", conversationId] });
      void queryClient.invalidateQueries({ queryKey: ["conversation", conversationId] });
      sent.current(delivery);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status > 0 && error.status < 500) {
        localStorage.removeItem(key(conversationId));
        const reasons = (error.data.reasons ?? []) as Reason[];
        setSending({ state: "refused", message: error.message, reasons });
      } else setSending({ state: "lost", text: pending.body.text });
      return false;
    }
  };
  // Asks again by itself as soon as the server is back.
  const again = useRef(send);
  again.current = send;
  const lost = sending.state === "lost";
  useEffect(() => {
    if (!lost || live !== "online") return;
    const timer = setTimeout(() => void again.current(), 4_000);
    return () => clearTimeout(timer);
  }, [lost, live]);

  return { sending, send, clear: () => setSending({ state: "idle" }) };
}

const restMs = 300;

/** The gate's word on what is being typed; older questions are given up as soon as there is a newer one. */
export function useReplyCheck(conversationId: string, body: ReplyBody) {
  const [answer, setAnswer] = useState<{ check: ReplyCheck; text: string }>();
  const [asking, setAsking] = useState(false);
  const asked = JSON.stringify(body);
  const empty = body.targetId === null || (body.text.trim() === "" && (body.media?.length ?? 0) === 0);
  useEffect(() => {
    if (empty) {
      setAnswer(undefined);
      setAsking(false);
      return;
    }
    const give = new AbortController();
    setAsking(true);
    const timer = setTimeout(() => {
      ask<ReplyCheck>("post", "/conversations/{id}/reply-check", {
        params: { path: { id: conversationId } },
        body: JSON.parse(asked),
        signal: give.signal,
      }).then(
        (check) => {
          setAnswer({ check, text: (JSON.parse(asked) as ReplyBody).text });
          setAsking(false);
        },
        // A check that fails forbids nothing: the gate decides anew when it is sent.
        () => !give.signal.aborted && setAsking(false),
      );
    }, restMs);
    return () => {
      clearTimeout(timer);
      give.abort();
    };
  }, [conversationId, asked, empty]);
  return { check: answer?.check, checkedText: answer?.text ?? "", asking };
}

const saveMs = 900;

/** Keeps the draft on the server while it is written. Another window's newer text is shown, never overwritten unseen. */
export function useDraft(conversationId: string, start: Draft | null, content: DraftContent) {
  const { t } = useLingui();
  const [saved, setSaved] = useState<"kept" | "waits" | "elsewhere" | undefined>(start ? "kept" : undefined);
  const [newer, setNewer] = useState<Draft>();
  const base = useRef<string | null>(start?.updatedAt ?? null);
  const written = useRef(JSON.stringify(content));
  const now = JSON.stringify(content);
  const drop = async () => {
    written.current = "";
    base.current = null;
    setSaved(undefined);
    await askOf("delete", "/conversations/{id}/draft", conversationId).catch(() => undefined);
  };
  useEffect(() => {
    if (now === written.current || newer) return;
    setSaved("waits");
    const timer = setTimeout(() => {
      const value = JSON.parse(now) as DraftContent;
      written.current = now;
      if (value.text === "" && value.media.length === 0) {
        base.current = null;
        setSaved(undefined);
        void askOf("delete", "/conversations/{id}/draft", conversationId).catch(() => undefined);
        return;
      }
      askOf<{ draft: Draft }>("put", "/conversations/{id}/draft", conversationId, {
        ...value,
        updatedAt: base.current,
      }).then(
        ({ draft }) => {
          base.current = draft.updatedAt;
          setSaved("kept");
        },
        (error) => {
          const other = error instanceof ApiError && (error.data.draft as Draft | undefined);
          if (other) {
            setNewer(other);
            setSaved("elsewhere");
          } else {
            written.current = "";
            setSaved("waits");
          }
        },
      );
    }, saveMs);
    return () => clearTimeout(timer);
  }, [now, conversationId, newer]);
  const words = saved === "kept" ? t`Draft kept` : saved === "waits" ? t`Keeping the draft…` : "";
  return {
    words,
    newer,
    drop,
    /** Chooses between the two texts. */
    settle(useNewer: boolean) {
      base.current = newer?.updatedAt ?? null;
      setNewer(undefined);
      if (!useNewer) written.current = "";
    },
  };
}
