/** Reads a thread again, because servers lose notifications and say nothing of what was removed. */
import { ok } from "../../kernel/result.ts";
import type { Outcome, Raw, Session, SweepRequest } from "../connector.ts";
import { ask, shaped } from "./client.ts";
import { contextShape, type MastodonStatus, parseStatus, statusUri, unwrap } from "./entities.ts";
import { goneRaw, parentUris, statusRaw } from "./raw.ts";
import { localId } from "./resolve.ts";

/** A thread whose root is gone is read from what is left of it; after so many dead ends it is left for next time. */
const MOST_STARTS = 5;
/** Statuses of one thread whose own answers are asked for. */
const MOST_BRANCHES = 10;

/**
 * The root, its ancestors and descendants as the server shows them now. A known message that is not among them
 * is asked for by itself (a context may be truncated, or leave out what is muted): only the server's "not found" means gone.
 */
export async function sweep(session: Session, request: SweepRequest): Outcome<Raw[]> {
  const ids = [...new Set([request.rootId, ...request.knownIds])];
  const gone = new Set<string>();
  const found = new Map<string, MastodonStatus>();
  let started = false;
  for (const [n, uri] of ids.entries()) {
    if (found.has(uri)) continue;
    const status = await fetchStatus(session, uri, request.payloads?.[uri]);
    if (!status.ok) return status;
    if (status.value === "gone") gone.add(uri);
    if (status.value === "gone" || !status.value) continue;
    found.set(uri, status.value);
    if (started || n >= MOST_STARTS) continue;
    const around = await fetchContext(session, status.value);
    if (!around.ok) return around;
    started = true;
    for (const one of around.value) found.set(statusUri(one), one);
  }
  const deeper = await branches(session, found);
  if (!deeper.ok) return deeper;
  const statuses = [...found.values()];
  const uris = await parentUris(session, statuses);
  if (!uris.ok) return uris;
  const raws = statuses.map((one) =>
    statusRaw(one, session, one.in_reply_to_id ? uris.value.get(one.in_reply_to_id) : undefined),
  );
  const root = statuses[0];
  const [first] = raws;
  // Kept for whoever looks into the payload: the server counts more replies than it shows (private or not fetched).
  const shown = statuses.filter((one) => root && one.in_reply_to_id === root.id).length;
  if (root && first && (root.replies_count ?? 0) > shown)
    first.payload.repliesNotShown = (root.replies_count ?? 0) - shown;
  return ok([...raws, ...[...gone].map((uri) => goneRaw(uri, session.now()))]);
}

/**
 * Servers that show only direct answers (snac2) are asked again for each status that counts more of them than were seen.
 * What nobody may see counts as well: so it is asked a few times, and no more.
 */
async function branches(session: Session, found: Map<string, MastodonStatus>): Outcome<void> {
  const asked = new Set<string>();
  while (asked.size < MOST_BRANCHES) {
    const children = new Map<string, number>();
    for (const { in_reply_to_id: parent } of found.values())
      if (parent) children.set(parent, (children.get(parent) ?? 0) + 1);
    const next = [...found.values()].find(
      ({ id, replies_count }) => !asked.has(id) && (replies_count ?? 0) > (children.get(id) ?? 0),
    );
    if (!next) return ok(undefined);
    asked.add(next.id);
    const around = await fetchContext(session, next);
    if (!around.ok) return around;
    for (const one of around.value) if (!found.has(statusUri(one))) found.set(statusUri(one), one);
  }
  return ok(undefined);
}

/** The status; "gone" when the server knows its id and says that it is not there; undefined when it cannot be named. */
export async function fetchStatus(
  session: Session,
  uri: string,
  payload?: unknown,
): Outcome<MastodonStatus | "gone" | undefined> {
  const id = await localId(session, uri, payload);
  if (!id.ok) return id;
  if (!id.value) return ok(undefined);
  const answer = await ask(session, { path: `/api/v1/statuses/${encodeURIComponent(id.value)}` });
  if (!answer.ok) return answer.fault.tag === "missing" ? ok("gone") : answer;
  const status = parseStatus(answer.value.body);
  return ok(status && statusUri(status) === uri ? status : undefined);
}

/** What stands before and after a status, in the order of the thread. Nothing, where the server has no contexts. */
export async function fetchContext(session: Session, status: MastodonStatus): Outcome<MastodonStatus[]> {
  const answer = await ask(session, { path: `/api/v1/statuses/${encodeURIComponent(status.id)}/context` });
  if (!answer.ok) return answer.fault.tag === "missing" ? ok([]) : answer;
  const context = shaped(answer.value, contextShape);
  if (!context.ok) return context;
  return ok([...context.value.ancestors, ...context.value.descendants].map(unwrap));
}
