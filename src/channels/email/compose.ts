/** Writes the mail that an act is: whom it goes to, where it stands in its thread, and its bytes. */
import MailComposer from "nodemailer/lib/mail-composer";
import { fail, type JsonObject, ok, type Result } from "../../kernel/result.ts";
import type { Account, Act, Fault, Target, Words } from "../connector.ts";
import { addressesOf } from "./addresses.ts";
import { automaticOf, isNullPath } from "./automatic.ts";
import { domainOf } from "./settings.ts";
import { fieldsOf } from "./source.ts";

export interface Composed {
  messageId: string;
  /** Everybody it is delivered to, ourselves not among them. */
  to: string[];
  source: Buffer;
}

/** How every key begins, so that our own mails are known by their names. */
export const KEY_PREFIX = "rapport.";

/** The name of the mail that a key stands for. The key's part is never used again, so the name is unique. */
export function messageIdOf(key: string, account: Account): string {
  return `<${key}@${domainOf(account.externalId)}>`;
}

/** Composes an answer. `refused` when there is nobody who may be answered. */
export async function compose(
  act: Act,
  account: Account,
  options: { key: string; now: Date; replyAll: boolean },
): Promise<Result<Composed, Fault>> {
  if (act.kind !== "reply" || !act.target)
    return refuse({
      en: "Only answers can be sent from a mailbox.",
      es: "Desde un buzón solo se pueden enviar respuestas.",
    });
  const forbidden = whyNot(act.target);
  if (forbidden) return refuse(forbidden);
  const { to, cc } = recipientsOf(act.target, account, options.replyAll);
  if (to.length === 0)
    return refuse({
      en: "The mail names nobody who could be answered.",
      es: "El correo no nombra a nadie a quien se pueda responder.",
    });
  const messageId = messageIdOf(options.key, account);
  const mail = new MailComposer({
    messageId,
    date: options.now,
    from: { name: speakerOf(act, account), address: account.externalId },
    to,
    cc,
    subject: answerSubject(act.subject ?? act.target.subject ?? ""),
    ...threadOf(act.target),
    text: act.text,
    html: htmlOf(act),
    attachments: act.media.map((media) => ({
      filename: media.name,
      content: Buffer.from(media.bytes),
      contentType: media.type,
    })),
    // Seven-bit all through: no server on the way re-encodes it, so every copy has the same body.
    textEncoding: "quoted-printable",
    xMailer: false,
    newline: "\r\n",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const source = await mail.compile().build();
  return ok({ messageId, to: [...to, ...cc].map((one) => one.address), source });
}

function refuse(message: Words): Result<never, Fault> {
  return fail({ tag: "refused", message });
}

/** Machines are never answered: two of them can write to each other for ever (RFC 3834, 2). */
function whyNot(target: Target): Words | undefined {
  const fields = fieldsOf(target.payload.headers);
  if (isNullPath(fields))
    return {
      en: "This mail came with a null return path: it must not be answered.",
      es: "Este correo llegó sin dirección de retorno: no se debe responder.",
    };
  switch (automaticOf(fields, target.subject ?? "")) {
    case "bounce":
      return {
        en: "This is a delivery report of a mail system: there is nobody who would read an answer.",
        es: "Es un informe de entrega de un sistema de correo: nadie leería una respuesta.",
      };
    case "auto-reply":
      return {
        en: "This mail was sent by a machine: there is nobody who would read an answer.",
        es: "Este correo lo envió una máquina: nadie leería una respuesta.",
      };
    default:
      return undefined;
  }
}

interface Recipient {
  name: string;
  address: string;
}

/** To whom an answer goes: Reply-To, else the author; after a mail of our own, to those it went to. */
export function recipientsOf(
  target: Target,
  account: Account,
  replyAll: boolean,
): { to: Recipient[]; cc: Recipient[] } {
  const fields = fieldsOf(target.payload.headers);
  const own = target.author.externalId === account.externalId;
  const other = (one: Recipient) => one.address.toLowerCase() !== account.externalId;
  const author = { name: target.author.name, address: target.author.handle };
  const replyTo = addressesOf(fields, "reply-to").filter(other);
  const named = own ? addressesOf(fields, "to").filter(other) : replyTo.length > 0 ? replyTo : [author];
  const to = unique(named.filter((one) => one.address.includes("@")));
  if (!replyAll) return { to, cc: [] };
  const everybody = unique([...addressesOf(fields, "to"), ...addressesOf(fields, "cc")].filter(other));
  const taken = new Set(to.map((one) => one.address.toLowerCase()));
  return { to, cc: everybody.filter((one) => !taken.has(one.address.toLowerCase())) };
}

/** See `Connector.recipients`. */
export function recipients(target: Target, account: Account, settings: JsonObject): string[] {
  const { to, cc } = recipientsOf(target, account, settings.replyAll === true);
  return [...to, ...cc].map((one) => one.address);
}

function unique(list: Recipient[]): Recipient[] {
  return [...new Map(list.map((one) => [one.address.toLowerCase(), one])).values()];
}

/** "Ana · Casa Verde": a human first, and for whom she speaks. */
function speakerOf(act: Act, account: Account): string {
  const names = [act.speaker.name.trim(), account.name.trim()];
  const said = names.filter((name) => name && name !== account.externalId);
  return [...new Set(said)].join(" · ");
}

/** "Re: " in whatever language and however often, once and in the form that every program knows. */
export function answerSubject(subject: string): string {
  const prefix =
    /^\s*(?:re|aw|antw|sv|vs|rép|rép|resp|res|ref|rif|odp|ynt|回复|答复|回覆)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*/iu;
  let bare = subject.replace(/\s+/g, " ").trim();
  while (prefix.test(bare)) bare = bare.replace(prefix, "");
  return `Re: ${bare}`.trim();
}

/** RFC 5322, 3.6.4. A very long chain keeps its root and its newest links, as RFC 5537, 3.4.4 does. */
function threadOf(target: Target): { inReplyTo?: string; references?: string[] } {
  if (!target.externalId.startsWith("<")) return {};
  const chain = [...target.ancestors, target.externalId].filter((id) => id.startsWith("<"));
  const references = [...new Set(chain.filter((id) => id !== target.externalId)), target.externalId];
  const kept = references.length > 21 ? [...references.slice(0, 1), ...references.slice(-20)] : references;
  return { inReplyTo: target.externalId, references: kept };
}

/** The same words for readers who show HTML: paragraphs and lines, nothing else. */
function htmlOf(act: Act): string {
  const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const paragraphs = act.text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escaped(paragraph).replace(/\n/g, "<br>\r\n")}</p>`);
  const lang = act.language ? ` lang="${escaped(act.language)}"` : "";
  return `<!doctype html>\r\n<html${lang}><head><meta charset="utf-8"></head><body>\r\n${paragraphs.join("\r\n")}\r\n</body></html>\r\n`;
}
