/** Publishing's fixed words, each said in one place. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Tone } from "../ui/note.tsx";
import type { Field } from "./doc.ts";
import type { VariantStatus } from "./posts-api.ts";

export const statusWords: Record<VariantStatus, MessageDescriptor> = {
  draft: msg({ context: "post", message: "Draft" }),
  held: msg({ context: "post", message: "Held" }),
  scheduled: msg({ context: "post", message: "Planned" }),
  sending: msg({ context: "post", message: "On its way" }),
  sent: msg({ context: "post", message: "Sent" }),
  partly: msg({ context: "post", message: "Partly out" }),
  failed: msg({ context: "post", message: "Not sent" }),
  unknown: msg({ context: "post", message: "Sent, perhaps" }),
  cancelled: msg({ context: "post", message: "Taken off the plan" }),
};

export const statusTones: Record<VariantStatus, Tone> = {
  draft: "plain",
  held: "warn",
  scheduled: "info",
  sending: "info",
  sent: "good",
  partly: "bad",
  failed: "bad",
  unknown: "warn",
  cancelled: "plain",
};

export const fieldWords: Record<Field, MessageDescriptor> = {
  parts: msg`Text`,
  firstComment: msg`First comment`,
  subject: msg`Subject`,
  contentWarning: msg`Content warning`,
  visibility: msg`Who can see it`,
  language: msg`Language`,
  card: msg`Link card`,
  poll: msg`Poll`,
  quote: msg`Quote`,
};
