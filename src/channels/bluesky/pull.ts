/** The two lists that a Bluesky channel reads: its notifications (from the AppView) and its own posts (from the PDS). */
import { createHash } from "node:crypto";
import { fail, type JsonObject, ok } from "../../kernel/result.ts";
import type { Outcome, Page, PullRequest, Raw, Session, Stream } from "../connector.ts";
import { atUri, POST, parseAtUri } from "./at-uri.ts";
import { appPassword } from "./credentials.ts";
import { viewPosts } from "./hydrate.ts";
import { objectsAt, textAt } from "./json-path.ts";
import { goneRaw, notificationRaw, postRaw, recordRaw } from "./raw.ts";
import { type Entry, readState, type Step, step, type WalkPage, writeState } from "./walk.ts";
import { ask } from "./xrpc.ts";

export const STREAMS: readonly Stream[] = [
  { name: "notifications", every: 20 },
  { name: "posts", every: 60 },
];
/** The most that both lists give at once. */
const PAGE = 100;
/** Notifications that bring a post, and those that bring a reaction. Others (verified, starter packs) are not ours. */
const SAYING = new Set(["reply", "mention", "quote"]);
const REACTING = new Set(["like", "repost", "follow", "like-via-repost", "repost-via-repost"]);

export async function pull(session: Session, request: PullRequest): Outcome<Page> {
  if (request.stream === "notifications") return pullNotifications(session, request);
  if (request.stream === "posts") return pullPosts(session, request);
  return fail({
    tag: "missing",
    message: {
      en: `Bluesky has no stream “${request.stream}”.`,
      es: `Bluesky no tiene el flujo «${request.stream}».`,
    },
  });
}

async function pullNotifications(session: Session, request: PullRequest): Outcome<Page> {
  const state = readState(request.cursor);
  const now = session.now();
  const cursor = state.walking?.next;
  const got = await ask(session, {
    method: "app.bsky.notification.listNotifications",
    params: { limit: PAGE, ...(cursor ? { cursor } : {}) },
  });
  if (!got.ok) return got;
  const list = objectsAt(got.value, "notifications");
  const entries = list.map((value) => ({
    id: notificationId(value),
    place: textAt(value, "indexedAt") ?? "",
    value,
  }));
  const page = { entries, next: nextNotifications(entries, textAt(got.value, "cursor")) };
  const reach = request.reach.toISOString();
  const horizon = { beyond: (entry: Entry<JsonObject>) => entry.place < reach, most: request.most };
  const stepped = step(state, page, horizon, now);
  const arrivals = await arrivalsOf(
    session,
    stepped.fresh.map((entry) => entry.value),
  );
  return arrivals.ok ? ok(pageOf(stepped, arrivals.value)) : arrivals;
}

/** Posts come whole, as the AppView shows them; a post that it does not show just now comes as the notification tells it. */
async function arrivalsOf(session: Session, notifications: JsonObject[]): Outcome<Raw[]> {
  const uris = notifications
    .filter((one) => SAYING.has(textAt(one, "reason") ?? ""))
    .map((one) => textAt(one, "uri") ?? "");
  const views = await viewPosts(session, [...new Set(uris)]);
  if (!views.ok) return views;
  const arrivals = new Map<string, Raw>();
  for (const one of notifications) {
    const uri = textAt(one, "uri");
    const reason = textAt(one, "reason") ?? "";
    if (!uri || !(SAYING.has(reason) || REACTING.has(reason))) continue;
    const view = views.value.get(uri);
    arrivals.set(uri, view ? postRaw(view) : notificationRaw(one));
  }
  return ok([...arrivals.values()]);
}

/** The same post may be told twice, as a reply and as a mention. Short, because a cursor carries a hundred of them. */
function notificationId(notification: JsonObject): string {
  const told = `${textAt(notification, "uri")} ${textAt(notification, "reason")}`;
  return createHash("sha256").update(told).digest("base64url").slice(0, 12);
}

/**
 * The AppView's cursor is the moment of the last entry, and the next page starts strictly below it: of several in one
 * millisecond, those behind the edge of the page would be lost. One millisecond later gives them again.
 */
function nextNotifications(
  entries: Array<Entry<JsonObject>>,
  cursor: string | undefined,
): string | undefined {
  const stuck = entries[0]?.place === entries.at(-1)?.place;
  if (!cursor || stuck || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(cursor)) return cursor;
  return new Date(Date.parse(cursor) + 1).toISOString();
}

/** Own posts, whichever app they were made with, also while the AppView is down. */
async function pullPosts(session: Session, request: PullRequest): Outcome<Page> {
  const { did } = appPassword(session.credentials);
  const state = readState(request.cursor);
  const now = session.now();
  const cursor = state.walking?.next;
  const got = await ask(session, {
    method: "com.atproto.repo.listRecords",
    params: { repo: did, collection: POST, limit: PAGE, ...(cursor ? { cursor } : {}) },
  });
  if (!got.ok) return got;
  const entries: Array<Entry<JsonObject>> = [];
  for (const value of objectsAt(got.value, "records")) {
    const rkey = parseAtUri(textAt(value, "uri") ?? "")?.rkey;
    if (rkey) entries.push({ id: rkey, place: rkey, value });
  }
  const page: WalkPage<JsonObject> = { entries, next: textAt(got.value, "cursor") };
  const reach = request.reach.getTime();
  const said = (entry: Entry<JsonObject>): number =>
    Date.parse(textAt(entry.value, "value", "createdAt") ?? "");
  const stepped = step(state, page, { beyond: (entry) => said(entry) < reach, most: request.most }, now);
  const gone = stepped.vanished.map((rkey) => goneRaw(atUri(did, POST, rkey), now));
  return ok(pageOf(stepped, [...stepped.fresh.map((entry) => recordRaw(entry.value)), ...gone]));
}

function pageOf(stepped: Step<JsonObject>, arrivals: Raw[]): Page {
  const times = arrivals.map((raw) => raw.at.getTime());
  const reached = times.length > 0 ? { reached: new Date(Math.min(...times)) } : {};
  const { done, asOf } = stepped;
  return { arrivals, cursor: writeState(stepped.state), done, asOf, ...reached };
}
