/** What each conversation heard in a batch. Pure. */
import type { MessageForm, MessageReading } from "../channels/index.ts";
import type { ReadBatch } from "./read-arrivals.ts";
import type { HeardMessage } from "./settling.ts";
import type { Threading } from "./thread.ts";

export interface Heard {
  id: string;
  began: boolean;
  rootKey: string;
  form: MessageForm;
  subject: string | null;
  personId: string | null;
  language: string | null;
  preview: string;
  /** In the order of their times. */
  messages: HeardMessage[];
  inbound: number;
  firstAt: Date;
  lastAt: Date;
  inboundAt: Date | null;
  ownAt: Date | null;
  addressedAt: Date | null;
}

/** `fresh` are messages that were not known, `gone` the external ids of those that their source has removed meanwhile. */
export function hear(
  fresh: ReadBatch["messages"],
  gone: ReadonlySet<string>,
  { conversationOf, began }: Pick<Threading, "conversationOf" | "began">,
  personOf: (author: MessageReading["author"]) => string,
): Heard[] {
  const heard = new Map<string, Heard>();
  for (const { reading } of fresh.toSorted((a, b) => a.reading.at.getTime() - b.reading.at.getTime())) {
    const id = conversationOf.get(reading.externalId) as string;
    const standing = heard.get(id);
    const each = standing ?? blank(id, began.get(id), reading);
    if (!standing) heard.set(id, each);
    const { at, own, automatic } = reading;
    each.messages.push({
      externalId: reading.externalId,
      parentId: reading.parentId,
      at,
      own,
      addressed: reading.addressed,
      automatic,
      deleted: gone.has(reading.externalId),
    });
    each.subject ??= reading.subject ?? null;
    each.preview = previewOf(reading);
    each.lastAt = at;
    if (own) each.ownAt = at;
    else {
      each.inbound++;
      each.inboundAt = at;
      each.personId ??= personOf(reading.author);
      each.language = reading.language ?? each.language;
      if (reading.addressed && !automatic) each.addressedAt = at;
    }
  }
  return [...heard.values()];
}

const blank = (id: string, rootKey: string | undefined, { form, at }: MessageReading): Heard => ({
  id,
  began: rootKey !== undefined,
  rootKey: rootKey ?? "",
  form,
  subject: null,
  personId: null,
  language: null,
  preview: "",
  messages: [],
  inbound: 0,
  firstAt: at,
  lastAt: at,
  inboundAt: null,
  ownAt: null,
  addressedAt: null,
});

const longest = 200;

/** The beginning of what was said, in one line; characters are not cut in two. */
function previewOf(reading: MessageReading): string {
  // Of a long text only the beginning is looked at: no character takes more than two units, spaces aside.
  const said = (reading.contentWarning ?? reading.text).trimStart().slice(0, 4000);
  const text = said.replaceAll(/\s+/g, " ").trim();
  if (text.length <= longest) return text;
  const characters = [...text.slice(0, 2 * longest + 2)];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : text;
}
