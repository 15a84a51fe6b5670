/** From the id that a status has everywhere (its URI) to the id that our server's API asks for. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { ok } from "../../kernel/result.ts";
import type { Outcome, Session, Standing } from "../connector.ts";
import { ask, serverOf } from "./client.ts";
import { statusShape, statusUri, unwrap } from "./entities.ts";
import { softwareOf } from "./settings.ts";

/**
 * The local id; undefined when the server does not find the status, which is no proof that it was removed. `payload` is
 * what brought the message, where it is at hand: it answers without a question.
 */
export async function localId(session: Session, uri: string, payload?: unknown): Outcome<string | undefined> {
  const known = z.looseObject({ status: z.looseObject({ id: z.string() }) }).safeParse(payload);
  if (known.success) return ok(known.data.status.id);
  const derived = derivedId(session, uri);
  if (derived) return ok(derived);
  // Only with `resolve` does Mastodon look an address up at all, also among what it has.
  const query = { q: uri, type: "statuses", resolve: "true", limit: "5" };
  const found = await ask(session, { path: "/api/v2/search", query });
  if (!found.ok)
    return found.fault.tag === "missing" || found.fault.tag === "refused" ? ok(undefined) : found;
  const parsed = z.object({ statuses: z.array(statusShape) }).safeParse(found.value.body);
  const hit = parsed.success ? parsed.data.statuses.find((one) => statusUri(unwrap(one)) === uri) : undefined;
  return ok(hit && unwrap(hit).id);
}

/** Where the API has a status that we have said; undefined when the server does not find it. */
export async function standingPath(
  session: Session,
  { externalId, answer }: Standing,
): Outcome<string | undefined> {
  const id = typeof answer.id === "string" ? ok(answer.id) : await localId(session, externalId);
  return id.ok ? ok(id.value && `/api/v1/statuses/${encodeURIComponent(id.value)}`) : id;
}

/**
 * Ids that need no question: those of our own server's statuses in Mastodon's and GoToSocial's addresses, and snac2's,
 * which are ten digits that it does not look at and the MD5 of the URI.
 */
function derivedId(session: Session, uri: string): string | undefined {
  const software = softwareOf(session.settings);
  if (software === "snac") return `0000000000${createHash("md5").update(uri).digest("hex")}`;
  const url = URL.parse(uri);
  if (!url || url.origin !== new URL(serverOf(session)).origin) return undefined;
  return /^\/(?:ap\/)?users\/[^/]+\/statuses\/([0-9A-Za-z]+)$/.exec(url.pathname)?.[1];
}

/** Whether two local ids name the same status. snac2 writes the ten digits in front differently now and then. */
export function sameLocalId(session: Session, one: string | undefined, other: string | undefined): boolean {
  if (!one || !other) return one === other;
  if (softwareOf(session.settings) !== "snac") return one === other;
  return one.slice(10) === other.slice(10);
}
