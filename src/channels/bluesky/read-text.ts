/** Marked stretches of a post's text. The network counts in bytes of UTF-8, we in UTF-16 units. Pure. */
import type { JsonObject } from "../../kernel/result.ts";
import type { MessageReading } from "../connector.ts";
import { profileUrl, tagUrl } from "./at-uri.ts";
import { numberAt, objectsAt, textAt } from "./json-path.ts";

type Links = NonNullable<MessageReading["links"]>;

/**
 * Links, mentions and tags of a record, in order, none overlapping. A facet that starts or ends within a character,
 * or outside the text, marks nothing.
 */
export function linksOf(record: JsonObject): Links {
  const text = typeof record.text === "string" ? record.text : "";
  const facets = objectsAt(record, "facets");
  if (facets.length === 0) return [];
  const offsets = utf16Offsets(text);
  const links: Links = [];
  for (const facet of facets) {
    const start = offsets.get(numberAt(facet, "index", "byteStart") ?? -1);
    const end = offsets.get(numberAt(facet, "index", "byteEnd") ?? -1);
    const url = facetUrl(facet);
    if (start !== undefined && end !== undefined && start < end && url) links.push({ start, end, url });
  }
  links.sort((a, b) => a.start - b.start);
  let covered = 0;
  return links.filter(({ start, end }) => {
    if (start < covered) return false;
    covered = end;
    return true;
  });
}

export function mentionedDids(record: JsonObject): string[] {
  return objectsAt(record, "facets")
    .flatMap((facet) => objectsAt(facet, "features"))
    .filter((feature) => feature.$type === "app.bsky.richtext.facet#mention")
    .map((feature) => textAt(feature, "did"))
    .filter((did) => did !== undefined);
}

function facetUrl(facet: JsonObject): string | undefined {
  for (const feature of objectsAt(facet, "features")) {
    const uri = textAt(feature, "uri");
    if (feature.$type === "app.bsky.richtext.facet#link" && uri && /^https?:/i.test(uri)) return uri;
    const did = textAt(feature, "did");
    if (feature.$type === "app.bsky.richtext.facet#mention" && did) return profileUrl(did);
    const tag = textAt(feature, "tag");
    if (feature.$type === "app.bsky.richtext.facet#tag" && tag) return tagUrl(tag);
  }
  return undefined;
}

/** The UTF-16 offset of every character's first byte, and of the end. */
function utf16Offsets(text: string): Map<number, number> {
  const offsets = new Map<number, number>();
  let bytes = 0;
  let units = 0;
  for (const character of text) {
    offsets.set(bytes, units);
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    units += character.length;
  }
  return offsets.set(bytes, units);
}
