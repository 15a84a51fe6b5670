/** The product's own e-mails (invitations, notifications), over the SMTP server that the installation names. */
import { randomUUID } from "node:crypto";
import { createTransport } from "nodemailer";
import type { Config } from "./config.ts";
import { cutOut } from "./log.ts";
import { fail, ok, type Result } from "./result.ts";

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Further headers, such as List-Unsubscribe. */
  headers?: Record<string, string>;
}

export type MailFault =
  /** No connection or no sign-in: nothing was sent. Ask again later. */
  | { tag: "unreachable"; message: string }
  /** The server says no to this mail or address, and will again. */
  | { tag: "refused"; message: string }
  /** The server may have taken it, but did not say so. */
  | { tag: "no-answer"; message: string };

export interface Mailer {
  /** Hands one mail to the server. The value is its Message-ID. */
  send(mail: Mail): Promise<Result<{ messageId: string }, MailFault>>;
  /** Connects and signs in, and sends nothing. */
  check(): Promise<Result<void, MailFault>>;
  close(): void;
}

/** `undefined` when the installation names no server: whoever would send then shows the link instead. */
export function createMailer(config: Pick<Config, "smtpUrl" | "mailFrom" | "origin">): Mailer | undefined {
  const { smtpUrl, mailFrom } = config;
  if (!smtpUrl || !mailFrom) return undefined;
  // One connection for each mail: nodemailer's pool sends a mail again when the connection broke after it was taken.
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // What a template names is never fetched from the disk or the web.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // nodemailer names a connection that breaks in the middle of a mail like one that was never made ("CONN"). It opens
  // the mail's text only when the server has let it in, so from that moment on nothing is sure.
  const begun = new Set<string>();
  transport.use("stream", (mail, done) => {
    const { message } = mail;
    const createReadStream = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      begun.add(message.messageId());
      return createReadStream(options);
    };
    done();
  });
  const domain = new URL(config.origin).hostname;

  return {
    async send({ to, subject, text, html, headers }) {
      const messageId = `<${randomUUID()}@${domain}>`;
      try {
        const sent = await transport.sendMail({
          from: mailFrom,
          to,
          subject,
          text,
          ...(html === undefined ? {} : { html }),
          messageId,
          // RFC 3834: answering machines stay silent.
          headers: { "Auto-Submitted": "auto-generated", ...headers },
        });
        if (sent.accepted.length === 0) return fail({ tag: "refused", message: sent.response });
        return ok({ messageId });
      } catch (error) {
        return fail(explain(error, begun.has(messageId)));
      } finally {
        begun.delete(messageId);
      }
    },
    async check() {
      try {
        await transport.verify();
        return ok(undefined);
      } catch (error) {
        return fail(explain(error, false));
      }
    },
    close: () => transport.close(),
  };
}

function explain(error: unknown, begun: boolean): MailFault {
  if (!(error instanceof Error)) throw error;
  const { code, responseCode } = error as Error & { code?: string; responseCode?: number };
  const message = cutOut(error.message);
  // A wrong password is the installation's matter, not the mail's.
  if (code === "EAUTH") return { tag: "unreachable", message };
  // 5xx is for ever, 4xx is for now (RFC 5321, 4.2.1).
  if (responseCode !== undefined) return { tag: responseCode >= 500 ? "refused" : "unreachable", message };
  if (code === "EENVELOPE") return { tag: "refused", message };
  return { tag: begun ? "no-answer" : "unreachable", message };
}
