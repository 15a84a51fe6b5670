/** Turns an item of a feed into an article. */

import type { JsonObject } from "../../kernel/result.ts";
import type { Account, Attachment, Author, MessageReading, Raw, Reading } from "../connector.ts";
import type { FeedFormat } from "./document.ts";
import type { Enclosure } from "./enclosures.ts";
import { type Entry, readEntry } from "./entry.ts";
import { hasMarkup, plainText, wholeLinks } from "./html-text.ts";

export async function read(raw: Raw, account: Account): Promise<Reading[]> {
  if (raw.payload.type !== "item") return [];
  const { format, item, base, feed, id, edited } = raw.payload as unknown as Payload;
  const entry = readEntry(format, item, base);
  const markup = entry.html !== undefined && hasMarkup(entry.html);
  const reading: MessageReading = {
    kind: "message",
    form: "article",
    externalId: id,
    author: writerOf(entry, feed, account),
    own: false,
    addressed: false,
    at: raw.at,
    text: (entry.html === undefined ? entry.text : plainText(entry.html)) || entry.title || "",
    visibility: "public",
    attachments: entry.enclosures.map(attachmentOf),
  };
  if (entry.title) reading.subject = entry.title;
  if (markup && entry.html) reading.html = wholeLinks(entry.html, entry.base);
  if (entry.link) reading.url = entry.link;
  if (entry.answers) reading.parentId = entry.answers;
  const language = entry.language ?? feed.language;
  if (language) reading.language = language;
  const changed = changedAt(entry, raw.at, edited);
  if (changed) reading.editedAt = changed;
  return [reading];
}

interface Payload {
  id: string;
  format: FeedFormat;
  base: string;
  item: JsonObject;
  feed: { title: string; home?: string; language?: string; author?: string };
  /** When we saw that it had changed (ISO). */
  edited?: string;
}

/** The site's own word when it is later than the first one, or the moment at which we saw the change. */
function changedAt(entry: Entry, at: Date, edited: string | undefined): Date | undefined {
  const seen = edited ? new Date(edited) : undefined;
  const { updated } = entry;
  // Programs stamp both within a minute of each other; and a stamp from the future is a clock fault.
  const named = updated && updated.getTime() - at.getTime() > 60_000 ? updated : undefined;
  if (named && seen && named > seen) return seen;
  return named ?? seen;
}

/** Feeds give names, not accounts: a name is somebody within its feed. */
function writerOf(entry: Entry, feed: Payload["feed"], account: Account): Author {
  const name = entry.author?.name ?? feed.author ?? feed.title;
  const url = entry.author?.url ?? (entry.author || feed.author ? undefined : feed.home);
  return {
    externalId: `${account.externalId}#${name.toLowerCase()}`,
    handle: account.handle,
    name,
    ...(url ? { url } : {}),
    ...(entry.author?.avatarUrl ? { avatarUrl: entry.author.avatarUrl } : {}),
  };
}

function attachmentOf(file: Enclosure): Attachment {
  const { type, ...rest } = file;
  const kind = kindOf(type, file.url);
  return { kind, ...rest, ...(type && !type.endsWith("/*") ? { type } : {}) };
}

const ENDINGS: Array<[RegExp, Attachment["kind"]]> = [
  [/\.(jpe?g|png|gif|webp|avif)$/i, "image"],
  [/\.(mp3|m4a|ogg|opus|wav|aac|flac)$/i, "audio"],
  [/\.(mp4|m4v|webm|mov)$/i, "video"],
];

function kindOf(type: string | undefined, url: string): Attachment["kind"] {
  const [main, sub] = (type ?? "").toLowerCase().split("/");
  if (main === "image" && sub?.startsWith("svg")) return "file";
  if (main === "image" || main === "audio" || main === "video") return main;
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return ENDINGS.find(([ending]) => ending.test(path))?.[1] ?? "file";
}
