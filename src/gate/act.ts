/** What is asked of the gate: something somebody wants to say or do on a network. Plain, so that it is stored as it was asked. */
import type { Visibility } from "../channels/index.ts";
import type { Role } from "../kernel/caller.ts";

export interface ActMedia {
  fileId: string;
  name: string;
  type: string;
  bytes: number;
  alt: string;
  /** What was read of a film when it came in. */
  film?: {
    seconds: number;
    width: number;
    height: number;
    videoCodec: string | null;
    frameRate: number;
  };
  /** A picture that moves. */
  animated?: boolean;
}

/** An answer to what somebody said, or a like of it. */
export interface AnswerAct extends AnyAct {
  kind: "reply" | "like";
  conversationId: string;
  /** The message that is answered or liked. */
  targetId: string;
}

/** One message of a post. */
export interface PostAct extends AnyAct {
  kind: "post";
  postId: string;
  /** Its place among all that is said of the post on this channel, from 0. */
  part: number;
  poll?: { options: string[]; minutes: number; multiple: boolean };
  card?: { url: string; title: string; description: string; fileId?: string };
  /** The address of a message that is shown under it. */
  quote?: string;
  /** To the teammate who asks alone, as a mail: nobody of the community gets it. */
  test?: true;
  /** The names of those whom its text wants to mention and who cannot be called on this network. */
  uncalled?: string[];
}

/** Other words in the place of a post's part that stands on the network, or taking it back. */
export interface ChangeAct extends AnyAct {
  kind: "edit" | "remove";
  postId: string;
  /** What said it. */
  deliveryId: string;
}

export type Act = AnswerAct | PostAct | ChangeAct;

/** What is the brand's own word: nobody signs it, and it begins no answer to anybody. */
export const isOwnWord = (act: Act): act is PostAct | ChangeAct => "postId" in act;

interface AnyAct {
  channelId: string;
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
