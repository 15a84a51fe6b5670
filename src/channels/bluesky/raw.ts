/**
 * What is kept of an arrival. A post is one arrival under its `at://` address, however it was seen:
 * as the AppView shows it (`post`), as its own server keeps it (`record`), or as a notification tells it.
 */
import type { JsonObject } from "../../kernel/result.ts";
import type { Raw } from "../connector.ts";
import { textAt } from "./json-path.ts";

export const postRaw = (view: JsonObject): Raw => ({
  externalId: textAt(view, "uri") ?? "",
  payload: { type: "post", view },
  at: moment(textAt(view, "record", "createdAt"), textAt(view, "indexedAt")),
});

/** `record`: an entry of listRecords, or the answer of getRecord. */
export const recordRaw = (record: JsonObject): Raw => ({
  externalId: textAt(record, "uri") ?? "",
  payload: { type: "record", record },
  at: moment(textAt(record, "value", "createdAt"), undefined),
});

export const notificationRaw = (notification: JsonObject): Raw => ({
  externalId: textAt(notification, "uri") ?? "",
  payload: { type: "notification", notification },
  at: moment(textAt(notification, "record", "createdAt"), textAt(notification, "indexedAt")),
});

/** What a sweep no longer found. An arrival of its own beside the post's. */
export const goneRaw = (uri: string, seen: Date): Raw => ({
  externalId: `${uri}#gone`,
  payload: { type: "gone", uri, seen: seen.toISOString() },
  at: seen,
});

/**
 * When a record was said: its own word, unless that lies after the moment at which the network first saw it (then that
 * one). The AppView sorts by the same rule.
 */
export function moment(createdAt: string | undefined, indexedAt: string | undefined): Date {
  const times = [createdAt, indexedAt].map((text) => Date.parse(text ?? "")).filter(Number.isFinite);
  return new Date(times.length > 0 ? Math.min(...times) : 0);
}
