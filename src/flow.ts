/**
 * The map of the house: its modules in the order of the flow, what each is for, and which tables it alone writes.
 * A module may import the kernel and the front doors (`index.ts`) of the modules before it, never of those after it.
 * `test/architecture.test.ts` enforces this file.
 */
export interface Module {
  name: string;
  /** Its part of the product's sentence. */
  does: string;
  built: boolean;
  /** Only this module writes them, and its migrations make them. */
  tables: readonly string[];
}

export const flow: readonly Module[] = [
  {
    name: "kernel",
    does: "carries the house: database, events, jobs, secrets, files, the ways out",
    built: true,
    tables: ["installation", "event", "outbox", "file"],
  },
  {
    name: "team",
    does: "knows who works here and what they may do",
    built: true,
    tables: [
      "account_user",
      "session",
      "credential",
      "verification",
      "two_factor",
      "sign_in_window",
      "workspace",
      "teammate",
      "desk",
      "teammate_desk",
      "invitation",
      "api_key",
      "notification",
      "notification_choice",
      "push_subscription",
    ],
  },
  { name: "channels", does: "receive", built: true, tables: ["channel", "connecting"] },
  {
    name: "listening",
    does: "makes conversations",
    built: true,
    tables: ["stream", "ledger", "gap", "arrival", "conversation", "message", "thread_key", "reaction"],
  },
  { name: "people", does: "says who it is", built: true, tables: ["person", "identity"] },
  {
    name: "inbox",
    does: "decides who answers",
    built: true,
    tables: ["note", "hand_over", "inbox_change", "saved_view", "presence", "reply_draft", "promise_warning"],
  },
  { name: "gate", does: "asks whether we may", built: true, tables: ["decision"] },
  {
    name: "publishing",
    does: "says it",
    built: true,
    tables: [
      "delivery",
      "attempt",
      "delivery_media",
      "media",
      "post_figure",
      "approval_policy",
      "approval",
      "review_link",
      "approval_reminder",
      "pause",
      "pillar",
      "post",
      "variant",
      "post_version",
      "slot",
      "spacing",
      "evergreen",
      "idea",
      "post_presence",
      "post_comment",
      "template",
      "calendar_feed",
      "channel_wait",
      "post_import",
      "series",
      "subscriber",
      "bulletin_sender",
      "bulletin_recipient",
      "unsubscribe_link",
    ],
  },
  { name: "campaigns", does: "try and compare", built: false, tables: [] },
  { name: "measurement", does: "tells what it did", built: false, tables: [] },
  { name: "planning", does: "changes what we do next", built: false, tables: [] },
  { name: "training", does: "changes who may", built: false, tables: [] },
  { name: "auditing", does: "looks at the whole from outside", built: false, tables: [] },
  { name: "hiring", does: "finds the next leader in the community itself", built: false, tables: [] },
];

/** Rules without database, network or clock that the browser shares with the server. Types may come from anywhere. */
export const pureFiles: readonly string[] = [
  "src/kernel/result.ts",
  "src/channels/count-text.ts",
  "src/channels/bluesky/bluesky-limits.ts",
  "src/channels/mastodon/mastodon-limits.ts",
  "src/channels/media-types.ts",
  "src/channels/quote-link.ts",
  "src/publishing/content.ts",
  "src/publishing/idea.ts",
  "src/publishing/meet-parts.ts",
  "src/publishing/mentions.ts",
  "src/publishing/post-comment.ts",
  "src/publishing/rest-days.ts",
];

/** All that a network's folder may use of the kernel: it keeps no state and knows no job and no route. */
export const kernelForNetworks: readonly string[] = ["result.ts", "outbound.ts", "clock.ts"];

/** Files over 300 lines, and why they stay whole. */
export const longFiles: Readonly<Record<string, string>> = {
  "test/browser/inbox-world.ts": "the answers of a whole made-up server, in the order of its addresses",
};
