/** How a network is read: in streams, in passes of pages, and a thread again at a time. */
import type { Words } from "../kernel/errors.ts";
import type { Json, JsonObject } from "../kernel/result.ts";
import type { Raw } from "./reading.ts";

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
