/**
 * The only ways out of the server. Both refuse private, loopback, link-local and otherwise special addresses after
 * DNS resolution, on every redirect; `allow` names the exceptions (self-hosted peers, tests).
 */

/** A `fetch` like the platform's, guarded. Throws `OutboundError` and nothing else (but for the caller's own abort). */
export type OutboundFetch = (input: string | URL | Request, init?: OutboundInit) => Promise<Response>;

export interface OutboundInit extends RequestInit {
  /** Milliseconds until the whole answer must have come. Default 30 000. */
  timeout?: number;
  /** Most bytes of an answer's body. Default 10 MiB. */
  maxBytes?: number;
}

/** Resolves a host for a protocol other than HTTP (IMAP, SMTP, WebSocket) and answers with an address that is safe to connect to. */
export type OutboundSocket = (
  host: string,
  port: number,
) => Promise<{ host: string; port: number; servername: string }>;

export type OutboundTag =
  /** The address is not public, or the URL is not http(s). */
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
  constructor(tag: OutboundTag, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "OutboundError";
    this.tag = tag;
  }
}
