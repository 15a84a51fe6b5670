/** Turns raw arrivals into readings, cleaned of what could harm; outside of any transaction. Repeatable. */
import { setImmediate as breath } from "node:timers/promises";
import type {
  Account,
  Connector,
  DeletionReading,
  MessageReading,
  Raw,
  ReactionReading,
} from "../channels/index.ts";
import type { Files } from "../kernel/files.ts";
import type { WaitingArrival } from "./arrivals.ts";
import { languageOf } from "./language.ts";
import { safeUrl, sanitiseHtml, sanitiseText } from "./sanitise.ts";

export interface ReadBatch {
  messages: Array<{ reading: MessageReading; arrivalId: string }>;
  reactions: ReactionReading[];
  deletions: DeletionReading[];
  done: Array<{ id: string; digest: string }>;
  failed: Array<{ id: string; fault: string }>;
}

export async function readArrivals(
  connector: Connector,
  account: Account,
  files: Files,
  arrivals: WaitingArrival[],
): Promise<ReadBatch> {
  const batch: ReadBatch = { messages: [], reactions: [], deletions: [], done: [], failed: [] };
  for (const [index, arrival] of arrivals.entries()) {
    // Whoever waits for the server meanwhile is served, and so is the batch that is being written.
    if (index % 4 === 3) await breath();
    try {
      for (const reading of await connector.read(await rawOf(files, arrival), account)) {
        if (reading.kind === "message")
          batch.messages.push({ reading: await clean(reading), arrivalId: arrival.id });
        else if (reading.kind === "reaction")
          batch.reactions.push({ ...reading, author: cleanAuthor(reading.author) });
        else batch.deletions.push(reading);
      }
      batch.done.push({ id: arrival.id, digest: arrival.digest });
    } catch (error) {
      batch.failed.push({ id: arrival.id, fault: error instanceof Error ? error.message : String(error) });
    }
  }
  return batch;
}

/** The raw thing as the connector made it, its body from the files. */
export async function rawOf(
  files: Files,
  arrival: Pick<WaitingArrival, "externalId" | "at" | "payload" | "bodySha256">,
): Promise<Raw> {
  const raw: Raw = { externalId: arrival.externalId, payload: arrival.payload, at: arrival.at };
  if (!arrival.bodySha256) return raw;
  const body = await files.read(arrival.bodySha256);
  if (!body.ok) throw new Error(body.fault.message);
  return { ...raw, body: body.value };
}

async function clean(reading: MessageReading): Promise<MessageReading> {
  const text = sanitiseText(reading.text);
  const language = await languageOf(text, reading.language);
  const url = safeUrl(reading.url);
  const { url: _url, html, folded, subject, contentWarning, language: _language, ...rest } = reading;
  return {
    ...rest,
    text,
    author: cleanAuthor(reading.author),
    attachments: reading.attachments.map(cleanAttachment),
    // Offsets count in the cleaned text: a text that had to be cleaned loses its marks rather than showing wrong ones.
    links: text === reading.text ? (reading.links ?? []).filter((link) => safeUrl(link.url)) : [],
    ...(url ? { url } : {}),
    ...(html ? { html: sanitiseHtml(html) } : {}),
    ...(folded ? { folded: sanitiseText(folded) } : {}),
    ...(subject ? { subject: sanitiseText(subject).slice(0, 1000) } : {}),
    ...(contentWarning ? { contentWarning: sanitiseText(contentWarning).slice(0, 1000) } : {}),
    ...(language ? { language } : {}),
  };
}

function cleanAuthor(author: MessageReading["author"]): MessageReading["author"] {
  const { avatarUrl, url, bio, ...rest } = author;
  const [avatar, page] = [safeUrl(avatarUrl), safeUrl(url)];
  return {
    ...rest,
    name: sanitiseText(author.name).slice(0, 300),
    handle: sanitiseText(author.handle).slice(0, 300),
    ...(avatar ? { avatarUrl: avatar } : {}),
    ...(page ? { url: page } : {}),
    ...(bio ? { bio: sanitiseText(bio).slice(0, 5000) } : {}),
  };
}

function cleanAttachment(
  attachment: MessageReading["attachments"][number],
): MessageReading["attachments"][number] {
  const { url, previewUrl, name, alt, ...rest } = attachment;
  const [safe, preview] = [safeUrl(url), safeUrl(previewUrl)];
  return {
    ...rest,
    ...(safe ? { url: safe } : {}),
    ...(preview ? { previewUrl: preview } : {}),
    ...(name ? { name: sanitiseText(name).slice(0, 500) } : {}),
    ...(alt ? { alt: sanitiseText(alt).slice(0, 5000) } : {}),
  };
}
