/** Which folders of a mailbox are read: INBOX, and the folder in which mail clients keep what was sent. */
import type { ImapFlow } from "imapflow";

/** The streams of an e-mail channel. */
export type MailStream = "inbox" | "sent";

/**
 * The path of the folder behind a stream; undefined when the account has none. "Sent" is found by its special use
 * (RFC 6154) or, on servers without it, by the names that mail clients give it in many languages.
 */
export async function mailboxPath(client: ImapFlow, stream: MailStream): Promise<string | undefined> {
  return stream === "inbox" ? "INBOX" : specialFolder(client, "\\Sent");
}

/** The path of the folder with this special use, such as `\Sent`. */
export async function specialFolder(client: ImapFlow, use: string): Promise<string | undefined> {
  const folders = await client.list({ listOnly: true });
  return folders.find((folder) => folder.specialUse === use && !folder.flags.has("\\Noselect"))?.path;
}
