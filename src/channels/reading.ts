/** What arrives from a network: as it came, and what it means. */
import type { JsonObject } from "../kernel/result.ts";

export type MessageForm = "post" | "reply" | "mention" | "quote" | "direct" | "email" | "article";
export type ReactionForm = "like" | "repost" | "follow";
export type Visibility = "public" | "unlisted" | "followers" | "direct";

/** Something that arrived, as the network gave it: stored before it is understood. */
export interface Raw {
  /**
   * Unique within the channel and stable: the same thing seen by a notification, a timeline and a sweep has the
   * same id, or is recognised as the same by what `read` makes of it.
   */
  externalId: string;
  /** Kept as it came. `type` is the connector's own word for what this is. */
  payload: { type: string } & JsonObject;
  /** Bytes too heavy for a row, such as an e-mail's source. Stored as a file and handed back to `read` and `open`. */
  body?: Uint8Array;
  /** When the network says it happened. */
  at: Date;
}

export interface Author {
  externalId: string;
  handle: string;
  name: string;
  avatarUrl?: string;
  url?: string;
  bio?: string;
  bot?: boolean;
}

export interface Attachment {
  /** `link`: a card for a page or a quoted message; `url` leads there, `name` is its title, `previewUrl` its picture. */
  kind: "image" | "video" | "audio" | "file" | "link";
  /** Where the network serves it; or `part`, for what lies within the raw body (opened by `open`). */
  url?: string;
  part?: string;
  previewUrl?: string;
  name?: string;
  type?: string;
  bytes?: number;
  alt?: string;
  width?: number;
  height?: number;
}

export interface MessageReading {
  kind: "message";
  form: MessageForm;
  /** The id of the message itself, which replies name as their parent. */
  externalId: string;
  /** The direct parent, when it answers something. */
  parentId?: string;
  /** The root of its thread, when the network tells. */
  rootId?: string;
  /** Older ancestors, oldest first (e-mail's References). */
  ancestors?: string[];
  author: Author;
  /** Said by the channel's own account. */
  own: boolean;
  /** Speaks to us (reply to us, mention, direct message, e-mail to us) and so waits for an answer. */
  addressed: boolean;
  at: Date;
  editedAt?: Date;
  subject?: string;
  /** Plain text of what was newly said. Never HTML. */
  text: string;
  /** HTML as the network gave it, not yet sanitised: listening does that. Leave out when text says it all. */
  html?: string;
  /** Quoted text and signature, folded away. */
  folded?: string;
  language?: string;
  visibility: Visibility;
  contentWarning?: string;
  url?: string;
  attachments: Attachment[];
  /** Links with their place in `text` (UTF-16 offsets), where the network marks them. */
  links?: Array<{ start: number; end: number; url: string }>;
  /** Sent by a machine: shown, never answered automatically, not waiting for an answer. */
  automatic?: "bounce" | "auto-reply" | "list";
  /** For a bounce: the message of ours that did not arrive. */
  bounceOf?: string;
}

export interface ReactionReading {
  kind: "reaction";
  form: ReactionForm;
  externalId: string;
  author: Author;
  /** The message it is about; none for a follow. */
  targetId?: string;
  at: Date;
}

/** The source removed a message: it stays in the thread as removed, its text is forgotten. */
export interface DeletionReading {
  kind: "deletion";
  externalId: string;
  at: Date;
}

export type Reading = MessageReading | ReactionReading | DeletionReading;
