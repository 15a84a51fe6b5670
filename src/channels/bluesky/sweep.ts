/**
 * A thread read again as the AppView holds it now, because networks lose notifications: on a real Bluesky network,
 * 4 of 6 answers sent right after their parent never made one, while the thread showed them.
 */
import { fail, type JsonObject, ok } from "../../kernel/result.ts";
import type { Outcome, Raw, Session, SweepRequest } from "../connector.ts";
import { getRecord, viewPosts } from "./hydrate.ts";
import { numberAt, objectAt, objectsAt, textAt } from "./json-path.ts";
import { goneRaw, postRaw, recordRaw } from "./raw.ts";
import { ask } from "./xrpc.ts";

/** Levels asked for at once. The AppView gives fewer when it is set so; what it cuts off is asked for again. */
const DEPTH = 50;
/** Most threads and branches asked for in one sweep, against a thread that grows while it is read. */
const MOST_REQUESTS = 200;

interface Sweeping {
  found: Map<string, Raw>;
  /** Seen, but kept from us by a block: neither readable nor gone. */
  hidden: Set<string>;
  /** Posts below which everything was seen. */
  whole: Set<string>;
  /** Branches still to ask for, and those asked for already. */
  pending: string[];
  asked: Set<string>;
}

export async function sweep(session: Session, { rootId, knownIds }: SweepRequest): Outcome<Raw[]> {
  const sweeping: Sweeping = {
    found: new Map(),
    hidden: new Set(),
    whole: new Set(),
    pending: [rootId],
    asked: new Set(),
  };
  const known = new Set([...knownIds, rootId]);
  const gone: Raw[] = [];
  for (;;) {
    const walked = await walkBranches(session, sweeping);
    if (!walked.ok) return walked;
    const lost = [...known].filter((uri) => !sweeping.found.has(uri) && !sweeping.hidden.has(uri));
    if (lost.length === 0) break;
    // What hangs below a removed or hidden post no longer hangs on the root, and is still there.
    const views = await viewPosts(session, lost);
    if (!views.ok) return views;
    // The topmost first: reading below them finds the others.
    const topmost = (uri: string): boolean => !views.value.has(parentOf(views.value.get(uri)) ?? "");
    lost.sort((a, b) => Number(topmost(b)) - Number(topmost(a)));
    for (const uri of lost) {
      known.delete(uri);
      const view = views.value.get(uri);
      if (view) {
        sweeping.found.set(uri, postRaw(view));
        sweeping.pending.push(uri);
        continue;
      }
      // Left out by the AppView: gone, behind a block, or (our own) not yet indexed. The record itself decides.
      const record = await getRecord(session, uri);
      if (record.ok && uri.startsWith(`at://${session.account.externalId}/`))
        sweeping.found.set(uri, recordRaw(record.value));
      else if (!record.ok && record.fault.tag === "missing") gone.push(goneRaw(uri, session.now()));
      else if (!record.ok) return record;
    }
    if (sweeping.pending.length === 0) break;
  }
  return ok([...sweeping.found.values(), ...gone]);
}

async function walkBranches(session: Session, sweeping: Sweeping): Outcome<void> {
  for (let uri = sweeping.pending.shift(); uri !== undefined; uri = sweeping.pending.shift()) {
    if (sweeping.asked.has(uri) || sweeping.whole.has(uri)) continue;
    if (sweeping.asked.size >= MOST_REQUESTS)
      return fail({
        tag: "unavailable",
        message: {
          en: `The thread of ${uri} is too large to read at once.`,
          es: `El hilo de ${uri} es demasiado largo para leerlo de una vez.`,
        },
      });
    sweeping.asked.add(uri);
    const params = { uri, depth: DEPTH, parentHeight: 0 };
    const got = await ask(session, { method: "app.bsky.feed.getPostThread", params });
    if (got.ok) takeBranch(sweeping, objectAt(got.value, "thread"));
    else if (got.fault.tag !== "missing") return got;
  }
  return ok(undefined);
}

/** Without recursion: a thread may be a thousand levels deep. */
function takeBranch(sweeping: Sweeping, top: JsonObject | undefined): void {
  const nodes = top ? [top] : [];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    const post = objectAt(node, "post");
    const uri = textAt(post, "uri");
    if (!post || !uri) {
      const hidden = textAt(node, "uri");
      if (hidden && node.blocked === true) sweeping.hidden.add(hidden);
      continue;
    }
    sweeping.found.set(uri, postRaw(post));
    const replies = objectsAt(node, "replies");
    nodes.push(...replies);
    if (replies.length === 0 && (numberAt(post, "replyCount") ?? 0) > 0) sweeping.pending.push(uri);
    else sweeping.whole.add(uri);
  }
}

const parentOf = (view: JsonObject | undefined): string | undefined =>
  textAt(view, "record", "reply", "parent", "uri");
