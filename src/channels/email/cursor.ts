/** How far a mailbox has been read. IMAP numbers mails upwards, and starts anew when a mailbox is made anew. */
import type { Json } from "../../kernel/result.ts";

/** A pass under way: it goes from the newest mail down to the last one that the pass before has seen. */
export interface MailPass {
  /** When it began (ISO): what the stream is complete up to, once it ends. */
  asOf: string;
  /** The newest UID when it began. */
  top: number;
  /** Mails with UIDs at and above this one are read already. */
  below: number;
  /** Mails with UIDs up to this one were read by an earlier pass. */
  floor: number;
  /** Mails older than this (ISO) are left out; none for a pass after the first. */
  since?: string;
  /** At most so many mails; none for a pass after the first. */
  most?: number;
  /** Mails read so far. */
  done: number;
}

export interface Anchor {
  uid: number;
  /** Its Message-ID without brackets. */
  id: string;
}

export interface MailCursor {
  path: string;
  /** The mailbox's UIDVALIDITY; a string because it may be larger than a JSON number keeps. */
  validity: string;
  /** The newest UID of the last whole pass, and the moment up to which it was complete (ISO). */
  top: number;
  asOf?: string;
  /** The newest mails seen, by which a renumbered mailbox is known again. */
  anchors: Anchor[];
  pass?: MailPass;
}

/** How many newest mails are kept as anchors. */
export const ANCHORS = 5;

/** A cursor as it was saved; undefined on the very first pull. Our own JSON, so its shape is trusted. */
export function readCursor(cursor: Json | undefined): MailCursor | undefined {
  return cursor === undefined || cursor === null ? undefined : (cursor as unknown as MailCursor);
}

export function writeCursor(cursor: MailCursor): Json {
  return cursor as unknown as Json;
}

/** A cursor for a folder that does not exist (yet). */
export function nowhere(asOf: Date): MailCursor {
  return { path: "", validity: "", top: 0, asOf: asOf.toISOString(), anchors: [] };
}
