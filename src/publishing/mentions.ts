/**
 * Mentions in a post: typed once as `@handle` of one account, said on each network as the handle that the same person has
 * there. Pure: the browser shows and counts with the same code.
 */
import { type Content, type Part, saidParts } from "./content.ts";

/** Which words of a text call somebody. Words that are no longer there call nobody. */
export interface Mention {
  /** As it stands in the text: `@ana.bsky.example`. */
  word: string;
  /** The account that was chosen. */
  identityId: string;
}

/** Who is behind an account. */
export interface Mentioned {
  identityId: string;
  name: string;
  /** All their accounts: the chosen one first, then those that were heard last. */
  accounts: readonly { network: string; handle: string }[];
}

/** Where it is said. */
export interface MentionPlace {
  network: string;
  /** Whether an @handle calls somebody there. */
  mentions: boolean;
}

export interface MentionSpan extends Mention {
  start: number;
  end: number;
}

/** `handle`, without its @, can be typed and read as one: Bluesky tells a bare DID of accounts whose handle is void. */
export const isHandle = (handle: string): boolean =>
  /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?(?:@[\p{L}\p{N}][\p{L}\p{N}.:-]*)?$/u.test(handle);

/** Where the mentions stand; a longer word wins over its own beginning, and none is part of a longer handle. */
export function mentionSpans(text: string, mentions: readonly Mention[]): MentionSpan[] {
  const spans: MentionSpan[] = [];
  for (const mention of [...mentions].sort((a, b) => b.word.length - a.word.length)) {
    const { word } = mention;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const before = text.slice(Math.max(0, at - 2), at);
      const after = text.slice(at + word.length, at + word.length + 2);
      const alone =
        !/[\p{L}\p{N}_/@]$/u.test(before) && !/^(?:[\p{L}\p{N}_]|[.@-][\p{L}\p{N}_])/u.test(after);
      if (alone && !spans.some(({ start, end }) => at >= start && at < end))
        spans.push({ ...mention, start: at, end: at + word.length });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** The text with each mention as this network knows the person, and whom it cannot call. */
export function sayMentions(
  { text, mentions = [] }: Pick<Part, "text" | "mentions">,
  known: ReadonlyMap<string, Mentioned>,
  place: MentionPlace,
): { text: string; uncalled: string[] } {
  const uncalled = new Set<string>();
  let said = "";
  let at = 0;
  for (const { start, end, word, identityId } of mentionSpans(text, mentions)) {
    said += text.slice(at, start) + sayOne(known.get(identityId), word, place, uncalled);
    at = end;
  }
  return { text: said + text.slice(at), uncalled: [...uncalled] };
}

/** Whoever is not known any more stands as it was typed, and as anybody's handle would. */
function sayOne(
  person: Mentioned | undefined,
  word: string,
  { network, mentions }: MentionPlace,
  uncalled: Set<string>,
): string {
  if (!person) return word;
  const there = mentions && person.accounts.find((one) => one.network === network && isHandle(one.handle));
  if (there) return `@${there.handle}`;
  const name = person.name.trim() || word.slice(1);
  uncalled.add(name);
  return name;
}

/** A whole post as it stands on one network, mentions said. */
export function asSaid(
  content: Content,
  known: ReadonlyMap<string, Mentioned>,
  place: MentionPlace,
): Content {
  if (mentionedIn(content).length === 0) return content;
  const say = ({ mentions, ...part }: Part): Part => ({
    ...part,
    text: sayMentions({ text: part.text, mentions }, known, place).text,
  });
  const { firstComment } = content;
  return {
    ...content,
    parts: content.parts.map(say),
    ...(firstComment ? { firstComment: say(firstComment) } : {}),
  };
}

/** The accounts that a post calls, each once. */
export const mentionedIn = (content: Content): string[] => [
  ...new Set(
    saidParts(content).flatMap(({ text, mentions }) =>
      mentions ? mentionSpans(text, mentions).map(({ identityId }) => identityId) : [],
    ),
  ),
];

/** What stays of the mentions when another is put in: those whose words still stand, and the new one. */
export function withMention({ text, mentions = [] }: Part, added: Mention): Mention[] {
  const standing = mentions.filter(
    (each) => each.word !== added.word && mentionSpans(text, [each]).length > 0,
  );
  return [...standing, added];
}
