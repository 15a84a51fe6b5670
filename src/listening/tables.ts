import type { Attachment, MessageForm, ReactionForm, Visibility } from "../channels/index.ts";
import type { Words } from "../kernel/errors.ts";
import type { Json } from "../kernel/result.ts";

/** A failed pull as the ledger and the channel's screen keep it. */
export interface StreamFault {
  tag: string;
  message: string | Words;
}

export interface Link {
  start: number;
  end: number;
  url: string;
}

export type ConversationStatus = "open" | "snoozed" | "closed";

declare module "../kernel/tables.ts" {
  interface Tables {
    stream: {
      workspace_id: string;
      channel_id: string;
      name: string;
      cursor: JsonColumn<Json> | null;
      pass_began_at: TimeOrNull;
      complete_to: TimeOrNull;
      first_pass_done_at: TimeOrNull;
      reached: TimeOrNull;
      progress: JsonColumn<{ done: number; of: number } | null> | null;
      arrived: number;
      due_at: Time;
      woken_at: TimeOrNull;
      leased_until: TimeOrNull;
      leased_by: string | null;
      failures: number;
      failing_since: TimeOrNull;
      fault: JsonColumn<StreamFault | null> | null;
    };
    ledger: {
      workspace_id: string;
      id: string;
      channel_id: string;
      stream: string;
      way: "pull" | "sweep" | "line" | "refill";
      asked_at: Time;
      answered_at: TimeOrNull;
      covered_from: TimeOrNull;
      covered_to: TimeOrNull;
      cursor_before: JsonColumn<Json> | null;
      cursor_after: JsonColumn<Json> | null;
      received: number;
      fresh: number;
      fault: JsonColumn<StreamFault | null> | null;
    };
    gap: {
      workspace_id: string;
      id: string;
      channel_id: string;
      stream: string;
      since: Time;
      until: Time;
      why: JsonColumn<string | Words>;
      noticed_at: Time;
      filled_at: TimeOrNull;
    };
    arrival: {
      workspace_id: string;
      id: string;
      channel_id: string;
      external_id: string;
      at: Time;
      received_at: Time;
      digest: string;
      version: number;
      payload: JsonColumn<Json>;
      body_sha256: string | null;
      state: "new" | "turned" | "failed";
      fault: string | null;
    };
    conversation: {
      workspace_id: string;
      id: string;
      channel_id: string;
      root_key: string;
      subject: string | null;
      form: MessageForm;
      status: ConversationStatus;
      desk_id: string | null;
      assignee_id: string | null;
      priority: number;
      snoozed_until: TimeOrNull;
      closed_at: TimeOrNull;
      outcome: string | null;
      promised_at: TimeOrNull;
      waiting_since: TimeOrNull;
      person_id: string | null;
      preview: string;
      language: string | null;
      message_count: number;
      first_at: Time;
      last_at: Time;
      last_inbound_at: TimeOrNull;
      last_outbound_at: TimeOrNull;
      version: number;
      swept_at: TimeOrNull;
      sweep_due_at: TimeOrNull;
    };
    message: {
      workspace_id: string;
      id: string;
      channel_id: string;
      conversation_id: string;
      external_id: string;
      parent_external_id: string | null;
      identity_id: string;
      own: boolean;
      addressed: boolean;
      form: MessageForm;
      at: Time;
      edited_at: TimeOrNull;
      deleted_at: TimeOrNull;
      subject: string | null;
      text: string;
      html: string | null;
      folded: string | null;
      language: string | null;
      visibility: Visibility;
      content_warning: string | null;
      url: string | null;
      attachments: JsonColumn<Attachment[]>;
      links: JsonColumn<Link[]>;
      automatic: string | null;
      arrival_id: string;
      delivery_id: string | null;
    };
    thread_key: { workspace_id: string; channel_id: string; external_id: string; conversation_id: string };
    reaction: {
      workspace_id: string;
      id: string;
      channel_id: string;
      external_id: string;
      form: ReactionForm;
      target_external_id: string | null;
      identity_id: string;
      at: Time;
      gone_at: TimeOrNull;
    };
    message_search: {
      workspace_id: string;
      id: string;
      conversation_id: string;
      channel_id: string;
      identity_id: string;
      at: Time;
    };
  }
}
