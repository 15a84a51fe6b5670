import { z } from "zod";
import type { Database } from "../kernel/database.ts";
import type { JobKind } from "../kernel/jobs.ts";
import { log } from "../kernel/log.ts";
import type { Mail, Mailer } from "../kernel/mailer.ts";
import { phrase } from "./notification.ts";
import { emailJob, orderEmail } from "./notify.ts";
import { putBack, takeWaiting, type Waiting } from "./waiting.ts";

export const notifyData = z.object({ workspaceId: z.uuid(), userId: z.uuid() });

/** Sends one e-mail with all that waits for a person. */
export const notifyByEmail = (database: Database, mailer: Mailer | undefined, origin: string): JobKind => ({
  name: emailJob,
  folds: true,
  async handle(data) {
    if (!mailer) return;
    const to = notifyData.parse(data);
    const waiting = await takeWaiting(database, to, "email", orderEmail);
    if (!waiting) return;
    const sent = await mailer.send(digest(waiting, origin));
    if (sent.ok) return;
    if (sent.fault.tag === "unreachable") {
      await putBack(database, to.workspaceId, waiting, "email");
      throw new Error(`The mail server: ${sent.fault.message}`);
    }
    // Refused for good, or perhaps taken: the same notification twice is worse than one in the product only.
    log.warn({ fault: sent.fault, userId: to.userId }, "a notification was not sent by e-mail");
  },
});

/** One happening is the subject itself; several are counted there and listed below. */
export function digest({ email, language, workspace, items }: Waiting, origin: string): Mail {
  const spanish = language === "es";
  const lines = items.map(({ kind, data }) => ({
    text: phrase(kind, data, language),
    link: origin + safePath(data.path),
  }));
  const [only] = lines;
  const subject =
    lines.length === 1 && only
      ? only.text
      : spanish
        ? `${lines.length} novedades te esperan en ${workspace}`
        : `${lines.length} things wait for you in ${workspace}`;
  const choices = spanish
    ? `Elige qué te llega, y cómo, en tu perfil: ${origin}`
    : `Choose what reaches you, and how, in your profile: ${origin}`;
  return {
    to: email,
    // A subject is one line, whatever people write.
    subject: subject.replace(/\s+/g, " ").slice(0, 200),
    text: `${lines.map(({ text, link }) => `${text}\n${link}`).join("\n\n")}\n\n— ${workspace}, Rapport\n${choices}\n`,
  };
}

/** Only places in the product: `//host` would lead elsewhere. */
export const safePath = (path: string | undefined): string =>
  path && /^\/(?![/\\])/.test(path) ? path : "/";
