/** From an act to the status that is sent. Pure, so that sending and finding speak of the same words. */
import { fail, type JsonObject, ok, type Result } from "../../kernel/result.ts";
import type { Account, Act, Fault, Session, Target, Visibility } from "../connector.ts";
import { withQuoteLink } from "../quote-link.ts";
import { type MastodonStatus, parseStatus } from "./entities.ts";
import { mentionLinks } from "./html-text.ts";
import { countMastodon } from "./mastodon-limits.ts";
import { limits, showsQuotes } from "./settings.ts";

export interface Composed {
  text: string;
  contentWarning: string;
  visibility: "public" | "unlisted" | "private" | "direct";
  language?: string;
  /** The parent's id on our server. */
  parentId?: string;
  /** `seconds` that it stays open. */
  poll?: { options: string[]; seconds: number; multiple: boolean };
  /** The address of the status that is shown under it, on servers that show one. */
  quote?: string;
}

const NARROWER: readonly Visibility[] = ["public", "unlisted", "followers", "direct"];

/**
 * Adds who is spoken to, keeps the parent's content warning when the act has no word about it, and never speaks to more
 * people than the parent did.
 */
export function compose(session: Session, act: Act): Result<Composed, Fault> {
  const parent = act.target && parseStatus(act.target.payload.status);
  if (act.kind === "reply" && !parent)
    return fail({
      tag: "refused",
      message: {
        en: "The message that this answers is not one of this network's.",
        es: "El mensaje al que responde no es de esta red.",
      },
    });
  const target = act.kind === "reply" ? act.target : undefined;
  const follows = act.thread?.parent.answer.id;
  const bare = act.text.trim();
  if (!bare && act.media.length === 0)
    return fail({
      tag: "refused",
      message: { en: "There is nothing to say.", es: "No hay nada que decir." },
    });
  const shows = showsQuotes(session.settings);
  const text =
    target && parent
      ? withMentions(session.account, bare, target, parent)
      : withQuoteLink(bare, shows ? undefined : act.quote);
  const contentWarning = act.contentWarning ?? (target ? (parent?.spoiler_text ?? "") : "");
  const visibility = narrower(act.visibility ?? "public", target?.visibility ?? "public");
  const { text: most, linkWeight } = limits(session.settings);
  const weight = countMastodon(text, contentWarning, linkWeight);
  if (most !== undefined && weight > most)
    return fail({
      tag: "refused",
      message: {
        en: `It counts ${weight} and the server takes ${most}.`,
        es: `Cuenta ${weight} y el servidor admite ${most}.`,
      },
      code: "too-long",
    });
  const { poll } = act;
  return ok({
    text,
    contentWarning,
    visibility: visibility === "followers" ? "private" : visibility,
    ...(act.language ? { language: act.language } : {}),
    ...(target && parent ? { parentId: parent.id } : {}),
    ...(typeof follows === "string" ? { parentId: follows } : {}),
    ...(poll ? { poll: { options: poll.options, seconds: poll.minutes * 60, multiple: poll.multiple } } : {}),
    ...(shows && act.quote ? { quote: act.quote } : {}),
  });
}

/** See `Connector.wording`. */
export function wording(text: string, target: Target, account: Account): string {
  const parent = parseStatus(target.payload.status);
  return parent ? withMentions(account, text.trim(), target, parent) : text;
}

const narrower = (one: Visibility, other: Visibility): Visibility =>
  NARROWER[Math.max(NARROWER.indexOf(one), NARROWER.indexOf(other))] ?? "direct";

function withMentions(account: Account, text: string, target: Target, parent: MastodonStatus): string {
  const here = URL.parse(account.server ?? "")?.host ?? "";
  const own = account.handle.toLowerCase();
  const wanted = new Map<string, string>();
  const want = (acct: string, url: string | undefined): void => {
    const whole = (acct.includes("@") ? acct : `${acct}@${here}`).toLowerCase();
    if (url === account.externalId || whole === own || wanted.has(whole)) return;
    wanted.set(whole, acct);
  };
  want(target.author.handle, target.author.externalId);
  for (const one of parent.mentions) want(one.acct, one.url);
  for (const { url, name } of mentionLinks(parent.content)) {
    const host = URL.parse(url)?.host;
    const [, user, server] = /^@([^@\s]+)(?:@(\S+))?$/.exec(name) ?? [];
    if (user && host) want(server || host !== here ? `${user}@${server ?? host}` : user, url);
  }
  const missing = [...wanted].filter(([whole]) => !mentions(text, whole, here)).map(([, acct]) => `@${acct}`);
  return [...missing, text].join(" ").trim();
}

/** Whether the text names `user@host` already; people of our own server may be named without it. */
function mentions(text: string, whole: string, here: string): boolean {
  const said = [
    ...text.toLowerCase().matchAll(/(?:^|[^\p{L}\p{N}_/])@([a-z0-9_.-]+(?:@[\p{L}\p{N}.:-]+)?)/gu),
  ];
  return said.some(([, acct = ""]) => {
    const name = acct.replace(/[.:-]+$/, "");
    return (name.includes("@") ? name : `${name}@${here}`) === whole;
  });
}

/** The body of POST /api/v1/statuses. `content_type` keeps GoToSocial and Pleroma from reading Markdown into it. */
export function statusBody(composed: Composed, mediaIds: string[], quotedId?: string): JsonObject {
  const { text, contentWarning, visibility, language, parentId, poll } = composed;
  return {
    status: text,
    visibility,
    content_type: "text/plain",
    ...(contentWarning ? { spoiler_text: contentWarning, sensitive: true } : {}),
    ...(language ? { language } : {}),
    ...(parentId ? { in_reply_to_id: parentId } : {}),
    ...(mediaIds.length > 0 ? { media_ids: mediaIds } : {}),
    ...(poll ? { poll: { options: poll.options, expires_in: poll.seconds, multiple: poll.multiple } } : {}),
    ...(quotedId ? { quoted_status_id: quotedId } : {}),
  };
}
