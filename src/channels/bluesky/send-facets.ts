/** Links, mentions and tags in a text that goes out, marked as Bluesky's own app marks them. */
import { type JsonObject, ok } from "../../kernel/result.ts";
import type { Outcome, Session } from "../connector.ts";
import { textAt } from "./json-path.ts";
import { ask } from "./xrpc.ts";

/** The record's facets. A mention of nobody stays plain text, as in Bluesky's app. */
export async function detectFacets(session: Session, text: string): Outcome<JsonObject[]> {
  // Loaded when the first text goes out: it takes 0.5 s and 65 MB, and only its detection is used.
  const { RichText } = await import("@atproto/api");
  const rich = new RichText({ text });
  rich.detectFacetsWithoutResolution();
  const facets: JsonObject[] = [];
  for (const facet of rich.facets ?? []) {
    const features: JsonObject[] = [];
    for (const feature of facet.features as unknown as JsonObject[]) {
      if (feature.$type !== "app.bsky.richtext.facet#mention") {
        features.push({ ...feature });
        continue;
      }
      const did = await resolve(session, textAt(feature, "did") ?? "");
      if (!did.ok) return did;
      if (did.value) features.push({ $type: feature.$type, did: did.value });
    }
    const { byteStart, byteEnd } = facet.index;
    if (features.length > 0)
      facets.push({ $type: "app.bsky.richtext.facet", index: { byteStart, byteEnd }, features });
  }
  return ok(facets);
}

/** Undefined when there is no such handle. While nobody can be asked, the text waits rather than lose its mention. */
async function resolve(session: Session, handle: string): Outcome<string | undefined> {
  const got = await ask(session, { method: "com.atproto.identity.resolveHandle", params: { handle } });
  if (got.ok) return ok(textAt(got.value, "did"));
  return got.fault.tag === "refused" || got.fault.tag === "missing" ? ok(undefined) : got;
}
