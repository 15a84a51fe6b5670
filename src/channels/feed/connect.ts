/** Connects a feed, and looks whether it is still where it was. */
import { fail, ok } from "../../kernel/result.ts";
import type { Account, Connecting, Outcome, Session, Visitor } from "../connector.ts";
import { type FeedDocument, readDocument } from "./document.ts";
import { findFeed } from "./find.ts";
import { NOT_A_FEED, permanentAddress, request } from "./request.ts";
import { readSettings } from "./settings.ts";

export async function begin(visitor: Visitor, input: Record<string, string>): Outcome<Connecting> {
  const found = await findFeed(visitor, input.address ?? "");
  if (!found.ok) return found;
  const { url, document } = found.value;
  const account = accountOf(url, url, document);
  return ok({ step: "connected", account, credentials: { value: {} }, settings: { url } });
}

/** Follows a move that the site calls permanent. The account keeps its id: it is the same feed. */
export async function check(session: Session): Outcome<{ account: Account; settings: Session["settings"] }> {
  const url = await permanentAddress(session, readSettings(session.settings).url);
  const answer = await request(session, url);
  if (!answer.ok) return answer;
  const document = answer.value && readDocument(answer.value.bytes, answer.value.type, answer.value.url);
  if (!document) return fail({ tag: "unavailable", message: NOT_A_FEED });
  return ok({
    account: accountOf(session.account.externalId, url, document),
    settings: { ...session.settings, url },
  });
}

function accountOf(externalId: string, url: string, document: FeedDocument): Account {
  const { host, origin, pathname } = new URL(url);
  return {
    externalId,
    handle: `${host}${pathname}`.replace(/\/$/, ""),
    name: document.title,
    url: document.home ?? url,
    server: origin,
    ...(document.icon ? { avatarUrl: document.icon } : {}),
  };
}
