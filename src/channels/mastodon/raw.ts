/** From the server's entities to what is stored: one status has one id, however it was seen. */
import { type JsonObject, ok } from "../../kernel/result.ts";
import type { Outcome, Raw, Session } from "../connector.ts";
import { ask } from "./client.ts";
import {
  asJson,
  type MastodonNotification,
  type MastodonStatus,
  parseStatus,
  statusUri,
  unwrap,
} from "./entities.ts";
import { accountIdOf } from "./settings.ts";

/** `me` is our account's id on this server, which statuses name in `in_reply_to_account_id`. */
export function statusRaw(status: MastodonStatus, session: Session, parentUri: string | undefined): Raw {
  const uri = statusUri(status);
  const payload: Raw["payload"] = { type: "status", status: asJson(status) };
  const me = accountIdOf(session.settings);
  if (me) payload.me = me;
  if (parentUri) payload.parentUri = parentUri;
  // An edit is a new arrival about the same message.
  const externalId = status.edited_at ? `${uri}#edited=${status.edited_at}` : uri;
  return { externalId, payload, at: moment(status.created_at, session) };
}

export function reactionRaw(notification: MastodonNotification, session: Session): Raw {
  const { id, type, created_at, account, status } = notification;
  const payload: Raw["payload"] = {
    type: "reaction",
    notification: asJson({ id, type, created_at, account }),
    targetUri: status ? statusUri(unwrap(status)) : null,
  };
  return { externalId: `notification:${id}`, payload, at: moment(created_at, session) };
}

/** The server says that a status that we know is no longer there. */
export function goneRaw(uri: string, at: Date): Raw {
  return { externalId: `${uri}#gone`, payload: { type: "gone", uri }, at };
}

/** A moment as the server writes it; now, when it is none. */
export function moment(said: string, session: Pick<Session, "now">): Date {
  const at = new Date(said);
  return Number.isFinite(at.getTime()) ? at : session.now();
}

const MOST_AT_ONCE = 20;

/**
 * A status names its parent by the server's own id; a message names it by the id that it has everywhere. Those that are
 * not among `known` are asked for, at once where the server can (Mastodon 4.3), else one by one. A parent that
 * we may not see is left out; a fault fails the page, which is then asked again.
 */
export async function parentUris(
  session: Session,
  statuses: readonly MastodonStatus[],
  known: readonly MastodonStatus[] = statuses,
): Outcome<Map<string, string>> {
  const uris = new Map(known.map((status) => [status.id, statusUri(status)]));
  const wanted = new Set<string>();
  for (const { in_reply_to_id: parent } of statuses) if (parent && !uris.has(parent)) wanted.add(parent);
  const open = [...wanted];
  for (let n = 0; open.length > 1 && n < open.length; n += MOST_AT_ONCE) {
    const query = { "id[]": open.slice(n, n + MOST_AT_ONCE) };
    const answer = await ask(session, { path: "/api/v1/statuses", query });
    if (!answer.ok && (answer.fault.tag === "rate" || answer.fault.tag === "unavailable")) return answer;
    if (!answer.ok || !Array.isArray(answer.value.body)) break;
    for (const one of answer.value.body) keep(uris, one as JsonObject);
  }
  for (const id of open) {
    if (uris.has(id)) continue;
    const answer = await ask(session, { path: `/api/v1/statuses/${encodeURIComponent(id)}` });
    if (answer.ok) keep(uris, answer.value.body as JsonObject, id);
    else if (answer.fault.tag !== "missing" && answer.fault.tag !== "refused") return answer;
  }
  return ok(uris);
}

function keep(uris: Map<string, string>, said: JsonObject, asked?: string): void {
  const status = parseStatus(said);
  if (status) uris.set(asked ?? status.id, statusUri(status));
}
