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
  const folders = await client.list();
  return folders.find((folder) => folder.specialUse === use && !folder.flags.has("\\Noselect"))?.path;
}

/**
 * Where the copy of our own mail may have come to lie: INBOX, or where a person's filter put it. Sent is last: when
 * copies are moved, they are moved there, and a search against that direction could miss one in flight.
 */
export async function placesOfProof(client: ImapFlow): Promise<string[]> {
  const folders = await client.list();
  const uses = ["\\All", "\\Archive", "\\Junk", "\\Trash", "\\Sent"];
  const paths = uses.flatMap((use) =>
    folders
      .filter((folder) => folder.specialUse === use && !folder.flags.has("\\Noselect"))
      .map((one) => one.path),
  );
  return [...new Set(["INBOX", ...paths])];
}
