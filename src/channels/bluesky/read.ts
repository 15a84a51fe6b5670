/** What an arrival means. Pure: no network, no clock. */
import type { Json, JsonObject } from "../../kernel/result.ts";
import type {
  Account,
  Author,
  MessageForm,
  MessageReading,
  Raw,
  ReactionForm,
  Reading,
} from "../connector.ts";
import { POST, parseAtUri, postUrl, profileUrl } from "./at-uri.ts";
import { objectAt, objectsAt, textAt } from "./json-path.ts";
import { moment } from "./raw.ts";
import { attachmentsOf, quotedUri } from "./read-embed.ts";
import { linksOf, mentionedDids } from "./read-text.ts";

const REACTIONS: Record<string, ReactionForm> = {
  like: "like",
  "like-via-repost": "like",
  repost: "repost",
  "repost-via-repost": "repost",
  follow: "follow",
};

/** One post or reaction, whichever way it was seen. */
interface Sight {
  uri: string;
  author: JsonObject | undefined;
  record: JsonObject;
  /** The AppView's form of the embed, with addresses of pictures. */
  embed: JsonObject | undefined;
  labels: JsonObject[];
  indexedAt: string | undefined;
}

export async function read(raw: Raw, account: Account): Promise<Reading[]> {
  const { payload } = raw;
  if (payload.type === "gone") {
    const externalId = textAt(payload, "uri");
    return externalId
      ? [{ kind: "deletion", externalId, at: moment(textAt(payload, "seen"), undefined) }]
      : [];
  }
  const form = REACTIONS[textAt(payload, "notification", "reason") ?? ""];
  const sight = sightOf(payload);
  if (!sight) return [];
  if (form) return readReaction(sight, form);
  return parseAtUri(sight.uri)?.collection === POST ? [readMessage(sight, account)] : [];
}

function sightOf(payload: JsonObject): Sight | undefined {
  const seen = objectAt(payload, "view") ?? objectAt(payload, "notification") ?? objectAt(payload, "record");
  const uri = textAt(seen, "uri");
  const record = objectAt(seen, payload.type === "record" ? "value" : "record");
  if (!uri || !record) return undefined;
  return {
    uri,
    record,
    author: objectAt(seen, "author"),
    embed: payload.type === "post" ? objectAt(seen, "embed") : undefined,
    labels: objectsAt(seen, "labels"),
    indexedAt: textAt(seen, "indexedAt"),
  };
}

function readReaction({ uri, author, record, indexedAt }: Sight, form: ReactionForm): Reading[] {
  const targetId = form === "follow" ? undefined : textAt(record, "subject", "uri");
  const at = moment(textAt(record, "createdAt"), indexedAt);
  const who = authorOf(author, parseAtUri(uri)?.repo ?? uri);
  return [{ kind: "reaction", form, externalId: uri, author: who, ...(targetId ? { targetId } : {}), at }];
}

function readMessage(sight: Sight, account: Account): MessageReading {
  const { uri, record } = sight;
  const { repo: did, rkey } = parseAtUri(uri) ?? { repo: "", rkey: "" };
  const own = did === account.externalId;
  // Our own posts are read from the record alone, whichever way they came, so that they read the same while the
  // AppView is down: we know who we are, and our own server has our pictures.
  const author = own ? ownAuthor(account) : authorOf(sight.author, did);
  const parentId = textAt(record, "reply", "parent", "uri");
  const rootId = textAt(record, "reply", "root", "uri");
  const form = formOf(record, own ? undefined : account.externalId);
  const links = linksOf(record);
  const language = textAt(record, "langs", 0);
  const contentWarning = warningOf(record, own ? [] : sight.labels);
  const text = typeof record.text === "string" ? record.text : "";
  return {
    kind: "message",
    form: form.form,
    externalId: uri,
    ...(parentId ? { parentId } : {}),
    ...(rootId ? { rootId } : {}),
    author,
    own,
    addressed: form.addressed,
    at: moment(textAt(record, "createdAt"), own ? undefined : sight.indexedAt),
    text,
    ...(language ? { language } : {}),
    visibility: "public",
    ...(contentWarning ? { contentWarning } : {}),
    url: postUrl(author.handle, rkey),
    attachments: attachmentsOf(record, own ? undefined : sight.embed, did, own ? account.server : undefined),
    ...(links.length > 0 ? { links } : {}),
  };
}

/** `us`: our DID when somebody else speaks. An answer to us, a mention and a quote of us wait for an answer. */
function formOf(record: JsonObject, us: string | undefined): { form: MessageForm; addressed: boolean } {
  const parent = textAt(record, "reply", "parent", "uri");
  const quoted = quotedUri(record);
  const ours = (uri: string | undefined): boolean =>
    us !== undefined && uri !== undefined && parseAtUri(uri)?.repo === us;
  if (ours(parent)) return { form: "reply", addressed: true };
  if (us !== undefined && mentionedDids(record).includes(us)) return { form: "mention", addressed: true };
  if (ours(quoted)) return { form: "quote", addressed: true };
  return { form: parent ? "reply" : quoted ? "quote" : "post", addressed: false };
}

function ownAuthor(account: Account): Author {
  const { externalId, handle, name, avatarUrl } = account;
  return { externalId, handle, name, ...(avatarUrl ? { avatarUrl } : {}), url: profileUrl(handle) };
}

function authorOf(profile: JsonObject | undefined, did: string): Author {
  // A handle that its domain no longer confirms is shown as this word; the DID still leads to the profile.
  const told = textAt(profile, "handle");
  const handle = told && told !== "handle.invalid" ? told : did;
  const avatarUrl = textAt(profile, "avatar");
  const bot = objectsAt(profile, "labels").some((label) => label.val === "bot" && label.src === did);
  return {
    externalId: did,
    handle,
    name: textAt(profile, "displayName")?.trim() || handle,
    ...(avatarUrl ? { avatarUrl } : {}),
    url: profileUrl(handle),
    ...(bot ? { bot } : {}),
  };
}

/** Labels that the author or a moderation service put on it. Those with “!” steer apps and are not for people. */
function warningOf(record: JsonObject, labels: JsonObject[]): string | undefined {
  const own = objectsAt(record, "labels", "values");
  const negated = new Set(labels.filter((label) => label.neg === true).map((label) => label.val));
  const values = [...own, ...labels]
    .map((label): Json | undefined => label.val)
    .filter((val) => typeof val === "string" && !val.startsWith("!") && !negated.has(val));
  return values.length > 0 ? [...new Set(values)].join(", ") : undefined;
}
