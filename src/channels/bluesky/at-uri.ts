/** Addresses of records (`at://DID/COLLECTION/KEY`) and of the pages that show them. */

export const POST = "app.bsky.feed.post";
export const LIKE = "app.bsky.feed.like";
/** Where people read Bluesky. Other apps show the same posts; this one is everybody's. */
const APP = "https://bsky.app";

export interface RecordAddress {
  repo: string;
  collection: string;
  rkey: string;
}

export const atUri = (repo: string, collection: string, rkey: string): string =>
  `at://${repo}/${collection}/${rkey}`;

/** Undefined when it is not the address of a record in a DID's repository. */
export function parseAtUri(uri: string): RecordAddress | undefined {
  const found = /^at:\/\/(did:[a-z]+:[\w.:%-]+)\/([a-zA-Z0-9.-]+)\/([\w.~:-]{1,512})$/.exec(uri);
  const [, repo, collection, rkey] = found ?? [];
  return repo && collection && rkey ? { repo, collection, rkey } : undefined;
}

export const profileUrl = (actor: string): string => `${APP}/profile/${actor}`;
export const tagUrl = (tag: string): string => `${APP}/hashtag/${encodeURIComponent(tag)}`;
export const postUrl = (actor: string, rkey: string): string => `${profileUrl(actor)}/post/${rkey}`;

const PAGE = /^https:\/\/bsky\.app\/profile\/([\w.:%-]+)\/post\/([\w.~:-]{1,512})\/?(?:[?#].*)?$/;

/** Whose post an address names, by its page or by itself: an account's DID or handle, and the post's key. */
export function namedPost(address: string): { actor: string; rkey: string } | undefined {
  const [, actor, rkey] = PAGE.exec(address) ?? [];
  if (actor && rkey) return { actor, rkey };
  const record = parseAtUri(address);
  return record?.collection === POST ? { actor: record.repo, rkey: record.rkey } : undefined;
}
