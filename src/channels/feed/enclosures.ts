/** Files that hang on an item: enclosures, Media RSS, attachments. */
import type { JsonFeed } from "feedsmith";
import { resolve } from "./document.ts";

export interface Enclosure {
  url: string;
  type?: string;
  bytes?: number;
  name?: string;
  alt?: string;
  width?: number;
  height?: number;
  previewUrl?: string;
}

interface Loose {
  url?: unknown;
  href?: unknown;
  type?: unknown;
  length?: unknown;
  rel?: string;
  title?: string;
}

interface LooseMedia {
  contents?: readonly LooseContent[];
  groups?: ReadonlyArray<{ contents?: readonly LooseContent[]; thumbnails?: readonly Loose[] }>;
  thumbnails?: readonly Loose[];
}

interface LooseContent {
  url?: string;
  type?: string;
  medium?: string;
  fileSize?: number;
  width?: number;
  height?: number;
  isDefault?: boolean;
  title?: { value?: unknown };
  description?: { value?: unknown };
  thumbnails?: readonly Loose[];
}

const MOST = 30;

export function rssEnclosures(enclosures: readonly Loose[] | undefined, base: string): Enclosure[] {
  return (enclosures ?? [])
    .slice(0, MOST)
    .flatMap((one) => fileOf(one.url, one.type, one.length, undefined, base));
}

export function linkEnclosures(links: readonly Loose[], base: string): Enclosure[] {
  return links
    .filter((link) => link.rel === "enclosure")
    .slice(0, MOST)
    .flatMap((one) => fileOf(one.href, one.type, one.length, one.title, base));
}

/** Media RSS: one file of every group (they are the same thing in several qualities), or a thumbnail on its own. */
export function mediaEnclosures(media: LooseMedia | undefined, base: string): Enclosure[] {
  const grouped = (media?.groups ?? []).flatMap((group) => {
    const best = group.contents?.find((one) => one.isDefault) ?? group.contents?.[0];
    return best ? [{ ...best, thumbnails: best.thumbnails ?? group.thumbnails ?? [] }] : [];
  });
  const files = [...(media?.contents ?? []), ...grouped]
    .slice(0, MOST)
    .flatMap((one) => mediaFile(one, base));
  if (files.length > 0) return files;
  return (media?.thumbnails ?? [])
    .slice(0, 1)
    .flatMap((one) => fileOf(one.url, "image/*", undefined, undefined, base));
}

function mediaFile(one: LooseContent, base: string): Enclosure[] {
  const type = one.type ?? (one.medium ? `${one.medium}/*` : undefined);
  const previewUrl = resolve(asText(one.thumbnails?.[0]?.url), base);
  const alt = asText(one.description?.value);
  return fileOf(one.url, type, one.fileSize, asText(one.title?.value), base).map((file) => ({
    ...file,
    ...(alt ? { alt } : {}),
    ...(one.width ? { width: one.width } : {}),
    ...(one.height ? { height: one.height } : {}),
    ...(previewUrl ? { previewUrl } : {}),
  }));
}

export function jsonEnclosures(item: JsonFeed.Item<unknown>, base: string): Enclosure[] {
  const files = (item.attachments ?? [])
    .slice(0, MOST)
    .flatMap((one) => fileOf(one.url, one.mime_type, one.size_in_bytes, one.title, base));
  const image = fileOf(item.image ?? item.banner_image, "image/*", undefined, undefined, base);
  return [...image, ...files];
}

function fileOf(url: unknown, type: unknown, bytes: unknown, name: unknown, base: string): Enclosure[] {
  const address = resolve(asText(url), base);
  if (!address) return [];
  const size = Number(bytes);
  const kind = asText(type);
  const title = asText(name);
  return [
    {
      url: address,
      ...(kind ? { type: kind } : {}),
      ...(Number.isFinite(size) && size > 0 ? { bytes: size } : {}),
      ...(title ? { name: title } : {}),
    },
  ];
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() ? value.trim() : undefined;
}
