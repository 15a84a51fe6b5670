/**
 * What hangs on a post: pictures, video, link cards, quoted posts. From the AppView's view of the embed where we have
 * it, otherwise from the record. Lexicons `app.bsky.embed.*`. Pure.
 */
import type { Json, JsonObject } from "../../kernel/result.ts";
import type { Attachment } from "../connector.ts";
import { parseAtUri, postUrl } from "./at-uri.ts";
import { numberAt, objectAt, objectsAt, textAt } from "./json-path.ts";

/** Where a blob of `did` is fetched: its own server's address when known, otherwise Bluesky's picture server. */
interface Blobs {
  did: string;
  server: string | undefined;
}

export function attachmentsOf(
  record: JsonObject,
  view: JsonObject | undefined,
  did: string,
  server: string | undefined,
): Attachment[] {
  return view ? fromView(view) : fromRecord(objectAt(record, "embed"), { did, server });
}

/** The post that this one quotes. */
export function quotedUri(record: JsonObject): string | undefined {
  return textAt(record, "embed", "record", "uri") ?? textAt(record, "embed", "record", "record", "uri");
}

function fromView(view: JsonObject): Attachment[] {
  switch (kindOf(view)) {
    case "images#view":
    case "gallery#view":
      return [...objectsAt(view, "images"), ...objectsAt(view, "items")].map((image) =>
        picture(image, textAt(image, "fullsize"), textAt(image, "thumb") ?? textAt(image, "thumbnail")),
      );
    case "video#view":
      return [video(view, textAt(view, "playlist"), "application/x-mpegURL", textAt(view, "thumbnail"))];
    case "external#view":
      return [card(objectAt(view, "external"), textAt(view, "external", "thumb"))];
    case "record#view":
      return quoted(objectAt(view, "record"));
    case "recordWithMedia#view":
      return [...fromView(objectAt(view, "media") ?? {}), ...quoted(objectAt(view, "record", "record"))];
    default:
      return [];
  }
}

function fromRecord(embed: JsonObject | undefined, blobs: Blobs): Attachment[] {
  if (!embed) return [];
  switch (kindOf(embed)) {
    case "images":
    case "gallery":
      return [...objectsAt(embed, "images"), ...objectsAt(embed, "items")].map((image) => {
        const blob = objectAt(image, "image");
        return { ...picture(image, blobUrl(blob, blobs), undefined), ...weight(blob) };
      });
    case "video": {
      const blob = objectAt(embed, "video");
      return [{ ...video(embed, blobUrl(blob, blobs), "video/mp4", undefined), ...weight(blob) }];
    }
    case "external":
      return [card(objectAt(embed, "external"), blobUrl(objectAt(embed, "external", "thumb"), blobs))];
    case "record":
      return quoted(objectAt(embed, "record"));
    case "recordWithMedia":
      return [...fromRecord(objectAt(embed, "media"), blobs), ...quoted(objectAt(embed, "record", "record"))];
    default:
      return [];
  }
}

const kindOf = (embed: JsonObject): string => (textAt(embed, "$type") ?? "").replace("app.bsky.embed.", "");

function picture(image: JsonObject, url: string | undefined, previewUrl: string | undefined): Attachment {
  return { kind: "image", ...addresses(url, previewUrl), ...alt(image), ...size(image) };
}

function video(
  from: JsonObject,
  url: string | undefined,
  type: string,
  previewUrl: string | undefined,
): Attachment {
  return { kind: "video", type, ...addresses(url, previewUrl), ...alt(from), ...size(from) };
}

function card(external: JsonObject | undefined, previewUrl: string | undefined): Attachment {
  const name = textAt(external, "title");
  return { kind: "link", ...addresses(textAt(external, "uri"), previewUrl), ...(name ? { name } : {}) };
}

/** A quoted post becomes a card with its author and words; lists, feeds and starter packs keep their name. */
function quoted(record: JsonObject | undefined): Attachment[] {
  const uri = textAt(record, "uri");
  const address = uri ? parseAtUri(uri) : undefined;
  if (!address) return [];
  const who = textAt(record, "author", "handle");
  const words = textAt(record, "value", "text") ?? textAt(record, "displayName") ?? textAt(record, "name");
  const name = words ? (who ? `@${who}: ${words}` : words) : undefined;
  const url = address.collection === "app.bsky.feed.post" ? postUrl(address.repo, address.rkey) : uri;
  return [{ kind: "link", ...addresses(url, undefined), ...(name ? { name } : {}) }];
}

function addresses(
  url: string | undefined,
  previewUrl: string | undefined,
): Pick<Attachment, "url" | "previewUrl"> {
  return { ...(url ? { url } : {}), ...(previewUrl ? { previewUrl } : {}) };
}

function alt(from: JsonObject): Pick<Attachment, "alt"> {
  const words = textAt(from, "alt");
  return words ? { alt: words } : {};
}

/** The aspect ratio is told in pixels or in lowest terms; either draws the right box before the picture comes. */
function size(from: JsonObject): Pick<Attachment, "width" | "height"> {
  const width = numberAt(from, "aspectRatio", "width");
  const height = numberAt(from, "aspectRatio", "height");
  return width && height ? { width, height } : {};
}

function weight(blob: JsonObject | undefined): Pick<Attachment, "bytes" | "type"> {
  const bytes = numberAt(blob, "size");
  const type = textAt(blob, "mimeType");
  return { ...(bytes ? { bytes } : {}), ...(type ? { type } : {}) };
}

function blobUrl(blob: Json | undefined, { did, server }: Blobs): string | undefined {
  const cid = textAt(blob, "ref", "$link");
  if (!cid) return undefined;
  if (!server) return `https://cdn.bsky.app/img/feed_fullsize/plain/${did}/${cid}@jpeg`;
  return `${server}/xrpc/com.atproto.sync.getBlob?did=${encodeURIComponent(did)}&cid=${cid}`;
}
