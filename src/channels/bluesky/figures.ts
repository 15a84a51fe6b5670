/** What became of our posts, twenty-five at once. */
import { type JsonObject, ok } from "../../kernel/result.ts";
import type { Figures, Outcome, Session, Standing } from "../connector.ts";
import { getRecord, viewPosts } from "./hydrate.ts";
import { numberAt } from "./json-path.ts";

/** See `Connector.figures`. The AppView may not have seen a new post yet: only our own server knows that it is gone. */
export async function figures(session: Session, said: readonly Standing[]): Outcome<Figures[]> {
  const uris = said.map(({ externalId }) => externalId);
  const views = await viewPosts(session, uris);
  if (!views.ok) return views;
  const found: Figures[] = [];
  for (const externalId of uris) {
    const view = views.value.get(externalId);
    if (view) {
      found.push({ externalId, gone: false, counts: countsOf(view) });
      continue;
    }
    const got = await getRecord(session, externalId);
    if (!got.ok && got.fault.tag !== "missing") return got;
    if (!got.ok) found.push({ externalId, gone: true, counts: {} });
  }
  return ok(found);
}

function countsOf(view: JsonObject): Figures["counts"] {
  const [likes, reposts, replies, quotes] = ["likeCount", "repostCount", "replyCount", "quoteCount"].map(
    (name) => numberAt(view, name) ?? 0,
  );
  return { likes: likes ?? 0, reposts: reposts ?? 0, replies: replies ?? 0, quotes: quotes ?? 0 };
}
