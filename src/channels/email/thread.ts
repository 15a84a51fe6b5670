/** Where a mail stands in its thread. RFC 5322, 3.6.4; and what Outlook writes where that is missing. */
import { listIds } from "./message-id.ts";
import type { Fields } from "./source.ts";

export interface Place {
  parentId?: string;
  rootId?: string;
  ancestors?: string[];
}

/** References are the ancestors, oldest first, and end with the parent; In-Reply-To names the parent when they do not. */
export function placeOf(fields: Fields, ownId: string): Place {
  const all = (name: string) => (fields.get(name) ?? []).flatMap(listIds).filter((id) => id !== ownId);
  const references = [...new Set(all("references"))];
  const named = all("in-reply-to");
  // With several ids in In-Reply-To, the one that the references end with is the parent.
  const parentId = named.find((id) => id === references.at(-1)) ?? named[0] ?? references.at(-1);
  if (!parentId) {
    const rootId = outlookRoot(fields);
    return rootId ? { rootId } : {};
  }
  const ancestors = references.filter((id) => id !== parentId);
  return {
    parentId,
    rootId: ancestors[0] ?? parentId,
    ...(ancestors.length > 0 ? { ancestors } : {}),
  };
}

/**
 * Outlook's Thread-Index: base64 of 22 bytes that every mail of a thread shares, and 5 more for every answer
 * (MS-OXOMSG, 2.2.1.3). The 22 name a thread whose answers lost their References.
 */
function outlookRoot(fields: Fields): string | undefined {
  const index = Buffer.from((fields.get("thread-index") ?? [])[0] ?? "", "base64");
  if (index.length < 22) return undefined;
  return `outlook:${index.subarray(0, 22).toString("hex")}`;
}
