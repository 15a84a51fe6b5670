/**
 * Files the copies of our own mails. Every answer is delivered to our own address too, as proof that it went out; once
 * INBOX has been read, the copy has told all it had to tell, and would only lie unread before the people who use the
 * mailbox. It becomes the mail in Sent, or leaves when the mail is there already. Nothing else is ever touched.
 */
import type { ImapFlow } from "imapflow";
import type { Account, Raw, Session } from "../connector.ts";
import { authorOf } from "./addresses.ts";
import { BULLETIN_FIELD } from "./bulletin.ts";
import { KEY_PREFIX } from "./compose.ts";
import { specialFolder } from "./mailboxes.ts";
import { bareId } from "./message-id.ts";
import { readSettings } from "./settings.ts";
import { fieldsOf } from "./source.ts";

/** Best effort: what fails now is left in INBOX, where it harms nobody. Afterwards no mailbox is open for reading. */
export async function fileCopies(
  client: ImapFlow,
  arrivals: readonly Raw[],
  session: Session,
): Promise<void> {
  const copies = arrivals.filter((raw) => isOwnCopy(raw, session.account));
  if (copies.length === 0 || readSettings(session.settings).keepCopies) return;
  try {
    const sent = await specialFolder(client, "\\Sent");
    if (sent === undefined) return;
    const filed = await filedIn(client, sent, copies);
    await client.mailboxOpen("INBOX");
    for (const copy of copies) {
      const uid = String(copy.payload.uid);
      await client.messageFlagsAdd(uid, ["\\Seen"], { uid: true });
      if (!filed.has(copy)) await client.messageMove(uid, sent, { uid: true });
      // Without UIDPLUS, expunging one mail would expunge all that other programs have marked.
      else if (client.capabilities.has("UIDPLUS")) await client.messageDelete(uid, { uid: true });
    }
  } catch {
    // The connection ended: the page has been read, and that is what matters.
  }
}

async function filedIn(client: ImapFlow, sent: string, copies: readonly Raw[]): Promise<Set<Raw>> {
  const filed = new Set<Raw>();
  await client.mailboxOpen(sent, { readOnly: true });
  for (const copy of copies) {
    const header = { "Message-ID": bareId(String(copy.payload.messageId)) };
    const found = await client.search({ header }, { uid: true });
    if (Array.isArray(found) && found.length > 0) filed.add(copy);
  }
  return filed;
}

/** From us, and under a name that only we make. */
function isOwnCopy(raw: Raw, account: Account): boolean {
  const { id, headers } = raw.payload;
  return isOwnName(String(id)) && authorOf(fieldsOf(headers)).externalId === account.externalId;
}

/** A copy of a bulletin's mail to one subscriber. */
export const isBulletinCopy = (raw: Raw, account: Account): boolean =>
  isOwnCopy(raw, account) && fieldsOf(raw.payload.headers).has(BULLETIN_FIELD);

/** Whether a Message-ID is one that a delivery of ours was given. */
export function isOwnName(id: string): boolean {
  return id.startsWith(`<${KEY_PREFIX}`) && /^<rapport\.[\da-f-]{36}@[^@\s]+>$/.test(id);
}
