import { mailForm, mailsOf, writerOf } from "../networks/email.ts";
import { connectByForm } from "../networks/stage.ts";
import { startMail } from "../peers/mail.ts";
import { startTcpProxy } from "../peers/tcp-proxy.ts";
import type { FaultNetwork, FaultOptions } from "./network.ts";
import { pick, sentence } from "./words.ts";

/** Four people write to the brand's mailbox, and answer each other's threads. */
export async function emailFaults({ random, proxy }: FaultOptions): Promise<FaultNetwork> {
  const peer = await startMail();
  const ours = peer.addUser("hola");
  const people = ["nuria", "theo", "amara", "diego"].map((name) => peer.addUser(name));
  const writers = people.map((user) => ({ user, transport: writerOf(peer, user) }));
  const imap = proxy ? await startTcpProxy(peer.imap) : undefined;
  const smtp = proxy ? await startTcpProxy(peer.smtp) : undefined;
  const sent: Array<{ id: string; subject: string }> = [];
  const rules: { struck(): number }[] = [];
  return {
    name: "email",
    connect: (client) =>
      connectByForm(
        client,
        "email",
        mailForm({ imap: imap ?? peer.imap, smtp: smtp ?? peer.smtp }, ours, "Brisa"),
      ),
    async speak() {
      const { user, transport } = pick(random, writers);
      const answered = sent.length > 3 && random() < 0.4 ? pick(random, sent.slice(-20)) : undefined;
      const subject = answered ? `Re: ${answered.subject}` : sentence(random, "pan").slice(0, 40);
      const mail = await transport.sendMail({
        from: user.address,
        to: ours.address,
        subject,
        text: sentence(random, "pan"),
        ...(answered ? { inReplyTo: answered.id, references: [answered.id] } : {}),
      });
      sent.push({ id: mail.messageId, subject: answered?.subject ?? subject });
    },
    spoken: async () => (await mailsOf(peer, ours)).map(({ messageId }) => messageId),
    async brandSaid() {
      const all = await Promise.all(people.map((user) => mailsOf(peer, user)));
      return all
        .flat()
        .map(({ messageId, text, inReplyTo }) => ({ externalId: messageId, text, parentId: inReplyTo }));
    },
    breakOne(chance, what) {
      // The end of DATA reaches postfix, and its word that the mail is taken is lost.
      if (what === "reply" && smtp)
        rules.push(smtp.cutAfter({ from: "client", pattern: /\r\n\.\r\n$/, cut: "answer" }));
      if (what === "ingest" && imap)
        rules.push(
          imap.cutAfter({ from: "server", bytes: 200 + Math.floor(chance() * 4000), reset: chance() < 0.5 }),
        );
    },
    broken: () => rules.reduce((sum, rule) => sum + rule.struck(), 0),
    log: () => peer.log(),
    async stop() {
      for (const { transport } of writers) transport.close();
      await imap?.stop();
      await smtp?.stop();
      await peer.stop();
    },
  };
}
