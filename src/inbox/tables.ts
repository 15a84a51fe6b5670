import type { DraftContent } from "./draft.ts";
import type { Question } from "./question.ts";
import type { Trace } from "./trace.ts";

declare module "../kernel/tables.ts" {
  interface Tables {
    note: {
      workspace_id: string;
      id: string;
      conversation_id: string;
      author_id: string;
      text: string;
      mentions: string[];
      created_at: Time;
      edited_at: TimeOrNull;
      deleted_at: TimeOrNull;
    };
    /** The steps of a conversation between desks. Those not `back` and not returned are the stack that a hand-back unwinds. */
    hand_over: {
      workspace_id: string;
      id: string;
      conversation_id: string;
      from_desk_id: string | null;
      to_desk_id: string;
      from_assignee_id: string | null;
      reason: string;
      back: boolean;
      by_id: string;
      at: Time;
      returned_at: TimeOrNull;
    };
    inbox_change: {
      workspace_id: string;
      id: string;
      by_id: string;
      verb: string;
      before: JsonColumn<Trace>;
      after: JsonColumn<Trace>;
      at: Time;
      undone_at: TimeOrNull;
    };
    saved_view: {
      workspace_id: string;
      id: string;
      /** null: shared with the whole workspace. */
      owner_id: string | null;
      name: string;
      question: JsonColumn<Question>;
      position: number;
      created_at: Time;
    };
    presence: {
      workspace_id: string;
      conversation_id: string;
      user_id: string;
      /** The browser tab, so that closing one of two does not make its teammate vanish. */
      tab: string;
      doing: "reading" | "writing";
      seen_at: Time;
    };
    promise_warning: { workspace_id: string; conversation_id: string; promised_at: Time; warned_at: Time };
    reply_draft: {
      workspace_id: string;
      conversation_id: string;
      user_id: string;
      content: JsonColumn<DraftContent>;
      updated_at: Time;
    };
  }
}
