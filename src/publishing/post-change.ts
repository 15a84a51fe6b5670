/** What is asked of a post that is written, and what can come of it. */
import type { Content, ContentField } from "./content.ts";
import type { PostRecord, VariantRecord } from "./post-store.ts";

/** What a field of a variant says: its own, or the base's. */
export type OwnValue = { follow: true } | { value: Content[ContentField] | null };

export type PostChange =
  | {
      what: "base";
      field: ContentField;
      was: Content[ContentField] | null;
      now: Content[ContentField] | null;
    }
  | { what: "own"; channelId: string; field: ContentField; was: OwnValue; now: OwnValue }
  | { what: "pillar"; was: string | null; now: string | null };

/** A change that was not written, since another wrote there meanwhile; `stands` is theirs. */
export interface PostConflict {
  change: number;
  stands: unknown;
}

export interface Written {
  post: PostRecord;
  variants: VariantRecord[];
}

export type SaveFault =
  | { tag: "missing" }
  /** This channel is not there, or not among the post's. */
  | { tag: "no-channel"; channelId: string }
  | { tag: "no-pillar" }
  /** What it is to come from is not there. */
  | { tag: "no-conversation" }
  | { tag: "no-idea" }
  /** A post was begun from this idea already. */
  | { tag: "idea-taken"; postId: string }
  /** Some of it is out already. */
  | { tag: "said"; channelId: string };
