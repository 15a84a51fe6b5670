/**
 * Tells apart mails that carry one Message-ID and say different things: a faulty program, or somebody who wants his mail
 * to take the place of another. The one that came first keeps the name; the others get one made of what they say.
 */
import type { ImapFlow } from "imapflow";
import type { Account, Raw } from "../connector.ts";
import { authorOf } from "./addresses.ts";
import { isOwnName } from "./copies.ts";
import { bareId, normaliseId } from "./message-id.ts";
import { fieldsOf, firstField, readFields, sourceHash, splitSource } from "./source.ts";

/** How far back a mailbox is searched for the same name, and for how many names at once. */
const FAR = 20_000;
const AT_ONCE = 25;

/** The page with every mail under a name of its own. */
export async function tellApart(client: ImapFlow, raws: Raw[], account: Account): Promise<Raw[]> {
  const older = await namesakesBefore(client, raws);
  const firsts = new Map<string, Raw>();
  for (const raw of [...raws].sort((a, b) => uidOf(a) - uidOf(b)))
    if (!firsts.has(idOf(raw))) firsts.set(idOf(raw), raw);
  return raws.map((raw) => {
    const hash = hashOf(raw);
    const first = firsts.get(idOf(raw));
    const taken = (older.get(idOf(raw)) ?? []).some((one) => one.uid < uidOf(raw) && one.hash !== hash);
    const second = first !== undefined && first !== raw && hashOf(first) !== hash;
    return taken || second || isForged(raw, account) ? rename(raw, hash) : raw;
  });
}

/** A mail of somebody else's under a name that only we make. */
function isForged(raw: Raw, account: Account): boolean {
  return isOwnName(idOf(raw)) && authorOf(fieldsOf(raw.payload.headers)).externalId !== account.externalId;
}

function rename(raw: Raw, hash: string): Raw {
  return { ...raw, payload: { ...raw.payload, id: `${idOf(raw)} ${hash}` } };
}

const idOf = (raw: Raw): string => String(raw.payload.id);
const uidOf = (raw: Raw): number => Number(raw.payload.uid);
const hashOf = (raw: Raw): string => sourceHash(raw.body ?? new Uint8Array());

/** Mails of the open mailbox that are not on this page and carry one of its names. */
async function namesakesBefore(
  client: ImapFlow,
  raws: Raw[],
): Promise<Map<string, Array<{ uid: number; hash: string }>>> {
  const found = new Map<string, Array<{ uid: number; hash: string }>>();
  const uids = raws.map(uidOf);
  const named = raws.filter((raw) => typeof raw.payload.messageId === "string");
  const range = `${Math.max(1, Math.min(...uids) - FAR)}:${Math.max(...uids)}`;
  for (let start = 0; start < named.length; start += AT_ONCE) {
    const headers = named
      .slice(start, start + AT_ONCE)
      .map((raw) => ({ header: { "Message-ID": bareId(idOf(raw)) } }));
    const [only] = headers;
    const query = headers.length === 1 && only ? only : { or: headers };
    const hits = await client.search({ uid: range, ...query }, { uid: true });
    const others = (Array.isArray(hits) ? hits : []).filter((uid) => !uids.includes(uid));
    for (const uid of others.slice(0, AT_ONCE)) {
      const mail = (await client.fetchOne(String(uid), { source: true }, { uid: true })) || undefined;
      if (!mail?.source) continue;
      const id = normaliseId(firstField(readFields(splitSource(mail.source).head), "message-id"));
      if (id) found.set(id, [...(found.get(id) ?? []), { uid, hash: sourceHash(mail.source) }]);
    }
  }
  return found;
}
