/** E-mail: real dovecot and postfix, the brand's mailbox and somebody who writes to it. */
import { ImapFlow } from "imapflow";
import { simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import { eventually } from "../client.ts";
import { type MailPeer, type MailUser, startMail } from "../peers/mail.ts";
import { connectByForm, reconnectByForm, type Stage } from "./stage.ts";

export interface EmailStage extends Stage {
  peer: MailPeer;
}

export interface ReceivedMail {
  messageId: string;
  subject: string;
  text: string;
  from: string;
  inReplyTo: string | undefined;
  references: string[];
}

/** What a person types to connect a mailbox. The ports can be a proxy's. */
export const mailForm = (
  peer: Pick<MailPeer, "imap" | "smtp">,
  user: MailUser,
  name: string,
): Record<string, string> => ({
  address: user.address,
  password: user.password,
  name,
  imapHost: peer.imap.host,
  imapPort: String(peer.imap.port),
  imapSecurity: "none",
  smtpHost: peer.smtp.host,
  smtpPort: String(peer.smtp.port),
  smtpSecurity: "none",
  settle: "0",
});

/** All mails of a mailbox, read with a client of its own. */
export async function mailsOf(peer: MailPeer, user: MailUser, folder = "INBOX"): Promise<ReceivedMail[]> {
  const auth = { user: user.address, pass: user.password };
  const client = new ImapFlow({ ...peer.imap, secure: false, doSTARTTLS: false, auth, logger: false });
  await client.connect();
  try {
    const mailbox = await client.mailboxOpen(folder, { readOnly: true });
    const mails: ReceivedMail[] = [];
    if (mailbox.exists > 0)
      for await (const { source } of client.fetch("1:*", { uid: true, source: true })) {
        const mail = await simpleParser(source ?? Buffer.alloc(0));
        const references = [mail.references ?? []].flat();
        mails.push({
          messageId: mail.messageId ?? "",
          subject: mail.subject ?? "",
          text: mail.text ?? "",
          from: mail.from?.text ?? "",
          inReplyTo: mail.inReplyTo,
          references,
        });
      }
    return mails;
  } finally {
    await client.logout();
  }
}

/** A mail program of one person. */
export const writerOf = (peer: MailPeer, user: MailUser) =>
  createTransport({
    ...peer.smtp,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
    maxMessages: Number.POSITIVE_INFINITY,
    auth: { user: user.address, pass: user.password },
  });

export async function startEmailStage(): Promise<EmailStage> {
  const peer = await startMail();
  const closing: Array<() => void> = [];
  // Dovecot reads its list of users once a second at most: all are made before the first login.
  const pool = Array.from({ length: 12 }, (_, n) => ({
    ours: peer.addUser(`hola${n}`),
    theirs: peer.addUser(`amara${n}`),
  }));
  return {
    network: "email",
    peer,
    async stop() {
      for (const close of closing) close();
      await peer.stop();
    },
    async brand() {
      const pair = pool.shift();
      if (!pair) throw new Error("no mailbox is left");
      const { ours, theirs } = pair;
      const transport = writerOf(peer, theirs);
      closing.push(() => transport.close());
      const from = { name: "Amara Okafor", address: theirs.address };
      let password = ours.password;
      const form = () => mailForm(peer, { ...ours, password }, "Brisa");
      const received = async (text: string) =>
        (await mailsOf(peer, theirs)).filter((mail) => mail.text.includes(text));
      return {
        handle: ours.address,
        connect: (client, more) => connectByForm(client, "email", form(), more?.deskId),
        async revoke() {
          password = `${ours.password}, changed`;
          peer.changePassword(ours, password);
        },
        reconnect: (client, id) => reconnectByForm(client, id, form()),
        async says(text, more = {}) {
          const sent = await transport.sendMail({
            from,
            to: ours.address,
            subject: more.subject ?? "A question",
            text,
            ...(more.html ? { html: more.html } : {}),
          });
          return { externalId: sent.messageId, text };
        },
        standing: async (text) => (await received(text)).map(({ messageId }) => ({ externalId: messageId })),
        async answers(brandText, text) {
          const [mail] = await eventually(async () => {
            const found = await received(brandText);
            return found.length > 0 && found;
          }, `the answer "${brandText}" lies in the other party's mailbox`);
          if (!mail) throw new Error("unreachable");
          const quoted = mail.text
            .split("\n")
            .map((line) => `> ${line}`)
            .join("\n");
          const sent = await transport.sendMail({
            from,
            to: ours.address,
            subject: mail.subject.startsWith("Re: ") ? mail.subject : `Re: ${mail.subject}`,
            inReplyTo: mail.messageId,
            references: [...mail.references, mail.messageId],
            text: `${text}\n\nOn Monday, ${mail.from} wrote:\n${quoted}\n`,
          });
          return { externalId: sent.messageId, text };
        },
      };
    },
  };
}
