/** What the inbox's routes answer. Times are ISO 8601 in UTC, ids are UUIDs. */

export type Status = "open" | "snoozed" | "closed";

export interface ConversationRow {
  id: string;
  channelId: string;
  form: string;
  subject: string | null;
  preview: string;
  status: Status;
  /** 0 normal, 1 high, 2 urgent, 3 low. */
  priority: number;
  deskId: string | null;
  assigneeId: string | null;
  snoozedUntil: string | null;
  promisedAt: string | null;
  waitingSince: string | null;
  firstAt: string;
  lastAt: string;
  messageCount: number;
  outcome: string | null;
  language: string | null;
  version: number;
  person: { id: string; name: string; handle: string; avatar: string | null; bot: boolean } | null;
}

export interface Rows<T> {
  rows: T[];
  next: string | null;
}

/** What a list is asked for; also what a saved view keeps. */
export interface Question {
  status?: Status | "any";
  desk?: string;
  assignee?: string;
  channel?: string;
  waiting?: boolean;
  priority?: number;
  person?: string;
  order?: Order;
}
export type Order = "newest" | "oldest-waiting" | "promise";

export interface View {
  id: string;
  name: string;
  question: Question;
  shared: boolean;
}

export interface Attachment {
  index: number;
  kind: string;
  name: string | null;
  type: string | null;
  bytes: number | null;
  alt: string | null;
  width: number | null;
  height: number | null;
  src: string;
  /** Where a link card leads. */
  url?: string | null;
}

export interface Message {
  id: string;
  externalId: string;
  parentId: string | null;
  parentExternalId: string | null;
  identityId: string;
  own: boolean;
  addressed: boolean;
  form: string;
  at: string;
  editedAt: string | null;
  deletedAt: string | null;
  subject: string | null;
  text: string;
  html: string | null;
  folded: string | null;
  language: string | null;
  visibility: string;
  contentWarning: string | null;
  url: string | null;
  attachments: Attachment[];
  links: { start: number; end: number; url: string }[];
  automatic: string | null;
  deliveryId: string | null;
  author: {
    identityId: string;
    personId: string | null;
    name: string;
    handle: string;
    avatar: string | null;
    url: string | null;
    bot: boolean;
  };
  reactions: { like: number; repost: number };
}

export interface Note {
  id: string;
  authorId: string;
  text: string;
  mentions: string[];
  createdAt: string;
  editedAt: string | null;
}

export interface HandOver {
  id: string;
  fromDeskId: string | null;
  toDeskId: string;
  reason: string;
  back: boolean;
  byId: string;
  at: string;
}

export interface HistoryEntry {
  id: string;
  kind: string;
  at: string;
  actor: { kind: string; id: string | null };
  data: Record<string, unknown> | null;
}

export interface Present {
  userId: string;
  doing: "reading" | "writing";
  seenAt: string;
}

export interface DraftContent {
  text: string;
  targetId: string | null;
  visibility: string | null;
  contentWarning: string | null;
  media: { fileId: string; alt: string }[];
}
export interface Draft extends DraftContent {
  updatedAt: string;
}

export interface ConversationPage {
  conversation: ConversationRow;
  messages: Message[];
  earlier: string | null;
  notes: Note[];
  handOvers: HandOver[];
  history: HistoryEntry[];
  present: Present[];
  draft: Draft | null;
  mayHandBack: string | null;
  otherConversations: number;
}

export interface Fault {
  tag: string;
  message: string;
  advice?: string;
}

export interface Reason {
  rule: string;
  verdict: "allow" | "hold" | "deny";
  message: string;
  data?: Record<string, unknown>;
}

export type DeliveryStatus = "held" | "scheduled" | "sending" | "sent" | "failed" | "unknown" | "cancelled";
export type May = "retry" | "cancel" | "release" | "say-sent" | "say-not-sent";

export interface Delivery {
  id: string;
  conversationId: string;
  targetMessageId: string | null;
  userId: string;
  text: string;
  status: DeliveryStatus;
  reasons: Reason[];
  fault: Fault | null;
  url: string | null;
  externalId: string | null;
  createdAt: string;
  sentAt: string | null;
  dueAt: string;
  attempts: {
    number: number;
    what: "send" | "find";
    beganAt: string;
    endedAt: string | null;
    outcome: string | null;
  }[];
  may: May[];
}

export interface ReplyCheck {
  verdict: Reason["verdict"];
  reasons: Reason[];
  count: { used: number; most: number | null; unit: string };
  signedText: string;
}

export interface Progress {
  done: number;
  of: number;
}

export interface ChannelDigest {
  id: string;
  status: "active" | "needs-you" | "paused" | "disconnected";
  fault: Fault | null;
  completeTo: string | null;
  gaps: number;
  progress: Progress | null;
}

export interface Summary {
  counts: {
    open: number;
    mine: number;
    unassigned: number;
    waiting: number;
    snoozed: number;
    closed: number;
    mentions: number;
  };
  desks: { deskId: string; open: number; waiting: number }[];
  views: { id: string; open: number }[];
  channels: ChannelDigest[];
}

export interface Channel {
  id: string;
  network: string;
  label: string;
  handle: string;
  name: string;
  status: ChannelDigest["status"];
  fault: Fault | null;
  canReply: boolean;
  capabilities: {
    visibilities: string[];
    contentWarning: boolean;
    media?: { most: number; bytes: number; types: string[]; alt: boolean } | null;
  };
  limits: { text?: number | null; unit: string; linkWeight?: number | null };
  lacks: string[];
}

export interface Desk {
  id: string;
  key: string;
  name: string;
  color: string;
}

export interface Teammate {
  id: string;
  name: string;
  role: "owner" | "lead" | "member" | "guest";
  portrait: string | null;
  deskIds: string[];
  leftAt: string | null;
}

export interface ChangeAnswer {
  changeId: string;
  conversations: ConversationRow[];
  skipped?: string[];
}

export interface Person {
  id: string;
  name: string;
  avatar: string | null;
  firstSeenAt: string;
  lastSeenAt: string;
  messageCount: number;
  identities: {
    id: string;
    network: string;
    handle: string;
    name: string;
    url: string | null;
    bio: string | null;
    bot: boolean;
  }[];
}

export interface SearchHit {
  messageId: string;
  conversation: ConversationRow;
  at: string;
  snippet: string;
  /** UTF-16 offsets in the snippet. */
  marks: [number, number][];
  author: { name: string; handle?: string } | string;
}
export interface SearchAnswer extends Rows<SearchHit> {
  understood: Record<string, unknown>;
  problems: string[];
}
