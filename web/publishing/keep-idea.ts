import { useLingui } from "@lingui/react/macro";
import { toast, useUndo } from "../shell/toasts.tsx";
import { ideasAgain, keepMessage, putAway } from "./ideas-api.ts";

/** Keeps what somebody said for the idea board, by the message's id. */
export function useKeepIdea(): (messageId: string) => Promise<void> {
  const { t } = useLingui();
  const undoable = useUndo();
  const fail = (error: unknown) => void toast({ message: (error as Error).message, tone: "bad" });
  return async (messageId) => {
    try {
      const idea = await keepMessage(messageId);
      void ideasAgain();
      undoable(t`It is on the idea board.`, () => putAway(idea.id).then(ideasAgain, fail));
    } catch (error) {
      fail(error);
    }
  };
}
