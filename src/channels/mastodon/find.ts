/**
 * Whether an act stands on the server, after an attempt without an answer.
 *
 * It is looked for among our own recent statuses, and among the answers to its parent, for servers whose own list
 * leaves direct messages out: the same parent, the same words, said since the attempt began. The words are compared
 * with the source text where the server gives it (snac2 in the status, Mastodon and GoToSocial by `/source`) and else with what
 * its HTML reads as, mentions without their server.
 *
 * How exact that is: answers to two people differ in their parent. The same words said twice to the same parent are told
 * apart by `taken`, the messages that other deliveries already have: which of two equal messages belongs to which of
 * two equal deliveries nobody could tell, and nothing depends on it; that there are as many as were sent does, and holds. What
 * remains: a teammate who says exactly the same words to the same message in another app at the same time is taken for us,
 * and so is what the server's clock puts within `CLOCK_MS` before the attempt. A request that the server still works on
 * while we look is found missing; that it is then sent again with the same `Idempotency-Key` helps on Mastodon alone.
 *
 * A mark hidden in the status would settle all that, but there is no place for one: `language` is reduced to
 * known codes and shown, `application` belongs to the token and not to the status, descriptions of media are read aloud to people, and
 * white space or invisible characters in what a human signs are a watermark that nobody agreed to (and servers strip it).
 */

import { ok, type Result } from "../../kernel/result.ts";
import type { Act, Fault, Outcome, Receipt, Session, Words } from "../connector.ts";
import { ask, nextMaxId } from "./client.ts";
import { type Composed, compose } from "./compose.ts";
import { type MastodonStatus, parseStatus, statusShape, statusUri, unwrap } from "./entities.ts";
import { unsure } from "./faults.ts";
import { plainText } from "./html-text.ts";
import { isOwn, ownStatusesPath } from "./pull.ts";
import { moment } from "./raw.ts";
import { sameLocalId } from "./resolve.ts";
import { likedId, receipt } from "./send.ts";
import { fetchContext } from "./sweep.ts";

/**
 * How far the server's clock may be behind ours: an hour, as where somebody mistakes summer time, and more. What is
 * found too much within it is ruled out by its words and by what other deliveries have.
 */
const CLOCK_MS = 2 * 3_600_000;
/** A day of 2,000 statuses, all of it within the clocks' difference. */
const MOST_PAGES = 50;
const OWN_PAGE = 40;
/** Clocks that are told apart by an answer's `Date`, in whole seconds, and how long the answer took. */
const TOLD_MS = 15_000;

/** See `Outbound.find`. */
export async function find(
  session: Session,
  act: Act,
  _key: string,
  since: Date,
  taken: readonly string[],
): Outcome<Receipt | undefined> {
  if (act.kind === "like") return findLike(session, act);
  const composed = compose(session, act);
  // What could not be composed was never sent.
  if (!composed.ok) return ok(undefined);
  const from = new Date(since.getTime() - CLOCK_MS);
  const own = await ownSince(session, from, since);
  if (!own.ok) return own;
  const parent = act.kind === "reply" && parseStatus(act.target?.payload.status);
  const around = parent ? await fetchContext(session, parent) : ok([]);
  if (!around.ok) return around;
  const candidates = new Map<string, MastodonStatus>();
  for (const status of [...own.value, ...around.value]) {
    const fits =
      isOwn(session, status) &&
      !taken.includes(statusUri(status)) &&
      moment(status.created_at, session) >= from &&
      sameLocalId(session, status.in_reply_to_id, composed.value.parentId) &&
      status.media_attachments.length === act.media.length;
    if (fits) candidates.set(statusUri(status), status);
  }
  const oldestFirst = [...candidates.values()].sort((a, b) => order(a, b));
  for (const status of oldestFirst) {
    const same = await saysTheSame(session, status, composed.value);
    if (!same.ok) return same;
    if (same.value) return ok(receipt(status, session));
  }
  return ok(undefined);
}

/**
 * Own statuses down to a moment. A page that cannot be read, or a list that does not end, is a fault: it cannot be told.
 * A server without pages (snac2 gives its newest 256) has to reach back to when the attempt began, `since`.
 */
async function ownSince(session: Session, from: Date, since: Date): Outcome<MastodonStatus[]> {
  const path = await ownStatusesPath(session);
  if (!path.ok) return path;
  const found = new Map<string, MastodonStatus>();
  let below: string | undefined;
  /** When the last in the list was said, or shared. */
  let oldest: Date | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { limit: String(OWN_PAGE), exclude_reblogs: "true", ...(below ? { max_id: below } : {}) };
    const answer = await ask(session, { path: path.value, query });
    if (!answer.ok) return answer;
    if (!Array.isArray(answer.value.body))
      return failed({
        en: "The server's list of our statuses is no list.",
        es: "La lista de nuestras publicaciones que da el servidor no es una lista.",
      });
    const before = found.size;
    let reached = answer.value.body.length === 0;
    let last: string | undefined;
    for (const one of answer.value.body) {
      const parsed = statusShape.safeParse(one);
      if (!parsed.success) continue;
      const status = unwrap(parsed.data);
      last = parsed.data.id;
      const [listed, written] = [moment(parsed.data.created_at, session), moment(status.created_at, session)];
      oldest = listed > written ? listed : written;
      reached ||= oldest < from;
      found.set(statusUri(status), status);
    }
    const next = nextMaxId(answer.value.headers);
    if (reached || next === null) return ok([...found.values()]);
    if (found.size === before || !(next ?? last))
      // A server without pages: a list shorter than asked for is all there is, a longer one may be cut.
      return answer.value.body.length < OWN_PAGE || wasBefore(oldest, since, session, answer.value.headers)
        ? ok([...found.values()])
        : failed({
            en: "The server gives the same page of our statuses again.",
            es: "El servidor vuelve a dar la misma página de nuestras publicaciones.",
          });
    below = next ?? last;
  }
  return failed({
    en: "There are too many statuses of ours since then.",
    es: "Hay demasiadas publicaciones nuestras desde entonces.",
  });
}

/**
 * Whether something stood on the server before the attempt, so that whatever the attempt made is newer. By the server's own clock,
 * which its answer tells; an attempt that our clock puts into the future began no later than now.
 */
function wasBefore(said: Date | undefined, since: Date, session: Session, headers: Headers): boolean {
  const present = session.now().getTime();
  const server = Date.parse(headers.get("date") ?? "") || present;
  const began = Math.min(server + since.getTime() - present, server);
  return said !== undefined && said.getTime() < began - TOLD_MS;
}

const failed = (message: Words) => ({ ok: false as const, fault: unsure("harmless", message) });

async function findLike(session: Session, act: Act): Outcome<Receipt | undefined> {
  const id = await likedId(session, act);
  if (!id.ok) return id.fault.tag === "missing" ? ok(undefined) : id;
  const answer = await ask(session, { path: `/api/v1/statuses/${encodeURIComponent(id.value)}` });
  if (!answer.ok) return answer.fault.tag === "missing" ? ok(undefined) : answer;
  const status = parseStatus(answer.value.body);
  return ok(status?.favourited ? receipt(status, session) : undefined);
}

/** Exactly the same words by their source or their HTML; nearly the same (a server that formats) only where the source says so, or nobody knows better. */
async function saysTheSame(
  session: Session,
  status: MastodonStatus,
  sent: Composed,
): Promise<Result<boolean, Fault>> {
  const wanted = words(sent.text);
  if (status.text !== undefined && words(status.text) === wanted) return ok(true);
  const shown = plainText(status.content).text;
  if (words(shown) === wanted) return ok(true);
  if (letters(shown) !== letters(sent.text)) return ok(false);
  const source = await ask(session, { path: `/api/v1/statuses/${encodeURIComponent(status.id)}/source` });
  if (!source.ok) return source.fault.tag === "missing" ? ok(true) : source;
  const { body } = source.value;
  const text = body && typeof body === "object" && !Array.isArray(body) ? body.text : undefined;
  return ok(typeof text === "string" ? words(text) === wanted : true);
}

/** White space and the servers of mentions are the network's to change. */
export const words = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/@([\p{L}\p{N}_.-]*[\p{L}\p{N}_])@[\p{L}\p{N}.:-]*[\p{L}\p{N}]/gu, "@$1")
    .replace(/\s+/gu, " ")
    .trim();

/** What is left when a server reads Markdown, typography or emoji shortcodes into a text. */
const letters = (text: string): string =>
  words(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

const order = (a: MastodonStatus, b: MastodonStatus): number =>
  a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : statusUri(a) < statusUri(b) ? -1 : 1;
