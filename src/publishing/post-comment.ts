/**
 * What of a post an internal comment is about, and where that stands once the post was written on. A comment holds on
 * to a field of the base or of one channel, and may hold on to words in it: both are kept with it, so that it is never
 * lost. Pure.
 */
import type { Content, Part } from "./content.ts";

export const commentFields = ["parts", "firstComment", "contentWarning", "subject"] as const;
export type CommentField = (typeof commentFields)[number];

/** What a comment is about; a comment without one is about the whole post. */
export interface CommentPlace {
  /** null: what every channel says. */
  channelId: string | null;
  field: CommentField;
  /** The message of the thread, from 0; null once it was taken out. */
  part: number | null;
  /** The picture whose description it is about; null: the words. */
  fileId: string | null;
  /** The words that were chosen, and where they stood; null: the whole field. */
  quote: { text: string; at: number } | null;
  /** How the message began that was taken out of the thread. */
  lost?: string | undefined;
}

/** Longest choice of words that is kept with a comment, in UTF-16 units. */
export const mostQuoted = 2000;

/** `changed`: the field is there, the words are not. `gone`: the comment stands at the post. */
export type CommentStand = "there" | "changed" | "gone";

/** The part that a comment is about, in what stands on its channel. */
export function partAt(content: Content, place: CommentPlace): Part | undefined {
  if (place.field === "firstComment") return content.firstComment;
  return place.field === "parts" && place.part !== null ? content.parts[place.part] : undefined;
}

/** The text that a comment is about; undefined where there is none any more. */
export function textAt(content: Content, place: CommentPlace): string | undefined {
  if (place.field === "subject" || place.field === "contentWarning") return content[place.field];
  const part = partAt(content, place);
  return place.fileId === null ? part?.text : part?.media.find(({ fileId }) => fileId === place.fileId)?.alt;
}

/** Where the quoted words stand now: of several, those nearest to where they stood. -1: nowhere. */
export function quoteAt(text: string, quote: { text: string; at: number }): number {
  const [before, behind] = [text.lastIndexOf(quote.text, quote.at), text.indexOf(quote.text, quote.at)];
  if (before < 0 || behind < 0) return Math.max(before, behind);
  return quote.at - before <= behind - quote.at ? before : behind;
}

export function standOf(content: Content | undefined, place: CommentPlace | null): CommentStand {
  if (!place) return "there";
  const text = content && textAt(content, place);
  if (text === undefined) return "gone";
  return place.quote && quoteAt(text, place.quote) < 0 ? "changed" : "there";
}

/**
 * The part that holds what `part` held, once the parts were split, joined, added or taken out; null: none does. `quote`:
 * where one part became several, its words say which is meant.
 */
export function partAfter(
  was: readonly Part[],
  now: readonly Part[],
  part: number,
  quote?: string,
): number | null {
  const from = was[part];
  if (!from) return null;
  // As many as before: it was written in, and nothing moved.
  if (was.length === now.length) return part;
  const least = Math.min(was.length, now.length);
  let head = 0;
  while (head < least && alike(was[head], now[head])) head += 1;
  let tail = 0;
  while (tail < least - head && alike(was.at(-1 - tail), now.at(-1 - tail))) tail += 1;
  if (part < head) return part;
  if (part >= was.length - tail) return part + now.length - was.length;
  const between = [...now.keys()].slice(head, now.length - tail);
  const saying = quote ? between.filter((at) => now[at]?.text.includes(quote)) : [];
  const near = (at: number) => nearness(from, now[at]);
  const [best] = (saying.length > 0 ? saying : between).toSorted((one, other) => near(other) - near(one));
  if (best === undefined) return null;
  return saying.length > 0 || near(best) >= 0.3 ? best : null;
}

/** The same place after the parts of its channel were written anew. */
export function placeAfter(was: readonly Part[], now: readonly Part[], place: CommentPlace): CommentPlace {
  if (place.field !== "parts") return place;
  const { lost, ...rest } = place;
  if (place.part === null) {
    // Brought back, by hand or with an earlier version.
    const back = lost ? now.findIndex(({ text }) => text.startsWith(lost)) : -1;
    return back < 0 ? place : { ...rest, part: back };
  }
  const part = partAfter(was, now, place.part, place.fileId === null ? place.quote?.text : undefined);
  if (part !== null) return { ...rest, part };
  return { ...rest, part, lost: (was[place.part]?.text ?? "").slice(0, mostBegun) };
}

const mostBegun = 200;
const alike = (one: Part | undefined, other: Part | undefined): boolean =>
  one?.text === other?.text && filesOf(one) === filesOf(other);
const filesOf = (part: Part | undefined): string => part?.media.map(({ fileId }) => fileId).join(" ") ?? "";

/** How much of the shorter text begins or ends the longer one, from 0 to 1; the same pictures are as good as words. */
function nearness(one: Part, other: Part | undefined): number {
  if (!other) return 0;
  if (filesOf(one) !== "" && filesOf(one) === filesOf(other)) return 1;
  const [a, b] = [one.text, other.text];
  const shorter = Math.min(a.length, b.length);
  if (shorter === 0) return 0;
  let head = 0;
  while (head < shorter && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return Math.max((head + tail) / shorter, a.includes(b.trim()) || b.includes(a.trim()) ? 1 : 0);
}
