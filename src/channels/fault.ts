/** What may go wrong between Rapport and a network, as values. */
import type { Words } from "../kernel/errors.ts";
import type { Result } from "../kernel/result.ts";

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
