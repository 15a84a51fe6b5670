/** Two people's work on the parts of one post, put together where they wrote in different places. Pure. */
import { type Part, same } from "./content.ts";

/** Both changes over what stood before; undefined where they touch the same words, pictures or number of parts. */
export function meetParts(was: Part[], mine: Part[], theirs: Part[]): Part[] | undefined {
  if (was.length !== mine.length || was.length !== theirs.length) return undefined;
  const met: Part[] = [];
  for (const [at, stood] of was.entries()) {
    const [one, other] = [mine[at], theirs[at]];
    if (!one || !other) return undefined;
    const text = meetTexts(stood.text, one.text, other.text);
    const media = same(stood.media, one.media)
      ? other.media
      : same(stood.media, other.media) || same(one.media, other.media)
        ? one.media
        : undefined;
    if (text === undefined || !media) return undefined;
    met.push({ ...other, ...one, text, media, ...meetMentions(stood, one, other) });
  }
  return met;
}

/** Whom the words mention: what one took away is away, and what both added is there. */
function meetMentions(was: Part, mine: Part, theirs: Part): Pick<Part, "mentions"> {
  const [own, others] = [mine.mentions ?? [], theirs.mentions ?? []];
  const met = same(was.mentions, mine.mentions)
    ? others
    : same(was.mentions, theirs.mentions)
      ? own
      : [...own, ...others.filter((each) => !own.some((one) => same(one, each)))];
  return met.length > 0 || mine.mentions || theirs.mentions ? { mentions: met } : {};
}

/** The same for one text: each changed one stretch of it, and the stretches neither overlap nor touch. */
export function meetTexts(was: string, mine: string, theirs: string): string | undefined {
  if (was === mine || mine === theirs) return theirs;
  if (was === theirs) return mine;
  const [one, other] = [stretch(was, mine), stretch(was, theirs)];
  const [first, second] = one.from <= other.from ? [one, other] : [other, one];
  if (first.to >= second.from) return undefined;
  return (
    was.slice(0, first.from) +
    first.now +
    was.slice(first.to, second.from) +
    second.now +
    was.slice(second.to)
  );
}

/** What was replaced, and by what. */
export function stretch(was: string, now: string): { from: number; to: number; now: string } {
  const shorter = Math.min(was.length, now.length);
  let from = 0;
  while (from < shorter && was[from] === now[from]) from += 1;
  let end = 0;
  while (end < shorter - from && was[was.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return { from, to: was.length - end, now: now.slice(from, now.length - end) };
}

/** Where a caret at `at` stands when the text around it is written anew: with the words that it stood among. */
export function caretAfter(was: string, now: string, at: number): number {
  const { from, to, now: put } = stretch(was, now);
  if (at <= from) return at;
  return at >= to ? at + now.length - was.length : from + put.length;
}
