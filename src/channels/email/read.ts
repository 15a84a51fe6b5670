/** Turns a mail as it stands on the server into what it says. */
import type { ParsedMail } from "mailparser";
import type { Account, MessageReading, Raw, Reading } from "../connector.ts";
import { authorOf } from "./addresses.ts";
import { attachmentsOf } from "./attachments.ts";
import { type Automatic, automaticOf } from "./automatic.ts";
import { readReport } from "./bounce.ts";
import { type Folded, foldText, tidy } from "./fold.ts";
import { readHtml } from "./html.ts";
import { type Left, parseMail } from "./parse.ts";
import { type Fields, readFields, splitSource } from "./source.ts";
import { placeOf } from "./thread.ts";

export async function read(raw: Raw, account: Account): Promise<Reading[]> {
  if (raw.payload.type !== "email" || !raw.body) return [];
  const fields = readFields(splitSource(raw.body).head);
  const mail = await parseMail(raw.body);
  const externalId = String(raw.payload.id);
  const author = authorOf(fields);
  const own = author.externalId === account.externalId;
  const { automatic, bounceOf } = machineOf(fields, mail);
  const said = sayingOf(mail, left(raw));
  const reading: MessageReading = {
    kind: "message",
    form: "email",
    externalId,
    ...placeOf(fields, externalId),
    author,
    own,
    addressed: !own && automatic === undefined,
    at: momentOf(mail, raw),
    text: said.text,
    visibility: "direct",
    attachments: attachmentsOf(mail, left(raw)),
  };
  if (mail.subject?.trim()) reading.subject = mail.subject.trim().replace(/\s+/g, " ");
  if (said.html) reading.html = said.html;
  if (said.folded) reading.folded = said.folded;
  if (automatic) reading.automatic = automatic;
  if (bounceOf) {
    reading.bounceOf = bounceOf;
    // Most servers name the mail in the report only, and it belongs under that mail all the same.
    reading.parentId ??= bounceOf;
  }
  return [reading];
}

interface Saying extends Folded {
  html?: string;
}

function sayingOf(mail: ParsedMail, leftOut: Left[]): Saying {
  const html = typeof mail.html === "string" ? readHtml(mail.html) : undefined;
  const plain = mail.text?.trim() ? foldText(mail.text) : undefined;
  const said: Saying = plain ?? (html ? foldText(html.text) : { text: "" });
  if (!plain && html?.folded) said.folded = [said.folded, tidy(html.folded)].filter(Boolean).join("\n\n");
  if (html?.richer) said.html = html.html;
  if (leftOut.length > 0) said.text = `${said.text}\n\n${TOO_LARGE}`.trim();
  return said;
}

/** Stands in the message itself, because it is about what the reader does not see. */
const TOO_LARGE =
  "[This mail is too large to be fetched whole; its attachments are in the mailbox. · Este correo es demasiado grande para descargarlo entero; sus adjuntos están en el buzón.]";

/** What was left on the server with a mail that is too large. */
function left(raw: Raw): Left[] {
  return Array.isArray(raw.payload.left) ? (raw.payload.left as unknown as Left[]) : [];
}

/** The moment the author names, or, when it names none or an impossible one, the one at which the server received it. */
function momentOf(mail: ParsedMail, raw: Raw): Date {
  const said = mail.date?.getTime() ?? Number.NaN;
  const day = 86_400_000;
  const possible = said > Date.UTC(1982, 0) && said < raw.at.getTime() + day;
  return Number.isFinite(said) && possible ? new Date(said) : raw.at;
}

function machineOf(fields: Fields, mail: ParsedMail): { automatic?: Automatic; bounceOf?: string } {
  const automatic = automaticOf(fields, mail.subject ?? "");
  if (automatic !== "bounce") return automatic ? { automatic } : {};
  const report = readReport(mail);
  if (!report.failed) return { automatic: "auto-reply" };
  return { automatic, ...(report.of ? { bounceOf: report.of } : {}) };
}
