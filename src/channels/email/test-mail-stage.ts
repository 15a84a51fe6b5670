/** A real mail server with our mailbox and another party's, for the tests of this folder. */

import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ImapFlow } from "imapflow";
import { createTransport, type Transporter } from "nodemailer";
import { type MailPeer, type MailUser, startMail } from "../../../test/peers/mail.ts";
import { createOutbound, type OutboundWays } from "../../kernel/outbound.ts";
import type { Session } from "../connector.ts";
import { email } from "./index.ts";
import { normaliseId } from "./message-id.ts";
import { parseMail } from "./parse.ts";

export interface MailStage {
  peer: MailPeer;
  ways: OutboundWays;
  ours: MailUser;
  theirs: MailUser;
  /** More mailboxes of ours. Made before the first login: dovecot reads its list of users once a second at most. */
  others: MailUser[];
  /** What a person types to connect `user`. */
  form(user: MailUser): Record<string, string>;
  /** A session as the product makes it after connecting. */
  connect(user?: MailUser): Promise<Session>;
  /** Sends a mail from the other party to us; answers with its Message-ID. */
  write(mail: Parameters<Transporter["sendMail"]>[0]): Promise<string>;
  /** The texts of all mails in a mailbox's folder. */
  texts(user: MailUser, folder?: string): Promise<string[]>;
  imap<T>(user: MailUser, work: (client: ImapFlow) => Promise<T>): Promise<T>;
  /** Gives INBOX new numbers (UIDVALIDITY), as a move to another server does; `empty`: and loses its mails. */
  renumber(user: MailUser, how: { empty: boolean }): Promise<void>;
  /** Waits until postfix has delivered all that it took. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export async function startMailStage(): Promise<MailStage> {
  const peer = await startMail();
  const ways = createOutbound({ allow: ["127.0.0.1"] });
  const ours = peer.addUser("alice");
  const theirs = peer.addUser("bob");
  const others = Array.from({ length: 30 }, (_, index) => peer.addUser(`user${index}`));
  const transport = createTransport({
    ...peer.smtp,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
    auth: { user: theirs.address, pass: theirs.password },
  });
  const stage: MailStage = {
    peer,
    ways,
    ours,
    theirs,
    others,
    form: (user) => ({
      address: user.address,
      password: user.password,
      name: "Casa Verde",
      imapHost: peer.imap.host,
      imapPort: String(peer.imap.port),
      imapSecurity: "none",
      smtpHost: peer.smtp.host,
      smtpPort: String(peer.smtp.port),
      smtpSecurity: "none",
      settle: "0",
    }),
    async connect(user = ours) {
      const { fetch, socket } = ways;
      const visitor = { fetch, socket, signal: new AbortController().signal, now: () => new Date() };
      const connected = await email.begin(visitor, stage.form(user), "");
      if (!connected.ok) throw new Error(JSON.stringify(connected.fault));
      if (connected.value.step !== "connected") throw new Error("a mailbox redirects nobody");
      const { account, credentials, settings } = connected.value;
      return { ...visitor, account, credentials, settings };
    },
    async write(mail) {
      const from = { name: "Bob Ünï", address: theirs.address };
      const sent = await transport.sendMail({ from, to: ours.address, subject: "A question", ...mail });
      return normaliseId(sent.messageId) ?? "";
    },
    async texts(user, folder = "INBOX") {
      return stage.imap(user, async (client) => {
        const mailbox = await client.mailboxOpen(folder, { readOnly: true });
        if (mailbox.exists === 0) return [];
        const texts: string[] = [];
        for await (const mail of client.fetch("1:*", { uid: true, source: true }))
          texts.push((await parseMail(mail.source ?? Buffer.alloc(0))).text ?? "");
        return texts;
      });
    },
    async imap(user, work) {
      const auth = { user: user.address, pass: user.password };
      const client = new ImapFlow({ ...peer.imap, secure: false, doSTARTTLS: false, auth, logger: false });
      await client.connect();
      try {
        return await work(client);
      } finally {
        await client.logout();
      }
    },
    async renumber(user, { empty }) {
      const box = join(boxesOf(peer.imap.port), user.address);
      // Dovecot makes new numbers when its list of them is gone; they are seconds, and must not be the same again.
      for (const name of readdirSync(box)) if (name.startsWith("dovecot")) rmSync(join(box, name));
      for (const name of empty ? ["cur", "new"] : [])
        for (const mail of readdirSync(join(box, name))) rmSync(join(box, name, mail));
      await new Promise((resolve) => setTimeout(resolve, 1_100));
    },
    async settle() {
      let quiet = 0;
      for (let round = 0; round < 400; round += 1) {
        quiet = waiting(peer.log()) === 0 ? quiet + 1 : 0;
        // A mail is in the log a moment after its sender was told that it was taken.
        if (quiet === 3) return;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`postfix does not deliver: ${peer.log().slice(-1_000)}`);
    },
    async stop() {
      transport.close();
      await ways.close();
      await peer.stop();
    },
  };
  return stage;
}

/** Where this dovecot keeps its mailboxes: the peer does not tell, and its configuration names the port. */
function boxesOf(port: number): string {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith("rapport-dovecot-"));
  const own = folders.find((name) => {
    const config = join(tmpdir(), name, "dovecot.conf");
    return existsSync(config) && readFileSync(config, "utf8").includes(String(port));
  });
  if (!own) throw new Error("dovecot's folder is not where it was made");
  return join(tmpdir(), own, "boxes");
}

/** How many mails postfix has taken and not yet delivered, by its own log. */
function waiting(log: string): number {
  const ids = (pattern: RegExp) => new Set([...log.matchAll(pattern)].map((found) => found[1]));
  const taken = ids(/postfix\/qmgr\[\d+\]: ([0-9A-F]+): from=/g);
  const gone = ids(/postfix\/qmgr\[\d+\]: ([0-9A-F]+): removed/g);
  return [...taken].filter((id) => !gone.has(id)).length;
}
