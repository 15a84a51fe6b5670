import type { Words } from "./errors.ts";

export type OutboundTag =
  /** The address is not public, or the URL is not http(s). Nothing was sent. */
  | "forbidden"
  /** No connection was made: nothing was sent. */
  | "unreachable"
  /** The request went out, and no whole answer came back. */
  | "no-answer"
  /** The answer is larger than allowed. */
  | "too-large"
  /** More than five redirects, or one without a target. */
  | "redirects";

export class OutboundError extends Error {
  readonly tag: OutboundTag;
  readonly words: Words;
  constructor(tag: OutboundTag, words: Words, options?: ErrorOptions) {
    super(words.en, options);
    this.name = "OutboundError";
    this.tag = tag;
    this.words = words;
  }
}
