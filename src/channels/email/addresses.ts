/** The people named in a header field. */
import { parseAddressHeader } from "mailparser";
import type { Author } from "../connector.ts";
import type { Fields } from "./source.ts";

/** Who says it: From, or what comes nearest to it. */
export function authorOf(fields: Fields): Author {
  for (const name of ["from", "sender", "reply-to", "return-path"]) {
    const found = addressesOf(fields, name)[0];
    if (!found) continue;
    const handle = found.address;
    return { externalId: handle.toLowerCase(), handle, name: found.name || handle.split("@")[0] || handle };
  }
  return { externalId: "unknown", handle: "unknown", name: "unknown" };
}

/** The addresses in a header field, groups opened. */
export function addressesOf(fields: Fields, name: string): Array<{ name: string; address: string }> {
  const values = (fields.get(name) ?? []).map((value) => decode(Buffer.from(value, "latin1")));
  return parseAddressHeader(values, { flatten: true }).value.flatMap((one) =>
    one.address?.includes("@") ? [{ name: one.name.trim(), address: one.address }] : [],
  );
}

/** Bytes of a header: UTF-8 where they are UTF-8 (RFC 6532), Latin-1 otherwise. */
function decode(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? bytes.toString("latin1") : text;
}
