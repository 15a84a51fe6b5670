/**
 * Reads a mailbox in passes. A pass goes from the newest mail down, in pages; the next one goes down to where this one
 * began. UIDs only grow within one UIDVALIDITY (RFC 3501, 2.3.1.1), so what lies between is complete.
 *
 * A mail that is expunged keeps its message in Rapport: tidying a mailbox is not the author taking back what was said.
 */
import type { ImapFlow, MailboxObject } from "imapflow";
import { ok } from "../../kernel/result.ts";
import type { Account, Outcome, Page, PullRequest, Raw, Session } from "../connector.ts";
import { fileCopies, isBulletinCopy } from "./copies.ts";
import {
  ANCHORS,
  type Anchor,
  type MailCursor,
  type MailPass,
  nowhere,
  readCursor,
  writeCursor,
} from "./cursor.ts";
import { fetchMails, pickPage } from "./fetch.ts";
import { imapTarget, withImap } from "./imap.ts";
import { type MailStream, mailboxPath } from "./mailboxes.ts";
import { bareId } from "./message-id.ts";
import { tellApart } from "./namesakes.ts";

const DAY = 86_400_000;

export async function pull(session: Session, request: PullRequest): Outcome<Page> {
  const asOf = session.now();
  return withImap<Page>(imapTarget(session), async (client) => {
    const before = readCursor(request.cursor);
    const path = await mailboxPath(client, request.stream as MailStream);
    if (path === undefined) return ok({ arrivals: [], cursor: writeCursor(nowhere(asOf)), done: true, asOf });
    // EXAMINE: the server cannot mark anything as read, whatever is fetched.
    const mailbox = await client.mailboxOpen(path, { readOnly: true });
    const { cursor, gap } = await resume(client, mailbox, before, request, asOf);
    const page = await readPage(client, cursor, session.account);
    if (request.stream === "inbox") await fileCopies(client, page.arrivals, session);
    // A bulletin's copies prove that it went out, one for each subscriber: nobody is to read them as conversations.
    const arrivals = page.arrivals.filter((raw) => !isBulletinCopy(raw, session.account));
    return ok({ ...page, arrivals, ...(gap ? { gap } : {}) });
  });
}

/** The pass to go on with: the interrupted one, or a new one. Declares a gap when mails may have come and gone unseen. */
async function resume(
  client: ImapFlow,
  mailbox: MailboxObject,
  before: MailCursor | undefined,
  request: PullRequest,
  asOf: Date,
): Promise<{ cursor: MailCursor & { pass: MailPass }; gap?: Page["gap"] }> {
  const validity = String(mailbox.uidValidity);
  const newest = mailbox.uidNext - 1;
  const fresh = { asOf: asOf.toISOString(), top: newest, below: newest + 1, done: 0 };
  const known = before?.path === mailbox.path && before.validity === validity && newest >= before.top;
  if (before && known) {
    if (before.pass) return { cursor: { ...before, pass: before.pass } };
    return { cursor: { ...before, pass: { ...fresh, floor: before.top } } };
  }
  const start = { path: mailbox.path, validity, top: 0, anchors: [] };
  const seenUpTo = before?.asOf === undefined ? undefined : new Date(before.asOf);
  // A mailbox made anew is read again as far back as was asked for at first, and at least back to what was complete.
  const since = new Date(Math.min(request.reach.getTime(), (seenUpTo?.getTime() ?? Infinity) - DAY));
  const pass: MailPass = { ...fresh, floor: 0, since: since.toISOString() };
  if (!before?.path || !seenUpTo) pass.most = request.most;
  const cursor = { ...start, ...(before?.asOf ? { asOf: before.asOf } : {}), pass };
  if (!before?.path || !seenUpTo || (await findsAnchor(client, before.anchors))) return { cursor };
  const why = {
    en: "The mailbox was made anew on its server: mails that came and went meanwhile cannot be read.",
    es: "El buzón se creó de nuevo en su servidor: los correos que llegaron y se borraron entretanto no se pueden leer.",
  };
  return { cursor, gap: { from: seenUpTo, to: asOf, why } };
}

/** Whether the mails that we saw last are still there: then the mailbox was renumbered, and nothing was lost. */
async function findsAnchor(client: ImapFlow, anchors: Anchor[]): Promise<boolean> {
  for (const { id } of anchors) {
    const found = await client.search({ header: { "Message-ID": id } }, { uid: true });
    if (found && found.length > 0) return true;
  }
  return anchors.length === 0;
}

async function readPage(
  client: ImapFlow,
  cursor: MailCursor & { pass: MailPass },
  account: Account,
): Promise<Page> {
  const { pass } = cursor;
  const asOf = new Date(pass.asOf);
  const left = await uidsLeft(client, pass);
  const room = pass.most === undefined ? left.length : Math.max(0, pass.most - pass.done);
  const uids = left.slice(0, room);
  const picked = await pickPage(client, uids);
  const arrivals = await tellApart(client, await fetchMails(client, picked, cursor), account);
  const anchors = newest([...cursor.anchors, ...arrivals.flatMap(anchorOf)]);
  const done = picked.length === uids.length;
  const of = pass.done + uids.length;
  const next: MailCursor = { ...cursor, anchors };
  if (done) {
    next.top = pass.top;
    next.asOf = pass.asOf;
    delete next.pass;
  } else next.pass = { ...pass, below: Math.min(...picked), done: pass.done + picked.length };
  return {
    arrivals,
    cursor: writeCursor(next),
    done,
    asOf,
    ...reachedBy(arrivals),
    ...(pass.since === undefined ? {} : { progress: { done: pass.done + picked.length, of } }),
  };
}

/** UIDs that this pass has still to read, newest first. */
async function uidsLeft(client: ImapFlow, pass: MailPass): Promise<number[]> {
  const [from, to] = [pass.floor + 1, pass.below - 1];
  if (from > to) return [];
  const since = pass.since === undefined ? {} : { since: new Date(pass.since) };
  const found = await client.search({ uid: `${from}:${to}`, ...since }, { uid: true });
  if (!Array.isArray(found)) throw new Error("the server does not search its mailbox");
  return found.filter((uid) => uid >= from && uid <= to).sort((a, b) => b - a);
}

function reachedBy(arrivals: Raw[]): { reached?: Date } {
  const oldest = Math.min(...arrivals.map((raw) => raw.at.getTime()));
  return Number.isFinite(oldest) ? { reached: new Date(oldest) } : {};
}

function anchorOf(raw: Raw): Anchor[] {
  const { messageId: id, uid } = raw.payload;
  return typeof id === "string" && typeof uid === "number" ? [{ uid, id: bareId(id) }] : [];
}

function newest(anchors: Anchor[]): Anchor[] {
  return anchors.sort((a, b) => b.uid - a.uid).slice(0, ANCHORS);
}
