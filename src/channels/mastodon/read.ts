/** What an arrival means. Pure: everything that is needed stands in the payload. */
import type { Json, JsonObject } from "../../kernel/result.ts";
import type {
  Account,
  Attachment,
  Author,
  MessageForm,
  MessageReading,
  Raw,
  ReactionForm,
  Reading,
  Visibility,
} from "../connector.ts";
import {
  accountUrl,
  type MastodonAccount,
  type MastodonMedia,
  type MastodonStatus,
  notificationShape,
  parseStatus,
  statusUri,
} from "./entities.ts";
import { mentionLinks, plainText } from "./html-text.ts";

/** See `Connector.read`. What cannot be understood means nothing: an empty list. */
export async function read(raw: Raw, account: Account): Promise<Reading[]> {
  const { payload } = raw;
  switch (payload.type) {
    case "status":
      return readStatus(payload, account, raw.at);
    case "reaction":
      return readReaction(payload, account, raw);
    case "gone":
      return typeof payload.uri === "string"
        ? [{ kind: "deletion", externalId: payload.uri, at: raw.at }]
        : [];
    default:
      return [];
  }
}

function readStatus(payload: JsonObject, account: Account, at: Date): Reading[] {
  const status = parseStatus(payload.status);
  if (!status) return [];
  const me = text(payload.me);
  const own = isSelf(status.account, account, me);
  const visibility = visibilityOf(status.visibility);
  const repliesToUs = me !== undefined && status.in_reply_to_account_id === me;
  const mentioned = mentionsUs(status, account, me);
  const body = plainText(status.content);
  const editedAt = status.edited_at ? new Date(status.edited_at) : undefined;
  const parentId = text(payload.parentUri);
  const reading: MessageReading = {
    kind: "message",
    form: formOf(status, visibility, mentioned && !own),
    externalId: statusUri(status),
    author: authorOf(status.account, account),
    own,
    addressed: !own && (mentioned || repliesToUs || visibility === "direct"),
    at,
    text: withPoll(body.text, status),
    visibility,
    attachments: status.media_attachments.flatMap(attachmentOf),
    ...(parentId ? { parentId } : {}),
    ...(editedAt && Number.isFinite(editedAt.getTime()) ? { editedAt } : {}),
    ...(status.content ? { html: status.content } : {}),
    ...(body.links.length > 0 ? { links: body.links } : {}),
    ...(status.language ? { language: status.language } : {}),
    ...(status.spoiler_text ? { contentWarning: status.spoiler_text } : {}),
    ...(status.url ? { url: status.url } : {}),
  };
  return [reading];
}

function formOf(status: MastodonStatus, visibility: Visibility, mentioned: boolean): MessageForm {
  if (visibility === "direct") return "direct";
  if (status.in_reply_to_id || status.in_reply_to_account_id) return "reply";
  if (status.quote) return "quote";
  return mentioned ? "mention" : "post";
}

/** Mastodon's names; `local` (Pleroma, glitch-soc) is at least as narrow as unlisted, and an unknown one narrower. */
export function visibilityOf(said: string): Visibility {
  if (said === "public" || said === "unlisted" || said === "direct") return said;
  return said === "local" ? "unlisted" : "followers";
}

function mentionsUs(status: MastodonStatus, account: Account, me: string | undefined): boolean {
  const url = account.externalId;
  return (
    status.mentions.some((one) => one.url === url || (me !== undefined && one.id === me)) ||
    mentionLinks(status.content).some((one) => one.url === url)
  );
}

const isSelf = (author: MastodonAccount, account: Account, me: string | undefined): boolean =>
  accountUrl(author) === account.externalId || (me !== undefined && author.id === me);

/** A poll's question is the text; its answers follow as a list. */
function withPoll(body: string, status: MastodonStatus): string {
  const options = status.poll?.options.map((one) => `○ ${plainText(one.title).text}`) ?? [];
  return options.length > 0 ? [body, options.join("\n")].filter(Boolean).join("\n\n") : body;
}

function attachmentOf(media: MastodonMedia): Attachment[] {
  const url = media.url || media.remote_url;
  if (!url) return [];
  const kind = KINDS[media.type ?? ""] ?? "file";
  const { width, height } = media.meta?.original ?? {};
  return [
    {
      kind,
      url,
      ...(media.preview_url ? { previewUrl: media.preview_url } : {}),
      ...(media.description ? { alt: media.description } : {}),
      ...(width && height ? { width, height } : {}),
    },
  ];
}

const KINDS: Record<string, Attachment["kind"]> = {
  image: "image",
  gifv: "video",
  video: "video",
  audio: "audio",
};

/** Accounts of our own server come without it in `acct`. */
function authorOf(author: MastodonAccount, account: Account): Author {
  const url = accountUrl(author);
  const host = URL.parse(account.server ?? url)?.host;
  const handle = author.acct.includes("@") || !host ? author.acct : `${author.acct}@${host}`;
  const bio = author.note ? plainText(author.note).text.trim() : "";
  return {
    externalId: url,
    handle,
    name: author.display_name || author.username || handle,
    ...(author.avatar ? { avatarUrl: author.avatar } : {}),
    ...(/^https?:/.test(url) ? { url } : {}),
    ...(bio ? { bio } : {}),
    ...(author.bot === undefined ? {} : { bot: author.bot }),
  };
}

const FORMS: Record<string, ReactionForm> = { reblog: "repost", follow: "follow", follow_request: "follow" };

function readReaction(payload: JsonObject, account: Account, raw: Raw): Reading[] {
  const parsed = notificationShape.safeParse(payload.notification);
  if (!parsed.success || !parsed.data.account) return [];
  const form = FORMS[parsed.data.type] ?? "like";
  const targetId = text(payload.targetUri);
  return [
    {
      kind: "reaction",
      form,
      externalId: raw.externalId,
      author: authorOf(parsed.data.account, account),
      ...(targetId && form !== "follow" ? { targetId } : {}),
      at: raw.at,
    },
  ];
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
