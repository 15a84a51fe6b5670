import type { ColumnType } from "kysely";
import type { Fault } from "../channels/index.ts";
import type { Words } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/result.ts";
import type { ApprovalStep, ApprovalVerdict } from "./approval.ts";
import type { Content, OwnContent } from "./content.ts";
import type { DeliveryKind, DeliveryStatus } from "./delivery.ts";
import type { ImportReport } from "./import-report.ts";
import type { PostState } from "./post.ts";
import type { Weekday } from "./slot.ts";
import type { StoredAct } from "./stored-act.ts";

/** A whole post as it stood once. */
export interface PostContent {
  base: Content;
  variants: Array<{ channelId: string; own: OwnContent }>;
}

/** Where the idea of a post comes from. */
export type PostSource =
  | { kind: "conversation"; conversationId: string }
  | { kind: "idea"; ideaId: string }
  /** `blanks`: those of the template, by their names. */
  | { kind: "template"; templateId: string; blanks: string[] };

/** What went wrong, or why it waits, as the thread shows it. */
export interface DeliveryFault {
  /** `late`: it waited too long to go out by itself. `lost`: no answer came, and the network is searched. */
  tag: Fault["tag"] | "late" | "lost" | "paused" | "withheld";
  message: string | Words;
  advice?: string | Words;
}

declare module "../kernel/tables.ts" {
  interface Tables {
    delivery: {
      workspace_id: string;
      /** Made by the client: the same reply twice is one delivery. */
      id: string;
      kind: DeliveryKind;
      channel_id: string;
      /** null for a post. */
      conversation_id: string | null;
      target_message_id: string | null;
      /** null for an answer. */
      post_id: string | null;
      variant_id: string | null;
      /** Its place in the thread that the variant is. */
      part: ColumnType<number, number | undefined, number>;
      user_id: string;
      decision_id: string;
      /** Of what was asked, to tell a repetition from another reply with the same id. */
      asked_digest: string;
      act: JsonColumn<StoredAct>;
      /** As sent, the signature in it. */
      text: string;
      text_shape: string;
      shape_digest: string;
      status: DeliveryStatus;
      /** Since when it is to go out; moved by a person only. */
      wanted_at: Time;
      /** When it is tried next. */
      due_at: Time;
      key: string;
      leased_until: TimeOrNull;
      leased_by: string | null;
      attempts: number;
      /** Tries in a row that came to nothing: pauses grow with them. */
      failures: number;
      /** null while unknown: a person has to say. */
      next_find_at: TimeOrNull;
      finds: number;
      receipt: JsonColumn<JsonObject> | null;
      external_id: string | null;
      url: string | null;
      fault: JsonColumn<DeliveryFault | null> | null;
      created_at: Time;
      sent_at: TimeOrNull;
      /** What said the words that this one changes or takes back. */
      changes_id: string | null;
      /** Since when it surely stands there no more. */
      gone_at: TimeOrNull;
      /** When its figures are asked for next. */
      figures_at: TimeOrNull;
    };
    /** What became of a delivery that is out, as the network counted it then; null: not counted there. */
    post_figure: {
      workspace_id: string;
      delivery_id: string;
      at: Time;
      likes: number | null;
      reposts: number | null;
      replies: number | null;
      quotes: number | null;
      views: number | null;
    };
    approval_policy: {
      workspace_id: string;
      id: string;
      channel_id: string | null;
      pillar_id: string | null;
      steps: JsonColumn<ApprovalStep[]>;
      updated_by: string;
      updated_at: Time;
    };
    approval: {
      workspace_id: string;
      id: string;
      post_id: string;
      /** The very version that was read. */
      version: number;
      /** The step that it decides; null: nobody asked, and it decides nothing. */
      policy_id: string | null;
      step: number | null;
      /** Of whose words, where the version says what all of the series say: then it counts for each of them. */
      series_id: string | null;
      verdict: ApprovalVerdict;
      /** null: said from outside, through a link. */
      user_id: string | null;
      review_link_id: string | null;
      /** How an outside reviewer signed. */
      reviewer: string | null;
      note: string;
      at: Time;
    };
    review_link: {
      workspace_id: string;
      id: string;
      post_id: string;
      /** Whom it was made for. */
      name: string;
      /** The link itself is shown once and kept nowhere. */
      secret_hash: string;
      created_by: string;
      created_at: Time;
      expires_at: Time;
      revoked_at: TimeOrNull;
    };
    approval_reminder: {
      workspace_id: string;
      post_id: string;
      user_id: string;
      /** Of the post, when the person was reminded. */
      version: number;
      reminded_at: Time;
    };
    pause: {
      workspace_id: string;
      id: string;
      /** null: the whole workspace. */
      channel_id: string | null;
      reason: string;
      begun_by: string;
      begun_at: Time;
      ended_by: string | null;
      ended_at: TimeOrNull;
    };
    channel_wait: {
      workspace_id: string;
      channel_id: string;
      /** `rate`: the network asks for patience. `unavailable`: it cannot be reached. */
      tag: "rate" | "unavailable";
      message: JsonColumn<Words>;
      since: Time;
      /** When it is tried again. */
      until: Time;
      tries: number;
    };
    pillar: {
      workspace_id: string;
      id: string;
      name: string;
      color: string;
      position: number;
      created_at: Time;
    };
    post: {
      workspace_id: string;
      id: string;
      /** Counts every change of what it says. */
      version: number;
      state: PostState;
      /** The version that its deliveries carry. */
      planned_version: number | null;
      base: JsonColumn<Content>;
      /** The first words in one line, for lists. */
      brief: string;
      pillar_id: string | null;
      /** `YYYY-MM-DDTHH:mm` on the clock of `zone`; null: no time yet. */
      local_time: string | null;
      zone: string;
      /** Which of the two, where the clock shows the time twice. */
      second: boolean | null;
      source: JsonColumn<PostSource> | null;
      series_id: string | null;
      /** The time that the series' rule gave it, on the series' clock: it stays when the post is moved. */
      series_at: string | null;
      /** It says what the whole series says, at the time that the rule gave it: nobody has touched it. */
      series_same: ColumnType<boolean, boolean | undefined, boolean>;
      /** The evergreen post whose words it says again. */
      repeat_of: string | null;
      created_by: string;
      created_at: Time;
      updated_by: string;
      updated_at: Time;
    };
    variant: {
      workspace_id: string;
      id: string;
      post_id: string;
      channel_id: string;
      position: number;
      own: JsonColumn<OwnContent>;
      /** Its own time; null: the post's. */
      local_time: string | null;
      zone: string | null;
      second: boolean | null;
      /** The moment that the local time means, while it has one. */
      due_at: TimeOrNull;
    };
    post_version: {
      workspace_id: string;
      post_id: string;
      number: number;
      content: JsonColumn<PostContent>;
      user_id: string;
      why: "saved" | "restored" | "planned";
      at: Time;
    };
    slot: {
      workspace_id: string;
      channel_id: string;
      weekday: Weekday;
      /** `HH:mm` on the clock of `zone`. */
      local_time: string;
      zone: string;
    };
    calendar_feed: {
      workspace_id: string;
      user_id: string;
      /** The link itself is shown once and kept nowhere. */
      secret_hash: string;
      created_at: Time;
    };
    attempt: {
      workspace_id: string;
      id: string;
      delivery_id: string;
      number: number;
      what: "send" | "find";
      began_at: Time;
      ended_at: TimeOrNull;
      outcome: string | null;
      answer: JsonColumn<JsonObject | null> | null;
      worker: string;
    };
    post_import: {
      workspace_id: string;
      /** Made by the client: the same sheet sent twice makes its posts once. */
      id: string;
      user_id: string;
      /** Of what was sent, to tell a repetition from another sheet with the same id. */
      digest: string;
      /** null: it has not come to its end. */
      report: JsonColumn<ImportReport> | null;
      at: Time;
    };
  }
}
