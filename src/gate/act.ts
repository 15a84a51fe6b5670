/** What is asked of the gate: something somebody wants to say or do on a network. Plain, so that it is stored as it was asked. */
import type { Visibility } from "../channels/index.ts";
import type { Role } from "../kernel/caller.ts";

export interface ActMedia {
  fileId: string;
  name: string;
  type: string;
  bytes: number;
  alt: string;
}

export interface Act {
  kind: "reply" | "like";
  channelId: string;
  conversationId: string;
  /** The message that is answered or liked. */
  targetId: string;
  /** As it was typed: the signature is added by `sign`. Empty for a like. */
  text: string;
  subject?: string;
  /** BCP 47 */
  language?: string;
  visibility?: Visibility;
  contentWarning?: string;
  media: ActMedia[];
  by: {
    userId: string;
    role: Role;
    /** What an API key may do; null when a person is signed in. */
    scopes: readonly string[] | null;
  };
  /** No person has seen it before it goes out. */
  automatic: boolean;
}
