/** What is proposed behind a # or an @ while one writes. Pure. */
import type { Mention } from "../../src/publishing/mentions.ts";
import { fold } from "../shell/match.ts";

export interface Typed {
  sign: "#" | "@";
  /** Where the sign stands. */
  start: number;
  query: string;
}

export interface Tag {
  tag: string;
}
export interface Person {
  identityId: string;
  name: string;
  handle: string;
  avatar: string | null;
  accounts: readonly { network: string }[];
}

export interface Proposal {
  key: string;
  /** What is put into the text, with its sign. */
  word: string;
  mention?: Mention;
  person?: { name: string; avatar: string | null; networks: string[] };
}

const most = 6;

/** The tag or handle being typed before the caret; the letters after the sign may be none. */
export function typedAt(text: string, caret: number): Typed | undefined {
  const found = /(?:^|[^\p{L}\p{N}_/&@#])([#@])([\p{L}\p{N}_.@-]*)$/u.exec(
    text.slice(Math.max(0, caret - 300), caret),
  );
  const [, sign, query = ""] = found ?? [];
  if ((sign !== "#" && sign !== "@") || (sign === "#" && /[.@-]/.test(query))) return undefined;
  return { sign, start: caret - query.length - 1, query };
}

/** The best first. What is typed whole is not offered again; `people` may still answer an earlier question. */
export function proposalsFor(
  { sign, query }: Typed,
  tags: readonly Tag[],
  people: readonly Person[],
): Proposal[] {
  const begins = fold(query);
  if (sign === "#")
    return tags
      .filter(({ tag }) => fold(tag).startsWith(begins) && tag !== query)
      .slice(0, most)
      .map(({ tag }) => ({ key: tag, word: `#${tag}` }));
  if (begins === "") return [];
  return people
    .filter(({ handle, name }) => [handle, name].some((each) => fold(each).startsWith(begins)))
    .slice(0, most)
    .map(({ identityId, name, handle, avatar, accounts }) => ({
      key: identityId,
      word: `@${handle}`,
      mention: { word: `@${handle}`, identityId },
      person: { name, avatar, networks: [...new Set(accounts.map(({ network }) => network))] },
    }));
}
