/** The names of mails. RFC 5322, 3.6.4: `<left@right>`, made once, the same for ever and everywhere. */
import { createHash } from "node:crypto";

/** A Message-ID in the one form that is compared and stored: without spaces and comments, in angle brackets. */
export function normaliseId(value: string | undefined): string | undefined {
  return listIds(value)[0];
}

/**
 * Every Message-ID in a header such as References, in its order, each once. Reads what real programs write: ids without
 * brackets, commas between them, folded lines. What has no @ and no brackets is prose ("your mail of Monday").
 */
export function listIds(value: string | undefined): string[] {
  if (!value) return [];
  const found: string[] = [];
  for (const [, bracketed, bare] of value.matchAll(/<([^<>]+)>|([^\s<>,;()"]+@[^\s<>,;()"]+)/g)) {
    const id = (bracketed ?? bare ?? "").replace(/\s+/g, "");
    if (id && id.length <= 900) found.push(`<${id}>`);
  }
  return [...new Set(found)];
}

/** The id without its brackets, as IMAP searches for it. */
export function bareId(id: string): string {
  return id.replace(/^<|>$/g, "");
}

/** A short name made of what a mail says: the same for every copy of it, whatever way the copy came. */
export function contentHash(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 24);
}
