import { useEffect, useState } from "react";
import { ask } from "./ask.ts";
import type { ReplyCheck } from "./shapes.ts";
import type { ReplyBody } from "./use-reply.ts";

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
