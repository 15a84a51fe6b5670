/** What a network can do and how much it takes: what a connector says of it, and what screens offer. */
import type { Words } from "../kernel/errors.ts";
import type { ActKind } from "./act.ts";
import type { MessageForm, ReactionForm, Visibility } from "./reading.ts";

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

export interface Limits {
  /** Most units of text in one message; undefined when the network sets none. */
  text?: number;
  /** How it counts. */
  unit: "graphemes" | "mastodon" | "characters";
  /** A link counts as this many, whatever its length. */
  linkWeight?: number;
}
