/** Reads a delivery report: whether it is about a failure, and about which mail. RFC 3462 and 3464. */
import type { ParsedMail } from "mailparser";
import { listIds, normaliseId } from "./message-id.ts";
import { firstField, readFields, splitSource } from "./source.ts";

export interface Report {
  /** False for a notice of delay or of success: then it is no bounce. */
  failed: boolean;
  /** The mail of ours that it is about. */
  of?: string;
}

export function readReport(mail: ParsedMail): Report {
  const parts = mail.attachments;
  const status = parts.find((part) => part.contentType === "message/delivery-status");
  const text = status?.content.toString("latin1") ?? "";
  const actions = [...text.matchAll(/^action:\s*(\w+)/gim)].map((found) => found[1]?.toLowerCase());
  const failed = actions.length === 0 || actions.includes("failed");
  const returned = parts.find((part) =>
    /^(message\/(rfc822|global)|text\/rfc822-headers|message\/rfc822-headers)$/.test(part.contentType),
  );
  const fields = returned ? readFields(splitSource(returned.content).head) : undefined;
  const of =
    normaliseId(fields && firstField(fields, "message-id")) ??
    listIds(mail.inReplyTo)[0] ??
    normaliseId(/^\s*message-id:\s*(<[^>\s]+>)/im.exec(mail.text ?? "")?.[1]) ??
    [mail.references ?? []].flat().flatMap(listIds).at(-1);
  return { failed, ...(of ? { of } : {}) };
}
