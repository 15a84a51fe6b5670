/** What is known when the gate decides. Plain, so that it is stored with the decision and can be read years later. */
import type { Capabilities, ChannelStatus, MessageForm, TextLimits, Visibility } from "../channels/index.ts";
import type { Words } from "../kernel/errors.ts";
import type { Json } from "../kernel/result.ts";

/** How a channel signs: the name, `^AB`, or nothing in the text where the network carries the name beside it. */
export type SignatureStyle = "name" | "initials" | "none";

export interface Facts {
  /** ISO 8601 */
  at: string;
  /** Who would speak; null: has left the workspace, or was never in it. */
  teammate: { id: string; name: string; signature: string | null; deskIds: string[] } | null;
  channel: {
    id: string;
    network: string;
    /** The network's name on screens. */
    label: string;
    handle: string;
    name: string;
    status: ChannelStatus;
    /** What a person has to do, when something is wrong. */
    advice: string | Words | null;
    style: SignatureStyle;
    /** The network shows a name beside the account's, as an e-mail's From does. */
    carriesName: boolean;
  };
  /** null: this network can only be read. */
  capabilities: Pick<Capabilities, "acts" | "visibilities" | "contentWarning" | "media" | "carries"> | null;
  /** Whether the network can show what a post quotes; null: nothing is quoted. */
  quotable: boolean | null;
  limits: TextLimits;
  /** Where it is said; null for a post, which begins a conversation of its own. */
  conversation: {
    id: string;
    deskId: string | null;
    deskName: string | null;
    assigneeId: string | null;
  } | null;
  /** What it answers; null for a post. */
  target: {
    id: string;
    form: MessageForm;
    visibility: Visibility;
    deleted: boolean;
    own: boolean;
    automatic: string | null;
    contentWarning: string | null;
    personId: string;
    /** The author's name and handle. */
    name: string;
    handle: string;
    /** Whom an answer reaches, by handle; null where that is the author. */
    recipients: string[] | null;
  } | null;
  /** The text as it would stand on the network: signed, with whom the network makes it name. */
  standing: string;
  /** What the rules of other modules have gathered, by the name of the rule. */
  more: Record<string, Json>;
}
