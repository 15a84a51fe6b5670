/** What is attached to a mail, and its bytes on demand. */
import type { Attachment as MailPart, ParsedMail } from "mailparser";
import type { Attachment, Raw } from "../connector.ts";
import { type Left, parseMail } from "./parse.ts";

/** Every attachment, in the mail's order; pictures that stand in its HTML too. Parts of a delivery report are none. */
export function attachmentsOf(mail: ParsedMail, left: Left[]): Attachment[] {
  const here = mail.attachments.map((part, index) => ({
    kind: kindOf(part.contentType),
    part: partOf(part, index),
    name: nameOf(part, index),
    type: part.contentType,
    bytes: part.size,
  }));
  return [...here, ...left.map((part) => ({ kind: kindOf(part.type), ...part }))];
}

/** The bytes of one attachment; undefined when the mail has no such part. */
export async function open(
  raw: Raw,
  part: string,
): Promise<{ bytes: Uint8Array; type: string; name: string } | undefined> {
  if (!raw.body) return undefined;
  const mail = await parseMail(raw.body);
  const index = mail.attachments.findIndex((one, at) => partOf(one, at) === part);
  const found = mail.attachments[index];
  return found && { bytes: found.content, type: found.contentType, name: nameOf(found, index) };
}

/** IMAP's number of the part; a mail that is nothing but an attachment has none. */
function partOf(part: MailPart, index: number): string {
  return part.partId ?? `only-${index}`;
}

function kindOf(type: string): Attachment["kind"] {
  const [main] = type.toLowerCase().split("/");
  // A vector picture is a program: it is a file to save, never something to show.
  if (type.toLowerCase() === "image/svg+xml") return "file";
  return main === "image" || main === "video" || main === "audio" ? main : "file";
}

const EXTENSIONS: Record<string, string> = {
  "message/rfc822": "eml",
  "text/calendar": "ics",
  "text/rfc822-headers": "txt",
  "message/delivery-status": "txt",
  "image/jpeg": "jpg",
};

/** A name without a path: the sender's word is never trusted with folders. */
function nameOf(part: MailPart, index: number): string {
  const own = (part.filename ?? "")
    .replace(/^.*[\\/]/s, "")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim();
  if (own && !/^\.+$/.test(own)) return own.slice(0, 200);
  const extension =
    EXTENSIONS[part.contentType] ?? part.contentType.split("/")[1]?.replace(/[^\w]/g, "") ?? "bin";
  return `part-${index + 1}.${extension}`;
}
