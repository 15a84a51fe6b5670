/** Blanks in what is kept as a template: `{{name}}`, filled in when a post is begun from it. Pure. */
import type { Content, OwnContent, Part } from "./content.ts";
import type { PostContent } from "./tables.ts";

/** More than this nobody finds anything among. */
export const mostTemplates = 200;

/** A name of up to 40 signs in one line; `{{` without its end is text. */
const blank = /\{\{[ \t]*([^\s{}](?:[^{}\n]{0,38}[^\s{}])?)[ \t]*\}\}/gu;

const blanksOf = (text: string): string[] => [...text.matchAll(blank)].map((found) => found[1] ?? "");

/** The names of the blanks in some texts, each once, in their order. */
export const blanksIn = (texts: readonly string[]): string[] => [...new Set(texts.flatMap(blanksOf))];

/** The names of a template's blanks. */
export const blanksInPost = ({ base, variants }: PostContent): string[] =>
  blanksIn([base, ...variants.map(({ own }) => own)].flatMap(textsIn));

/** The same post with its blanks filled in; what has no value stays a blank. */
export function fillPost(content: PostContent, values: ReadonlyMap<string, string>): PostContent {
  const fill = (text: string) => text.replace(blank, (whole, name: string) => values.get(name) || whole);
  return {
    base: mapTexts(content.base, fill),
    variants: content.variants.map(({ channelId, own }) => ({ channelId, own: mapTexts(own, fill) })),
  };
}

/** The files that it shows. */
export const filesOf = ({ base, variants }: PostContent): Set<string> =>
  new Set(
    [base, ...variants.map(({ own }) => own)].flatMap(({ parts, firstComment, card }) => [
      ...[...(parts ?? []), ...(firstComment ? [firstComment] : [])].flatMap(({ media }) =>
        media.map(({ fileId }) => fileId),
      ),
      ...(card?.fileId ? [card.fileId] : []),
    ]),
  );

function textsIn(content: Content | OwnContent): string[] {
  const found: string[] = [];
  mapTexts(content, (text) => {
    found.push(text);
    return text;
  });
  return found;
}

/** All that is written in it by hand; what is one line stays one. */
function mapTexts<C extends Content | OwnContent>(content: C, how: (text: string) => string): C {
  const line = (text: string) => how(text).replace(/\s*[\p{Cc}]+\s*/gu, " ");
  const part = (one: Part): Part => ({
    ...one,
    text: how(one.text),
    media: one.media.map(({ fileId, alt }) => ({ fileId, alt: how(alt) })),
  });
  const { parts, firstComment, subject, contentWarning, card, poll } = content;
  return {
    ...content,
    ...(parts ? { parts: parts.map(part) } : {}),
    ...(firstComment ? { firstComment: part(firstComment) } : {}),
    ...(subject ? { subject: line(subject) } : {}),
    ...(contentWarning ? { contentWarning: how(contentWarning) } : {}),
    ...(card ? { card: { ...card, title: line(card.title), description: line(card.description) } } : {}),
    ...(poll ? { poll: { ...poll, options: poll.options.map(line) } } : {}),
  };
}
