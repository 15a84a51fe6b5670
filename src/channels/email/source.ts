/** A mail's source as bytes: its header fields without a full parse, and its identity. */
import type { JsonObject } from "../../kernel/result.ts";
import { contentHash, normaliseId } from "./message-id.ts";

/** The header fields of a source, unfolded: lower-case name → values in their order. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** Splits a source at the first empty line. Accepts bare LF, which some servers store. */
export function splitSource(source: Uint8Array): { head: Buffer; body: Buffer } {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const ends = [
    { at: bytes.indexOf("\r\n\r\n"), length: 4 },
    { at: bytes.indexOf("\n\n"), length: 2 },
  ].filter(({ at }) => at >= 0);
  const end = ends.sort((a, b) => a.at - b.at)[0];
  if (!end) return { head: bytes, body: Buffer.alloc(0) };
  return { head: bytes.subarray(0, end.at), body: bytes.subarray(end.at + end.length) };
}

export function readFields(head: Uint8Array): Fields {
  const fields = new Map<string, string[]>();
  const text = Buffer.from(head)
    .toString("latin1")
    .replace(/\r?\n[ \t]+/g, " ");
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    fields.set(name, [...(fields.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return fields;
}

export const firstField = (fields: Fields, name: string): string | undefined => fields.get(name)?.[0];

/**
 * What a mail says, in few letters: who, when, what about, and the body. Trace fields are left out, so that the copy in
 * INBOX and the one in Sent have the same.
 */
export function sourceHash(source: Uint8Array): string {
  const { head, body } = splitSource(source);
  const fields = readFields(head);
  const said = ["from", "date", "subject"].map((name) => firstField(fields, name) ?? "");
  return contentHash([...said, body.toString("latin1").replace(/\r\n/g, "\n").trimEnd()]);
}

/** The mail's own id, or one made of its content when it names none. */
export function sourceId(source: Uint8Array): string {
  const fields = readFields(splitSource(source).head);
  return normaliseId(firstField(fields, "message-id")) ?? `hash:${sourceHash(source)}`;
}

/** The fields that answering a mail needs, kept with the arrival so that its source need not be read again. */
const KEPT = [
  "from",
  "sender",
  "reply-to",
  "to",
  "cc",
  "subject",
  "date",
  "message-id",
  "return-path",
  "content-type",
  "auto-submitted",
  "precedence",
  "list-id",
  "list-post",
  "list-unsubscribe",
  "x-autoreply",
  "x-autorespond",
  "x-failed-recipients",
  "x-rapport-bulletin",
];

/** Most letters of one field that are kept: a mail can be addressed to thousands. */
const LONGEST_FIELD = 20_000;

export function keptFields(fields: Fields): JsonObject {
  const kept: JsonObject = {};
  for (const name of KEPT) {
    const values = fields.get(name);
    // PostgreSQL's jsonb takes no NUL.
    if (values) kept[name] = values.map((value) => value.replaceAll("\0", "").slice(0, LONGEST_FIELD));
  }
  return kept;
}

/** The fields as `keptFields` wrote them. */
export function fieldsOf(kept: unknown): Fields {
  const entries = Object.entries((kept ?? {}) as Record<string, unknown>);
  return new Map(entries.map(([name, values]) => [name, Array.isArray(values) ? values.map(String) : []]));
}
