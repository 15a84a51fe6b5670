/** What the names in addresses and fields stand for, so that a sample can be made of them. */

/** What an id is the id of. `fresh`: made by the client. */
export type Kind =
  | "desk"
  | "user"
  | "session"
  | "invitation"
  | "key"
  | "channel"
  | "conversation"
  | "message"
  | "identity"
  | "person"
  | "note"
  | "change"
  | "view"
  | "delivery"
  | "file"
  | "notification"
  | "event"
  | "ledger"
  | "post"
  | "pillar"
  | "pause"
  | "policy"
  | "review-link"
  | "upload"
  | "idea"
  | "post-comment"
  | "template"
  | "subscriber"
  | "fresh";

/** Whose id stands at `/KIND/:id`. */
export const byAddress: Record<string, Kind> = {
  sessions: "session",
  teammates: "user",
  desks: "desk",
  invitations: "invitation",
  "api-keys": "key",
  channels: "channel",
  avatars: "identity",
  messages: "message",
  people: "person",
  conversations: "conversation",
  changes: "change",
  notes: "note",
  views: "view",
  deliveries: "delivery",
  media: "file",
  posts: "post",
  pillars: "pillar",
  pauses: "pause",
  "approval-policies": "policy",
  "review-links": "review-link",
  uploads: "upload",
  ideas: "idea",
  "post-comments": "post-comment",
  templates: "template",
  subscribers: "subscriber",
};

export const byField: Record<string, Kind> = {
  deskId: "desk",
  deskIds: "desk",
  desk: "desk",
  userId: "user",
  userIds: "user",
  mentions: "user",
  teammate: "user",
  assignee: "user",
  targetId: "message",
  fileId: "file",
  channel: "channel",
  person: "person",
  view: "view",
  subject: "conversation",
  conversationId: "conversation",
  channelId: "channel",
  pillarId: "pillar",
  ideaId: "idea",
  threadId: "post-comment",
  postId: "post",
  messageId: "message",
  channelIds: "channel",
  deliveryId: "delivery",
  identityId: "identity",
};

/** Fields whose meaning depends on the route. */
export const byRoute: Record<string, Kind> = {
  "/api/bulk-changes ids": "conversation",
  "/api/notifications/reading ids": "notification",
  "/api/notifications cursor": "notification",
  "/api/activity cursor": "event",
  "/api/channels/:id/ledger cursor": "ledger",
  "/api/conversations/:id/replies id": "fresh",
  "/api/kept-back/answers ids": "delivery",
  "/api/posts id": "fresh",
  "/api/posts/:id/test-mails id": "fresh",
  "/api/post-imports id": "fresh",
  "/api/evergreen/fills id": "fresh",
  "/api/ideas id": "fresh",
  "/api/posts/:id/comments id": "fresh",
  "/api/templates id": "fresh",
  "/api/templates/:id/posts id": "fresh",
  "/api/ideas/:id/place before": "idea",
  "/api/media before": "file",
  "/api/channels/:id/subscribers before": "subscriber",
  "/api/posts/:id was": "pillar",
  "/api/posts/:id now": "pillar",
};

/** Texts that have to look like something. */
export const words: Record<string, unknown> = {
  color: "#2f7d6d",
  word: "@palabra",
  timeZone: "Europe/Madrid",
  password: "not my password at all",
  newPassword: "another password entirely",
  email: "somebody@brisa.test",
  endpoint: "https://push.brisa.test/subscription",
  p256dh: "B".repeat(87),
  auth: "A".repeat(22),
  hours: { mon: [["09:00", "14:00"]] },
  languages: ["es"],
  language: "es",
  network: "feed",
  token: "nothing",
  q: "pan",
  priority: "1",
  waiting: "true",
  cursor: "bm90aGluZw",
  before: "bm90aGluZw",
  ids: "019ab000-0000-7000-8000-000000000001",
  zone: "Europe/Madrid",
  csv: "text\nHay pan.",
  local: "2030-05-02T09:00",
  rule: "FREQ=DAILY;COUNT=3",
  time: "09:00",
  permittedOn: "2026-01-02",
  ...Object.fromEntries(["url", "quote"].map((name) => [name, "https://brisa.test/"])),
  options: ["sí", "no"],
};
