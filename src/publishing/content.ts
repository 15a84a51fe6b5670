/**
 * What a post says. One base, and for each channel what it says otherwise: a variant follows the base, field by field,
 * until that field is changed on its own. Pure.
 */
import type { Visibility } from "../channels/index.ts";
import type { Mention } from "./mentions.ts";

/** A picture or film on a part. */
export interface ContentMedia {
  fileId: string;
  alt: string;
}

/** One message of a thread; a post that is no thread has one. */
export interface Part {
  text: string;
  media: ContentMedia[];
  /** Which words of the text call somebody; left out: none. */
  mentions?: Mention[] | undefined;
}

export interface Card {
  url: string;
  title: string;
  description: string;
  /** A kept picture. */
  fileId?: string | undefined;
}

export interface Poll {
  options: string[];
  /** How long it is open. */
  minutes: number;
  multiple: boolean;
}

export interface Content {
  /** One or more. */
  parts: Part[];
  /** Said under the post as soon as it stands. */
  firstComment?: Part | undefined;
  /** For e-mail. */
  subject?: string | undefined;
  contentWarning?: string | undefined;
  visibility?: Visibility | undefined;
  /** BCP 47 */
  language?: string | undefined;
  card?: Card | undefined;
  poll?: Poll | undefined;
  /** The address of a message on the network, shown under the words. */
  quote?: string | undefined;
}

export type ContentField = keyof Content;
export const contentFields: readonly ContentField[] = [
  "parts",
  "firstComment",
  "subject",
  "contentWarning",
  "visibility",
  "language",
  "card",
  "poll",
  "quote",
];

/** What a variant says on its own: null takes away what the base has, left out follows it. */
export type OwnContent = { [F in ContentField]?: Content[F] | null };

export const emptyContent: Content = { parts: [{ text: "", media: [] }] };

/** What stands on a channel: the base, with what the variant says on its own. */
export function contentOf(base: Content, own: OwnContent): Content {
  const merged: Record<string, unknown> = { ...base };
  for (const field of contentFields) {
    const value = own[field];
    if (value === null) delete merged[field];
    else if (value !== undefined) merged[field] = value;
  }
  if (!Array.isArray(merged.parts)) merged.parts = base.parts;
  return merged as unknown as Content;
}

/** All that is delivered of it, in order: the parts, then the first comment. */
export const saidParts = ({ parts, firstComment }: Content): Part[] =>
  firstComment && !isEmpty(firstComment) ? [...parts, firstComment] : parts;

const isEmpty = ({ text, media }: Part): boolean => text.trim() === "" && media.length === 0;

/** The words of a post in one line, for lists. */
export const inBrief = ({ parts }: Content, most = 200): string => {
  const text = (parts[0]?.text ?? "").replace(/\s+/g, " ").trim();
  return [...text].length > most ? `${[...text].slice(0, most - 1).join("")}…` : text;
};

/** Which fields differ. */
export const changedFields = (from: Content, to: Content): ContentField[] =>
  contentFields.filter((field) => !same(from[field], to[field]));

/** Equal in all that is written, whatever the order of the keys. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(a[key], b[key]));
}
