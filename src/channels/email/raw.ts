/** A fetched mail as it is stored: its source, and what is needed without reading it again. */
import type { JsonObject } from "../../kernel/result.ts";
import type { Raw } from "../connector.ts";
import { normaliseId } from "./message-id.ts";
import { firstField, keptFields, readFields, sourceHash, sourceId, splitSource } from "./source.ts";

export interface MailPlace {
  path: string;
  validity: string;
  uid: number;
  /** Of the whole mail. Bytes. */
  size: number;
  /** When the server took it (INTERNALDATE). */
  received: Date;
  /** What was left on the server, when the mail is too large. */
  left?: JsonObject[];
}

/** The arrival. Its id names what the mail says, so that every copy of it is one arrival, and a namesake is another. */
export function rawOf(source: Uint8Array, place: MailPlace): Raw {
  const fields = readFields(splitSource(source).head);
  const messageId = normaliseId(firstField(fields, "message-id"));
  const id = sourceId(source);
  return {
    externalId: messageId ? `${id} ${sourceHash(source)}` : id,
    payload: {
      type: "email",
      id,
      ...(messageId ? { messageId } : {}),
      path: place.path,
      validity: place.validity,
      uid: place.uid,
      bytes: place.size,
      received: place.received.toISOString(),
      headers: keptFields(fields),
      ...(place.left ? { left: place.left } : {}),
    },
    body: source,
    at: place.received,
  };
}
