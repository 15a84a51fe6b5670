import { useEffect, useRef, useState } from "react";
import { ApiError } from "../api/errors.ts";
import { queryClient } from "../api/query.ts";
import { useLiveState } from "../shell/connection.tsx";
import { askOf } from "./ask.ts";
import type { Delivery, Reason } from "./shapes.ts";

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

/** Whether the answer to an earlier reply here is still missing. */
export const isPending = (conversationId: string): boolean => pendingOf(conversationId) !== undefined;

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
  const tries = useRef(0);
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
      tries.current = 0;
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
    const pause = Math.min(60_000, 4_000 * 2 ** tries.current++);
    const timer = setTimeout(() => void again.current(), pause);
    return () => clearTimeout(timer);
  }, [lost, live]);

  return { sending, send, clear: () => setSending({ state: "idle" }) };
}
