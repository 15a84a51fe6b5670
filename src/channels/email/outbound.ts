/**
 * Sends an answer once. Proof: `findable`. Every mail is also delivered to our own address, under a name made before
 * the first attempt; a server takes a mail for all of its recipients or for none, so that copy is the server's own
 * word that it took the mail. Why this and not the Sent folder: `docs/decisions/email-proof.md`.
 */
import { randomUUID } from "node:crypto";
import type { ImapFlow } from "imapflow";
import { now } from "../../kernel/clock.ts";
import { fail, ok } from "../../kernel/result.ts";
import type { Act, Fault, Outbound, Outcome, Receipt, Session } from "../connector.ts";
import { openBulletin } from "./bulletin.ts";
import { compose, KEY_PREFIX, messageIdOf } from "./compose.ts";
import { imapTarget, withImap } from "./imap.ts";
import { placesOfProof, specialFolder } from "./mailboxes.ts";
import { bareId } from "./message-id.ts";
import { readSettings } from "./settings.ts";
import { smtpTarget, submit } from "./smtp.ts";

export const outbound: Outbound = {
  proof: "findable",
  key: () => `${KEY_PREFIX}${randomUUID()}`,
  send,
  find,
  toEach: openBulletin,
};

async function send(session: Session, act: Act, key: string): Outcome<Receipt> {
  const { replyAll } = readSettings(session.settings);
  const composed = await compose(act, session.account, { key, now: session.now(), replyAll });
  if (!composed.ok) return composed;
  const { messageId, to, source } = composed.value;
  const taken = await submit(smtpTarget(session), withSelf(to, session.account.externalId), source);
  if (!taken.ok) return taken;
  const at = session.now();
  // The mail is out. Whatever happens to its place in Sent is no reason to say otherwise.
  const filed = await fileInSent(session, messageId, source, at);
  return ok({ externalId: messageId, at, answer: { response: taken.value, to, filed: filed.ok } });
}

function withSelf(to: string[], address: string): string[] {
  return [...to.filter((one) => one.toLowerCase() !== address), address];
}

/** Puts the mail into Sent, unless the provider has done so by itself. */
async function fileInSent(session: Session, messageId: string, source: Buffer, at: Date): Outcome<undefined> {
  return withImap<undefined>(imapTarget(session), async (client) => {
    const path = await specialFolder(client, "\\Sent");
    if (path === undefined)
      return fail({
        tag: "missing",
        message: { en: "There is no folder for sent mail.", es: "No hay carpeta de enviados." },
      });
    if (await stands(client, path, messageId)) return ok(undefined);
    const appended = await client.append(path, source, ["\\Seen"], at);
    if (!appended)
      return fail({
        tag: "unavailable",
        message: { en: "The sent mail could not be filed.", es: "No se pudo archivar el correo enviado." },
      });
    return ok(undefined);
  });
}

async function find(session: Session, _act: Act, key: string, since: Date): Outcome<Receipt | undefined> {
  const { settle } = readSettings(session.settings);
  const messageId = messageIdOf(key, session.account);
  const found = await withImap<Date | undefined>(imapTarget(session), async (client) => {
    for (const path of await placesOfProof(client)) {
      const at = await stands(client, path, messageId);
      if (at) return ok(at);
    }
    return ok(undefined);
  });
  if (!found.ok) return found;
  if (found.value) {
    const answer = { response: "The copy to our own address has arrived.", filed: true };
    return ok({ externalId: messageId, at: found.value, answer });
  }
  const waited = session.now().getTime() - since.getTime();
  if (waited < settle * 60_000) return fail(stillWaiting(settle));
  return ok(undefined);
}

function stillWaiting(settle: number): Fault {
  const message = {
    en: `The copy to our own address has not arrived; it may take ${settle} minutes until it can be said that the mail was not sent.`,
    es: `La copia a nuestra propia dirección no ha llegado; pueden pasar ${settle} minutos hasta poder decir que el correo no se envió.`,
  };
  return { tag: "unavailable", message };
}

/** When a mail with this name came into a folder; undefined when it is not there. Rejects when it cannot be told. */
async function stands(client: ImapFlow, path: string, messageId: string): Promise<Date | undefined> {
  await client.mailboxOpen(path, { readOnly: true });
  const uids = await client.search({ header: { "Message-ID": bareId(messageId) } }, { uid: true });
  if (!Array.isArray(uids)) throw new Error(`the server does not search in ${path}`);
  const [uid] = uids;
  if (uid === undefined) return undefined;
  const mail =
    (await client.fetchOne(String(uid), { uid: true, internalDate: true }, { uid: true })) || undefined;
  return new Date(mail?.internalDate || now());
}
