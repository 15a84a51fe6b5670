/** Fills a real mailbox with the demonstration's letters, sent by SMTP as everybody sends them. */
import { createTransport } from "nodemailer";
import { mailForm, mailsOf, type ReceivedMail } from "../../test/networks/email.ts";
import type { MailPeer, MailUser } from "../../test/peers/mail.ts";
import { brand } from "../../test/world.ts";
import { drawDentedBox } from "./draw.ts";
import { type Letter, letters, mailbox } from "./letters.ts";

export interface MailCommunity {
  /** What the owner types to connect the mailbox. */
  form: Record<string, string>;
  /** Message-IDs by subject. */
  ids: Map<string, string>;
  send(letter: Letter, headers?: { inReplyTo: string; references: string[] }): Promise<void>;
  /** What lies in the mailbox of somebody of the community. */
  received(address: string): Promise<ReceivedMail[]>;
}

export async function fillMail(peer: MailPeer): Promise<MailCommunity> {
  const ours = peer.addUser(mailbox);
  const users = new Map<string, MailUser>();
  for (const { from } of letters)
    if (!users.has(from.address)) users.set(from.address, peer.addUser(from.address));
  const ids = new Map<string, string>();
  const userOf = (address: string): MailUser => {
    const user = users.get(address);
    if (!user) throw new Error(`nobody has the address ${address}`);
    return user;
  };
  const community: MailCommunity = {
    form: mailForm(peer, ours, brand.name),
    ids,
    async send(letter, thread) {
      const user = userOf(letter.from.address);
      const transport = createTransport({
        ...peer.smtp,
        ignoreTLS: true,
        auth: { user: user.address, pass: user.password },
      });
      const sent = await transport.sendMail({
        from: letter.from,
        to: mailbox,
        subject: letter.subject,
        text: letter.text,
        date: new Date(Date.now() - letter.ago * 60_000),
        attachments: await attachmentsOf(letter),
        ...(letter.html ? { html: letter.html } : {}),
        ...(letter.headers ? { headers: letter.headers } : {}),
        ...thread,
      });
      transport.close();
      ids.set(letter.subject, sent.messageId);
    },
    received: (address) => mailsOf(peer, userOf(address)),
  };
  // Dovecot reads its list of users once a second at most.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  for (const letter of letters) await community.send(letter);
  return community;
}

async function attachmentsOf({ attach }: Letter) {
  switch (attach) {
    case "canteen-list":
      return [
        { filename: "a-week-of-bread.csv", content: "day,loaves\nMon,8\nTue,4\nWed,6\nThu,4\nFri,8\n" },
      ];
    case "dented-box":
      return [{ filename: "caja.png", content: await drawDentedBox() }];
    case "curriculum":
      return [
        {
          filename: "curriculum-samuel-ortega.txt",
          content:
            "Samuel Ortega\nCamarero, 2023–2026\nPan en casa, todas las noches\nCarné de manipulador de alimentos\n",
        },
      ];
    default:
      return [];
  }
}
