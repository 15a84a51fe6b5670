/** The ways out to a network, which publishing's delivery alone takes, and the mail that goes to each subscriber. */
import type { Words } from "../kernel/errors.ts";
import type { Result } from "../kernel/result.ts";
import type { Session } from "./account.ts";
import type { Act, Receipt, Standing } from "./act.ts";
import type { Fault, Outcome } from "./fault.ts";

/** How sure we can be that an act happened once. See protocol 1 of the architecture. */
export type Proof = "idempotent" | "findable" | "none";

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
