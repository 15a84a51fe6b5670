/**
 * The contract between Rapport and a network: all that a connector must say and do.
 *
 * A connector keeps no state, opens no database and knows no job, no route and no other network. It receives
 * a `Session` (one channel, its credentials, the guarded ways out) and answers with values. Every expected
 * failure is a `Fault`; a connector never throws for what a network does.
 *
 * The files beside it that are handed on below say what it speaks of: read `ways-out.ts` with it, the rest as needed.
 * The conformance suite (`conformance.ts`) is this file's other half: every connector passes it.
 */
import type { Words } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/result.ts";
import type { Account, ConnectField, Connecting, Credentials, Session, Visitor } from "./account.ts";
import type { Act, Figures, Standing, Target } from "./act.ts";
import type { Capabilities, Limits } from "./capabilities.ts";
import type { Outcome } from "./fault.ts";
import type { Page, PullRequest, Stream, SweepRequest } from "./pull.ts";
import type { Raw, Reading } from "./reading.ts";
import type { Addressee, Letter, Outbound } from "./ways-out.ts";

export type { Words } from "../kernel/errors.ts";
export type * from "./account.ts";
export type * from "./act.ts";
export type * from "./capabilities.ts";
export type * from "./fault.ts";
export type * from "./pull.ts";
export type * from "./reading.ts";
export type * from "./ways-out.ts";

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
