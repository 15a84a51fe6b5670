/** Fetches mails as they stand on the server, never marking them as read. */
import type { FetchMessageObject, ImapFlow, MessageStructureObject } from "imapflow";
import type { JsonObject } from "../../kernel/result.ts";
import type { Raw } from "../connector.ts";
import type { MailCursor } from "./cursor.ts";
import { rawOf } from "./raw.ts";

/** The largest mail fetched whole. Providers accept at most 25 to 50 MB; what is larger comes without its attachments. */
export const LARGEST_MAIL = 35 * 1024 * 1024;

/** And of its text, this much. */
const LARGEST_TEXT = 1024 * 1024;

/** One page: so many mails, and so many bytes (but at least one mail). */
const PAGE_MAILS = 100;
const PAGE_BYTES = 24 * 1024 * 1024;

interface Picked {
  uid: number;
  size: number;
  internalDate: Date;
}

/** The first of `uids` that make one page, without fetching them. */
export async function pickPage(client: ImapFlow, uids: number[]): Promise<number[]> {
  const wanted = uids.slice(0, PAGE_MAILS);
  if (wanted.length === 0) return [];
  const sizes = new Map<number, number>();
  for await (const mail of client.fetch(wanted, { uid: true, size: true }, { uid: true }))
    sizes.set(mail.uid, mail.size ?? 0);
  let bytes = 0;
  const picked: number[] = [];
  for (const uid of wanted) {
    const size = sizes.get(uid) ?? 0;
    bytes += size > LARGEST_MAIL ? LARGEST_TEXT : size;
    if (picked.length > 0 && bytes > PAGE_BYTES) break;
    picked.push(uid);
  }
  return picked;
}

/** The mails with these UIDs, newest first. One that was expunged meanwhile is left out. */
export async function fetchMails(client: ImapFlow, uids: number[], cursor: MailCursor): Promise<Raw[]> {
  if (uids.length === 0) return [];
  const known: Picked[] = [];
  for await (const mail of client.fetch(uids, { uid: true, size: true, internalDate: true }, { uid: true }))
    known.push({ uid: mail.uid, size: mail.size ?? 0, internalDate: dateOf(mail.internalDate) });
  const raws: Raw[] = [];
  for (const mail of known.sort((a, b) => b.uid - a.uid)) {
    const raw = mail.size > LARGEST_MAIL ? await fetchPart(client, mail) : await fetchWhole(client, mail);
    if (!raw) continue;
    const { path, validity } = cursor;
    const place = { path, validity, uid: mail.uid, size: mail.size, received: mail.internalDate };
    raws.push(rawOf(raw.source, { ...place, ...(raw.left ? { left: raw.left } : {}) }));
  }
  return raws;
}

interface Fetched {
  source: Uint8Array;
  /** What was left on the server, when the mail is too large. */
  left?: JsonObject[];
}

async function fetchWhole(client: ImapFlow, { uid }: Picked): Promise<Fetched | undefined> {
  const mail = (await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true })) || undefined;
  return mail?.source ? { source: mail.source } : undefined;
}

/** A mail too large: its header and its first text part, put together as a small mail of the same name. */
async function fetchPart(client: ImapFlow, { uid }: Picked): Promise<Fetched | undefined> {
  const query = { uid: true, headers: true, bodyStructure: true };
  const mail = (await client.fetchOne(String(uid), query, { uid: true })) || undefined;
  if (!mail?.headers) return undefined;
  const parts = leaves(mail.bodyStructure);
  const text = parts.find(
    (part) => /^text\/(plain|html)$/i.test(part.type) && part.disposition !== "attachment",
  );
  const left = parts
    .filter((part) => part !== text)
    .map((part) => ({
      name: part.dispositionParameters?.filename ?? part.parameters?.name ?? "",
      type: part.type,
      bytes: part.size ?? 0,
    }));
  return { source: Buffer.concat([...headerOf(mail, text), await textOf(client, uid, text)]), left };
}

function leaves(part: MessageStructureObject | undefined): MessageStructureObject[] {
  if (!part) return [];
  return part.childNodes?.length ? part.childNodes.flatMap(leaves) : [part];
}

/** The header with the kind of the one part that is there, instead of the kind of the whole. */
function headerOf(mail: FetchMessageObject, text: MessageStructureObject | undefined): Buffer[] {
  const kept = (mail.headers ?? Buffer.alloc(0))
    .toString("latin1")
    .split(/\r?\n(?![ \t])/)
    .filter(
      (line) => line !== "" && !/^(content-type|content-transfer-encoding|mime-version)\s*:/i.test(line),
    );
  const charset = (text?.parameters?.charset ?? "utf-8").replace(/[^\w.:-]/g, "");
  kept.push("MIME-Version: 1.0", `Content-Type: ${text?.type ?? "text/plain"}; charset=${charset}`);
  kept.push(`Content-Transfer-Encoding: ${(text?.encoding ?? "8bit").replace(/[^\w-]/g, "")}`, "", "");
  return [Buffer.from(kept.join("\r\n"), "latin1")];
}

async function textOf(
  client: ImapFlow,
  uid: number,
  text: MessageStructureObject | undefined,
): Promise<Buffer> {
  if (!text) return Buffer.alloc(0);
  const key = text.part ?? "1";
  const query = { uid: true, bodyParts: [{ key, start: 0, maxLength: LARGEST_TEXT }] };
  const mail = (await client.fetchOne(String(uid), query, { uid: true })) || undefined;
  return mail?.bodyParts?.get(key) || Buffer.alloc(0);
}

function dateOf(value: Date | string | undefined): Date {
  const date = new Date(value ?? 0);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
}
