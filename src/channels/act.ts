/** What we do on a network, what stands there then, and what becomes of it. */
import type { JsonObject } from "../kernel/result.ts";
import type { Author, MessageForm, Visibility } from "./reading.ts";

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
