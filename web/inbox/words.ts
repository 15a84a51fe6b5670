/** The inbox's fixed words, each said in one place. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ConversationOutcome } from "./change.ts";
import type { StandingView } from "./question.ts";
import type { Order } from "./shapes.ts";

export const viewWords: Record<StandingView, MessageDescriptor> = {
  open: msg({ message: "Open", context: "view" }),
  mine: msg`Mine`,
  unassigned: msg`Unassigned`,
  waiting: msg`Waiting`,
  snoozed: msg({ message: "Snoozed", context: "view" }),
  closed: msg({ message: "Closed", context: "view" }),
};

export const outcomeWords: Record<ConversationOutcome, MessageDescriptor> = {
  answered: msg`Answered`,
  sale: msg`Sale`,
  story: msg`Story`,
  hire: msg`Hire`,
  bug: msg`Bug`,
  thanks: msg`Thanks`,
  "no-answer-needed": msg`No answer needed`,
  spam: msg`Spam`,
};
export const outcomeWord = (outcome: string): MessageDescriptor | undefined =>
  outcomeWords[outcome as ConversationOutcome];

/** By the number the API uses. */
const levels = [msg`Normal`, msg`High`, msg`Urgent`, msg`Low`] as const;
export const priorityWord = (priority: number): MessageDescriptor => levels[priority] ?? levels[0];
/** From most to least urgent. */
export const priorityOrder = [2, 1, 0, 3] as const;

export const orderWords: Record<Order, MessageDescriptor> = {
  newest: msg`Newest first`,
  "oldest-waiting": msg`Longest waiting first`,
  promise: msg`Promise first`,
};

export const visibilityWords: Record<string, MessageDescriptor> = {
  public: msg`Public`,
  unlisted: msg`Quiet public`,
  followers: msg`Followers`,
  direct: msg`Only who is mentioned`,
};
