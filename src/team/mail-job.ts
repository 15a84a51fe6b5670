/** E-mails that are ordered in a transaction and sent after it. What they carry (links that open doors) waits sealed. */
import { z } from "zod";
import type { JobKind } from "../kernel/jobs.ts";
import type { KeyRing } from "../kernel/key-ring.ts";
import { log } from "../kernel/log.ts";
import type { Mail, Mailer } from "../kernel/mailer.ts";
import { order } from "../kernel/scope.ts";
import { open, seal } from "../kernel/secrets.ts";

const job = "team-mail";
const mailShape = z.object({ to: z.string(), subject: z.string(), text: z.string() });
const dataShape = z.object({ sealed: z.string() });

/** Orders one mail in the open transaction. */
export function orderMail(keys: KeyRing, mail: z.infer<typeof mailShape>): void {
  order(job, { sealed: seal(keys, mail, job) });
}

export const mailJob = (keys: KeyRing, mailer: Mailer): JobKind => ({
  name: job,
  async handle(data) {
    const opened = open(keys, dataShape.parse(data).sealed, job);
    // The key is gone, and with it the mail: trying again changes nothing.
    if (!opened.ok) return log.error({ fault: opened.fault }, "an e-mail could not be opened");
    await deliver(mailer, mailShape.parse(opened.value));
  },
});

/** Sends it, or throws so that the job is tried again; never when the server may have taken it already. */
export async function deliver(mailer: Mailer, mail: Mail): Promise<void> {
  const sent = await mailer.send(mail);
  if (sent.ok) return;
  if (sent.fault.tag === "unreachable") throw new Error(`The mail server: ${sent.fault.message}`);
  log.warn({ fault: sent.fault }, "an e-mail was not sent");
}
