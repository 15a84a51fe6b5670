/**
 * A bulletin: one post as a mail to each subscriber by itself. Proof is the same as an answer's: our own address is a
 * recipient of every one, under a name made before the first attempt (`docs/decisions/email-proof.md`).
 */
import MailComposer from "nodemailer/lib/mail-composer";
import { fail, ok } from "../../kernel/result.ts";
import type { Account, Act, Addressee, Letter, Session, SubscriberLine, TurnedAway } from "../connector.ts";
import { bulletinHtml } from "./bulletin-html.ts";
import { messageIdOf } from "./compose.ts";
import { domainOf } from "./settings.ts";
import { type LineFault, openLine, smtpTarget } from "./smtp.ts";

/** By which our own copies of bulletins are known, so that they are filed and never become conversations. */
export const BULLETIN_FIELD = "x-rapport-bulletin";

export function openBulletin(session: Session, act: Act): SubscriberLine {
  const line = openLine(smtpTarget(session));
  const own = session.account.externalId;
  return {
    close: line.close,
    async send(to, key) {
      const { messageId, source } = await composeBulletin(act, session.account, to, key, session.now());
      const everybody = to.address.toLowerCase() === own ? [own] : [to.address, own];
      const given = await line.give(everybody, source);
      if (!given.ok) return fail(turnedAway(given.fault, to) ?? given.fault.fault);
      return ok({ externalId: messageId, at: session.now(), answer: { response: given.value } });
    },
  };
}

/** It is about this subscriber only where the server says so of this subscriber's address. */
function turnedAway({ refusal }: LineFault, to: Addressee): TurnedAway | undefined {
  // 421: the server is about to close, whoever the mail is for.
  if (!refusal || refusal.address !== to.address || refusal.code < 400 || refusal.code === 421)
    return undefined;
  const { code, response } = refusal;
  return {
    tag: "turned-away",
    lasting: code >= 500,
    code: /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0] ?? String(code),
    message: {
      en: `The server does not take it for this address: ${response}`,
      es: `El servidor no lo acepta para esta dirección: ${response}`,
    },
  };
}

/** See `Connector.letter`. */
export function letterOf(act: Act, account: Account, to: Addressee, pictures: readonly string[]): Letter {
  return {
    from: { name: account.name === account.externalId ? "" : account.name, address: account.externalId },
    to: { name: to.name, address: to.address },
    subject: act.subject ?? "",
    text: `${act.text.trim()}\n\n-- \n${[...to.foot, `${to.leave.label}: ${to.leave.page}`].join("\n")}\n`,
    html: bulletinHtml(act, to, pictures),
  };
}

export async function composeBulletin(
  act: Act,
  account: Account,
  to: Addressee,
  key: string,
  now: Date,
): Promise<{ messageId: string; source: Buffer }> {
  const messageId = messageIdOf(key, account);
  const domain = domainOf(account.externalId);
  const cids = act.media.map((_, at) => `${at}.${key}@${domain}`);
  const letter = letterOf(
    act,
    account,
    to,
    cids.map((cid) => `cid:${cid}`),
  );
  const mail = new MailComposer({
    messageId,
    date: now,
    ...letter,
    attachments: act.media.map((media, at) => ({
      filename: media.name,
      content: Buffer.from(media.bytes),
      contentType: media.type,
      ...(media.type.startsWith("image/")
        ? { cid: cids[at] ?? "", contentDisposition: "inline" as const }
        : {}),
    })),
    headers: [
      { key: "List-Unsubscribe", value: `<${to.leave.oneClick}>` },
      // RFC 8058: one POST takes them off, without a page in between.
      { key: "List-Unsubscribe-Post", value: "List-Unsubscribe=One-Click" },
      // RFC 2919.
      { key: "List-Id", value: `<${account.externalId.split("@")[0]?.replace(/[^\w.-]/g, "-")}.${domain}>` },
      // No auto-replies come back to what was sent to many (RFC 3834); old programs read the second.
      { key: "Auto-Submitted", value: "auto-generated" },
      { key: "Precedence", value: "bulk" },
      { key: BULLETIN_FIELD, value: "1" },
    ],
    textEncoding: "quoted-printable",
    xMailer: false,
    newline: "\r\n",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { messageId, source: await mail.compile().build() };
}
