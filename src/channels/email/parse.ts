/** A mail taken apart, however it was built. */
import { type ParsedMail, simpleParser } from "mailparser";
import { readFields, splitSource } from "./source.ts";

/** A part that was left on the server. */
export interface Left {
  name: string;
  type: string;
  bytes: number;
}

/** The parts of a mail, links and pictures left as they are. Never rejects: what cannot be parsed is shown as text. */
export async function parseMail(source: Uint8Array): Promise<ParsedMail> {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const options = {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
    keepCidLinks: true,
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
    checksumAlgo: false as const,
  };
  try {
    return await simpleParser(bytes, options);
  } catch {
    const { head, body } = splitSource(bytes);
    const bare = Buffer.concat([
      Buffer.from(plainHead(head)),
      Buffer.from("\r\n\r\n"),
      body.subarray(0, 100_000),
    ]);
    return simpleParser(bare, options);
  }
}

/** A header reduced to what names the mail, for one whose structure defeats the parser. */
function plainHead(head: Uint8Array): string {
  const fields = readFields(head.subarray(0, 100_000));
  return ["from", "to", "subject", "date", "message-id", "in-reply-to", "references"]
    .flatMap((name) => (fields.get(name) ?? []).slice(0, 1).map((value) => `${name}: ${value}`))
    .join("\r\n");
}
