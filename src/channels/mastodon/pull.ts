/** The three lists of a channel: notifications, direct conversations, and what our own account said. */
import { fail, type Json, ok } from "../../kernel/result.ts";
import type { Outcome, Page, PullRequest, Raw, Session, Stream } from "../connector.ts";
import { type Answer, ask, nextMaxId, shaped } from "./client.ts";
import {
  accountShape,
  conversationShape,
  type MastodonNotification,
  type MastodonStatus,
  notificationShape,
  statusShape,
  statusUri,
  unwrap,
} from "./entities.ts";
import { beginPass, choose, type Entry, isMissing, missingPage, readCursor, turn } from "./pass.ts";
import { moment, parentUris, reactionRaw, statusRaw } from "./raw.ts";
import { accountIdOf } from "./settings.ts";

export const STREAMS = [
  { name: "notifications", every: 60 },
  { name: "conversations", every: 120 },
  { name: "statuses", every: 300 },
] as const satisfies readonly Stream[];

/** Mastodon gives 40 at most; conversations too. */
const PAGE = 40;

/** `emoji_reaction` in its spellings: Pleroma and Akkoma, glitch-soc and others. A reaction is a like with a face. */
const LIKES = new Set(["favourite", "pleroma:emoji_reaction", "emoji_reaction", "reaction"]);
const REACTIONS = new Set([...LIKES, "reblog", "follow", "follow_request"]);
const MESSAGES = new Set(["mention", "status", "update", "quote", "quoted_update"]);

interface Item extends Entry {
  status?: MastodonStatus;
  reaction?: MastodonNotification;
}

/** See `Connector.pull`. */
export async function pull(session: Session, request: PullRequest): Outcome<Page> {
  const list = LISTS[request.stream];
  if (!list)
    return fail({
      tag: "refused",
      message: {
        en: `A Mastodon channel has no stream ${request.stream}.`,
        es: `Un canal de Mastodon no tiene el flujo ${request.stream}.`,
      },
    });
  const now = session.now();
  const cursor = readCursor(request.cursor);
  if (isMissing(cursor, now))
    return ok(missingPage({ ...cursor, missing: cursor.missing ?? "" }, new Date(cursor.missing ?? now)));
  const pass = beginPass(cursor, request, now);
  const limit = Math.max(1, Math.min(PAGE, pass.left ?? PAGE));
  const query = { limit: String(limit), ...(pass.below === null ? {} : { max_id: pass.below }) };
  const path = await list.path(session);
  if (!path.ok) return path;
  const answer = await ask(session, { path: path.value, query: { ...list.query, ...query } });
  if (!answer.ok) return answer.fault.tag === "missing" ? ok(missingPage(cursor, now)) : answer;
  const { body } = answer.value;
  if (!Array.isArray(body))
    return fail({
      tag: "unavailable",
      message: {
        en: `The server's list of ${request.stream} is no list.`,
        es: `La lista de ${request.stream} que da el servidor no es una lista.`,
      },
    });
  const entries = body.flatMap((one) => list.read(session, one));
  const chosen = choose(
    cursor,
    pass,
    { entries, next: nextOf(answer.value, entries), asked: limit },
    request.reach,
  );
  // Cut before anything is asked about them: a first pass brings no more than it was asked for.
  const useful = chosen.fresh.filter((one) => one.status || one.reaction).slice(0, pass.left ?? undefined);
  const cut = useful.at(-1);
  if (pass.left !== null && cut && useful.length === pass.left)
    chosen.fresh.splice(chosen.fresh.indexOf(cut) + 1);
  const arrivals = await toRaws(session, useful, entries);
  return arrivals.ok ? ok(turn(cursor, pass, chosen, arrivals.value, request.reach)) : arrivals;
}

/** A Link header says it best. Without one an empty page is the end. */
function nextOf(answer: Answer, entries: Item[]): string | null | undefined {
  return entries.length === 0 && Array.isArray(answer.body) && answer.body.length > 0
    ? null
    : nextMaxId(answer.headers);
}

async function toRaws(session: Session, items: Item[], page: Item[]): Outcome<Raw[]> {
  const statuses = items.flatMap((item) => item.status ?? []);
  const uris = await parentUris(
    session,
    statuses,
    page.flatMap((item) => item.status ?? []),
  );
  if (!uris.ok) return uris;
  const raws = new Map<string, Raw>();
  for (const { status, reaction } of items) {
    const raw = status
      ? statusRaw(status, session, status.in_reply_to_id ? uris.value.get(status.in_reply_to_id) : undefined)
      : reaction && reactionRaw(reaction, session);
    if (raw) raws.set(raw.externalId, raw);
  }
  return ok([...raws.values()]);
}

interface List {
  path(session: Session): Outcome<string>;
  query: Record<string, string>;
  read(session: Session, said: Json): Item[];
}

const LISTS: Record<string, List> = {
  notifications: { path: async () => ok("/api/v1/notifications"), query: {}, read: readNotification },
  conversations: { path: async () => ok("/api/v1/conversations"), query: {}, read: readConversation },
  statuses: { path: ownStatusesPath, query: { exclude_reblogs: "true" }, read: readOwn },
};

/** Where our own statuses are listed. Older channels do not know their account's local id yet. */
export async function ownStatusesPath(session: Session): Outcome<string> {
  let id = accountIdOf(session.settings);
  if (!id) {
    const verified = await ask(session, { path: "/api/v1/accounts/verify_credentials" });
    if (!verified.ok) return verified;
    const me = shaped(verified.value, accountShape);
    if (!me.ok) return me;
    id = me.value.id;
  }
  return ok(`/api/v1/accounts/${encodeURIComponent(id)}/statuses`);
}

function readNotification(session: Session, said: Json): Item[] {
  const parsed = notificationShape.safeParse(said);
  if (!parsed.success) return [];
  const { id, type, status, created_at } = parsed.data;
  const entry = { id, pageId: id, at: moment(created_at, session) };
  if (REACTIONS.has(type) && parsed.data.account) return [{ ...entry, reaction: parsed.data }];
  if (!MESSAGES.has(type)) return [entry];
  // Told of before it can be read: it is not counted as seen, so that the next pass asks again.
  return status ? [{ ...entry, status: unwrap(status) }] : [];
}

function readConversation(session: Session, said: Json): Item[] {
  const parsed = conversationShape.safeParse(said);
  if (!parsed.success || !parsed.data.last_status) return [];
  const status = unwrap(parsed.data.last_status);
  return [{ id: versionId(status), pageId: status.id, at: moment(status.created_at, session), status }];
}

/** Boosts of other people's statuses are not something that we said. */
function readOwn(session: Session, said: Json): Item[] {
  const parsed = statusShape.safeParse(said);
  if (!parsed.success) return [];
  const status = unwrap(parsed.data);
  const entry = { id: versionId(status), pageId: parsed.data.id, at: moment(status.created_at, session) };
  return [
    isOwn(session, status) ? { ...entry, status } : { ...entry, at: moment(parsed.data.created_at, session) },
  ];
}

export const isOwn = (session: Session, status: MastodonStatus): boolean =>
  status.account.id === accountIdOf(session.settings) || status.account.url === session.account.externalId;

const versionId = (status: MastodonStatus): string => `${statusUri(status)} ${status.edited_at ?? ""}`;
