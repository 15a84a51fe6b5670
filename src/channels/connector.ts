/**
 * The contract between Rapport and a network: all that a connector must say and do.
 *
 * A connector keeps no state, opens no database and knows no job, no route and no other network. It receives
 * a `Session` (one channel, its credentials, the guarded ways out) and answers with values. Every expected
 * failure is a `Fault`; a connector never throws for what a network does.
 *
 * The conformance suite (`conformance.ts`) is this file's other half: every connector passes it.
 */
import type { Words } from "../kernel/errors.ts";
import type { OutboundFetch, OutboundSocket } from "../kernel/outbound.ts";
import type { Json, JsonObject, Result } from "../kernel/result.ts";

export type { Words };

/** An expected failure, said in both languages. What a server says stands in both as it came. */
export type Fault =
  /**
   * The network does not accept our credentials. `renewable`: the token has merely run out, so the caller tries `renew`
   * once before it asks a person. Otherwise a person has to act, and `advice` says what to do.
   */
  | { tag: "authorisation"; message: Words; advice: Words; renewable?: boolean }
  /** Too many requests. Nothing was done; ask again at `retryAt`. */
  | { tag: "rate"; message: Words; retryAt: Date }
  /** Nothing was done and it is sure (refused connection, 5xx to a read, name not found): ask again later. */
  | { tag: "unavailable"; message: Words }
  /** The request may have been carried out, but no usable answer came. For a send: `unknown`, never a blind retry. */
  | { tag: "no-answer"; message: Words }
  /** The network says no to this content or act, and will again. `code` is the network's own. */
  | { tag: "refused"; message: Words; code?: string }
  /** What was asked for is not there (any more). */
  | { tag: "missing"; message: Words }
  /** What the person typed while connecting is wrong: `field` names it. */
  | { tag: "input"; field: string; message: Words };

export type Outcome<T> = Promise<Result<T, Fault>>;

/** How sure we can be that an act happened once. See protocol 1 of the architecture. */
export type Proof = "idempotent" | "findable" | "none";

export interface Capabilities {
  /** What the community can send us here. */
  receives: ReadonlyArray<MessageForm | ReactionForm>;
  /** What we can do here; empty for a read-only network. */
  acts: ReadonlyArray<ActKind>;
  visibilities: ReadonlyArray<Visibility>;
  contentWarning: boolean;
  /**
   * Pictures and files: how many, how heavy at most as they are given to us (bytes; the connector makes pictures lighter
   * on their way out), which types, with alt text or without. `film`: what it takes of films; without it, as of any file.
   * `still`: pictures that move are shown as their first one.
   */
  media:
    | {
        most: number;
        bytes: number;
        types: readonly string[];
        alt: boolean;
        film?: FilmLimits;
        still?: boolean;
      }
    | undefined;
  /** What a post can carry beside words and pictures. Left out: nothing. */
  carries?: Carries;
  /** The source can change or remove what was said, and we notice. */
  edits: boolean;
  deletions: boolean;
  /** What this network cannot do or keeps from us, in plain words for the channel's own screen. */
  lacks: readonly Words[];
}

export interface Carries {
  /** A page under the words. `given`: the card is ours to give; `own`: the network reads the page and draws its own. */
  card: "given" | "own" | "none";
  /** A message of the same network under the words. `linked`: its address stands under them instead. */
  quote: "shown" | "linked" | "none";
  poll: PollLimits | null;
  subject: boolean;
  /** An @handle among the words calls that account. Left out: it does not. */
  mentions?: boolean;
}

export interface PollLimits {
  options: number;
  /** Characters of an option. */
  length: number;
  /** Minutes that it may be open: at least and at most. */
  shortest: number;
  longest: number;
}

/** What a network takes of a film; what is left out does not matter to it. */
export interface FilmLimits {
  bytes: number;
  seconds?: number;
  /** Width times height. */
  pixels?: number;
  /** Pictures per second. */
  frameRate?: number;
  /** Such as `avc`, `hevc`, `vp9`, `av1`. */
  codecs?: readonly string[];
  /** It stands alone: no pictures beside it, and no second film. */
  alone?: boolean;
}

/** One field of the form with which a person connects a channel. */
export interface ConnectField {
  name: string;
  label: Words;
  help?: Words;
  type: "text" | "password" | "url" | "email" | "number" | "switch" | "choice";
  /** Of a choice: what may be chosen. None of them: the connector decides. */
  options?: readonly { value: string; label: Words }[];
  required: boolean;
  initial?: string;
  /** Shown only on demand ("more settings"). */
  advanced?: boolean;
}

export interface Account {
  /** The account's stable id on its network (DID, account URL, address, feed URL). Unique per workspace and network. */
  externalId: string;
  handle: string;
  name: string;
  avatarUrl?: string;
  url?: string;
  /** The server this account lives on, e.g. `https://mastodon.example`. */
  server?: string;
}

/** What is sealed in the database. `value` is the connector's own; `expiresAt` tells when to renew ahead of time. */
export interface Credentials {
  value: JsonObject;
  expiresAt?: Date;
}

export type Connecting =
  | { step: "connected"; account: Account; credentials: Credentials; settings: JsonObject }
  /** Send the person to `url`; `state` comes back, sealed, to `finish`. */
  | { step: "redirect"; url: string; state: JsonObject };

/** Everything a connector may use while it works for one channel. */
export interface Session {
  account: Account;
  settings: JsonObject;
  credentials: Credentials;
  fetch: OutboundFetch;
  socket: OutboundSocket;
  /** Aborted when the product stops or the call takes too long. */
  signal: AbortSignal;
  now(): Date;
}

/** The same, before there is a channel. */
export type Visitor = Pick<Session, "fetch" | "socket" | "signal" | "now">;

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

/** One thing to read regularly: notifications, own posts, a mailbox. */
export interface Stream {
  name: string;
  /** Seconds between pulls when nothing wakes it. */
  every: number;
}

export interface PullRequest {
  stream: string;
  /** What the last page returned; undefined on the very first one. */
  cursor: Json | undefined;
  /** On a first pass, how far back to go (the backfill's horizon) and how many messages at most. */
  reach: Date;
  most: number;
}

/**
 * One page. A **pass** is a run of pages that ends with `done`: from then on the stream is complete up to `asOf`, the
 * moment the pass began. The cursor is opaque, saved with the arrivals in one transaction, and enough to resume a
 * pass that was interrupted; the next pass starts from where this one began.
 */
export interface Page {
  arrivals: Raw[];
  cursor: Json;
  done: boolean;
  asOf: Date;
  /** The oldest moment that this page reached, when known: shown as progress of a backfill. */
  reached?: Date;
  /** A stretch that the network no longer gives out: it stays visible as a gap until a later pass fills it. */
  gap?: { from: Date; to: Date; why: Words };
  /** For a first pass: how many of how many, when the network tells. */
  progress?: { done: number; of: number };
}

export interface SweepRequest {
  /** The thread to read again, and the ids that we know in it (to notice what was removed). */
  rootId: string;
  knownIds: string[];
  /** What brought the known ones, by id, where it is at hand: spares networks with ids of their own a search. */
  payloads?: Record<string, JsonObject>;
}

export type ActKind =
  | "reply"
  | "post"
  | "like"
  /** Says otherwise what we have said (`Outbound.edit`). */
  | "edit"
  /** Takes back what we have said (`Outbound.remove`). */
  | "remove";

export interface Media {
  bytes: Uint8Array;
  type: string;
  name: string;
  alt: string;
  /** What has to stay in view, from 0 to 1 from the left and from the top; left out: the middle. */
  focus?: { x: number; y: number };
  /** Of a picture or film as it is shown, in pixels; left out: not known. */
  size?: { width: number; height: number };
}

/** What an act answers: enough of the stored message for a connector to address it. */
export interface Target {
  externalId: string;
  rootId?: string;
  author: Author;
  form: MessageForm;
  subject?: string;
  text: string;
  at: Date;
  visibility: Visibility;
  /** The payload that brought it. */
  payload: JsonObject;
  /** Ids of the thread before it, oldest first, for networks that want them (e-mail's References). */
  ancestors: string[];
}

/** What stands on the network by its id, with what the network answered when it was said. */
export type Standing = Pick<Receipt, "externalId" | "answer">;

export interface Act {
  kind: ActKind;
  /** Final text; for an answer the human signature in it. */
  text: string;
  subject?: string;
  language?: string;
  visibility?: Visibility;
  contentWarning?: string;
  media: Media[];
  /** Who speaks, for networks that carry a name beside the account's (e-mail's From). */
  speaker: { name: string };
  target?: Target;
  /** For a post that goes on a thread of our own: its beginning, and what it follows. */
  thread?: { root: Standing; parent: Standing };
  poll?: { options: string[]; minutes: number; multiple: boolean };
  /** A page that is shown as a card under the text. */
  card?: { url: string; title: string; description: string; image?: Media };
  /** The address of a message on the same network that is shown under the text. */
  quote?: string;
}

/** The network's word that it is there. */
export interface Receipt {
  externalId: string;
  url?: string;
  at: Date;
  /** What the network answered, for the story of the delivery. */
  answer: JsonObject;
}

/** How often, as far as the network counts it. */
export interface Counts {
  likes?: number;
  reposts?: number;
  replies?: number;
  quotes?: number;
  views?: number;
}

/** What became of something that we have said. `gone`: it surely stands there no more. */
export interface Figures {
  externalId: string;
  gone: boolean;
  counts: Counts;
}

/** The only ways out. Reached through publishing's delivery alone, after the gate: the architecture test proves it. */
export interface Outbound {
  proof: Proof;
  /** A fresh key for one delivery, made before the first attempt and kept for all of them. */
  key(now: Date): string;
  /** Says it. With proof `idempotent`, the same key twice does it once. */
  send(session: Session, act: Act, key: string): Outcome<Receipt>;
  /**
   * Whether the act with this key stands on the network, after an attempt without an answer that began at `since`.
   * `undefined` means surely not there; a fault means it cannot be told now. `taken` are the external ids of what other
   * deliveries of this channel have already found or been answered: the same words to the same message, said twice on
   * purpose, are told apart by them where the network keeps no mark of ours.
   */
  find(
    session: Session,
    act: Act,
    key: string,
    since: Date,
    taken: readonly string[],
  ): Outcome<Receipt | undefined>;
  /** Puts the act's words in the place of what stands. Twice is as good as once. Where `edit` is among the acts. */
  edit?(session: Session, said: Standing, act: Act): Outcome<Receipt>;
  /** Takes back what was said. That it is gone already is as good. Where `remove` is among the acts. */
  remove?(session: Session, externalId: string): Outcome<void>;
  /**
   * Where a post goes to each subscriber by itself, and not to a public place: an open line for one post. `send` and
   * `find` take no posts there but those of a subscriber: `find` looks for the key that was given to the line.
   */
  toEach?(session: Session, act: Act): SubscriberLine;
}

/** One line, over which one mail after the other goes; it opens when it is first needed, and again after a fault. */
export interface SubscriberLine {
  send(to: Addressee, key: string): Promise<Result<Receipt, Fault | TurnedAway>>;
  close(): void;
}

/** Whom one mail goes to, and what stands below its words. */
export interface Addressee {
  address: string;
  name: string;
  /** Why they get it and from whom, each a line. */
  foot: string[];
  /** The page on which they take themselves off, and the address that does it with one POST (RFC 8058). */
  leave: { label: string; page: string; oneClick: string };
}

/** What one subscriber reads. */
export interface Letter {
  from: { name: string; address: string };
  to: { name: string; address: string };
  subject: string;
  text: string;
  /** Complete, with nothing in it but words, links and pictures. */
  html: string;
}

/** The server does not take it for this one subscriber. Nothing was sent. `lasting`: it will not take it later either. */
export interface TurnedAway {
  tag: "turned-away";
  lasting: boolean;
  /** The enhanced status (RFC 3463), such as `5.1.1`, or the reply's code. */
  code: string;
  message: Words;
}

export interface Limits {
  /** Most units of text in one message; undefined when the network sets none. */
  text?: number;
  /** How it counts. */
  unit: "graphemes" | "mastodon" | "characters";
  /** A link counts as this many, whatever its length. */
  linkWeight?: number;
}

export interface Connector {
  network: string;
  /** The network's name on screens. */
  label: string;
  capabilities: Capabilities;
  /** What the channel's own server makes of the capabilities, where servers differ. Pure; it stands in the settings. */
  onServer?(settings: JsonObject): Partial<Capabilities>;
  /**
   * The text of an answer as it will stand, with what the network makes us put into it (Mastodon: whom we speak to).
   * Pure; it is what counts towards the limits. Left out: nothing is added.
   */
  wording?(text: string, target: Target, account: Account): string;
  /** Whom an answer reaches, by handle, where that need not be who said it (e-mail's Reply-To). Pure. */
  recipients?(target: Target, account: Account, settings: JsonObject): string[];
  /**
   * The mail that a post is for one subscriber, where posts go to each by itself; `pictures`: where its HTML finds each of
   * the act's files. Pure: who writes sees it before it goes.
   */
  letter?(act: Act, account: Account, to: Addressee, pictures: readonly string[]): Letter;
  /** Whether this is the address of a message that a post here can show under its words. Pure. Left out: never. */
  quotable?(address: string): boolean;
  /** Limits of text, which a server may set for itself (they stand in the channel's settings). */
  limits(settings: JsonObject): Limits;
  streams: readonly Stream[];

  fields: readonly ConnectField[];
  /** What the person needs before connecting, in plain words. */
  guidance: Words;
  /** Starts connecting with what the form said. `callbackUrl` is where a redirect comes back to. */
  begin(visitor: Visitor, input: Record<string, string>, callbackUrl: string): Outcome<Connecting>;
  /** Ends a redirect with the query that came back and the state given before. */
  finish?(visitor: Visitor, query: Record<string, string>, state: JsonObject): Outcome<Connecting>;
  /** Renews credentials ahead of expiry. A fault leaves the old ones in place. */
  renew?(session: Session): Outcome<Credentials>;
  /** Is all well? Answers with the account as the network shows it now (and settings such as its limits). */
  check(session: Session): Outcome<{ account: Account; settings: JsonObject }>;

  pull(session: Session, request: PullRequest): Outcome<Page>;
  /** Reads one thread again, because networks lose notifications. */
  sweep?(session: Session, request: SweepRequest): Outcome<Raw[]>;
  /**
   * Holds a line open and calls `wake(stream)` when something happened; a pull then fetches it. Resolves when the line
   * ends (the caller opens it again, with growing pauses). A `missing` fault means: this server has none, poll instead.
   */
  listen?(session: Session, wake: (stream: string) => void, opened: () => void): Outcome<void>;
  /** What became of what we have said, in as few questions as the network allows. What it cannot tell yet is left out. */
  figures?(session: Session, said: readonly Standing[]): Outcome<Figures[]>;
  /** Turns what arrived into what it means. Pure and repeatable: same raw, same readings. */
  read(raw: Raw, account: Account): Promise<Reading[]>;
  /** The bytes of an attachment that lies within the raw body. */
  open?(raw: Raw, part: string): Promise<{ bytes: Uint8Array; type: string; name: string } | undefined>;

  outbound?: Outbound;
}
