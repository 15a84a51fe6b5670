/** Whole posts by their addresses. */
import { type JsonObject, ok } from "../../kernel/result.ts";
import type { Outcome, Session } from "../connector.ts";
import { parseAtUri } from "./at-uri.ts";
import { objectsAt, textAt } from "./json-path.ts";
import { ask } from "./xrpc.ts";

/** The lexicon's maximum for `app.bsky.feed.getPosts`. */
const AT_ONCE = 25;

/** Views by address. The AppView leaves out what is gone, taken down, or behind a block. */
export async function viewPosts(session: Session, uris: readonly string[]): Outcome<Map<string, JsonObject>> {
  const views = new Map<string, JsonObject>();
  for (let n = 0; n < uris.length; n += AT_ONCE) {
    const got = await ask(session, {
      method: "app.bsky.feed.getPosts",
      params: { uris: uris.slice(n, n + AT_ONCE) },
    });
    if (!got.ok) return got;
    for (const view of objectsAt(got.value, "posts")) {
      const uri = textAt(view, "uri");
      if (uri) views.set(uri, view);
    }
  }
  return ok(views);
}

/**
 * One record (`uri`, `cid`, `value`) as it stands now: from our own server when it is ours, otherwise our server asks
 * the AppView. `missing` when it, or its whole repository, is gone.
 */
export async function getRecord(session: Session, uri: string): Outcome<JsonObject> {
  const address = parseAtUri(uri);
  if (!address)
    return {
      ok: false,
      fault: {
        tag: "missing",
        message: {
          en: `This is not the address of a record: ${uri}`,
          es: `Esto no es la dirección de un registro: ${uri}`,
        },
      },
    };
  const got = await ask(session, { method: "com.atproto.repo.getRecord", params: { ...address } });
  // Of a repository that is gone, the reference server says `InvalidRequest` and no more.
  if (
    !got.ok &&
    got.fault.tag === "refused" &&
    /could not (find repo|locate record)/i.test(got.fault.message.en)
  )
    return { ok: false, fault: { tag: "missing", message: got.fault.message } };
  return got;
}
