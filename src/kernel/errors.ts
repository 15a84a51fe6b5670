import type { Language } from "./caller.ts";

/** Failures of a request, as tagged values that a route turns into an answer. Anything else that throws is a 500 and a bug. */
export type ProblemTag =
  | "bad-input"
  | "not-signed-in"
  | "not-allowed"
  | "not-found"
  | "conflict"
  | "too-many"
  | "unavailable";

export interface FieldProblem {
  /** Dotted path into the input, such as `body.text`. */
  path: string;
  message: string;
}

/** A text in the languages of the product. A type, not an interface: it is stored as JSON. */
export type Words = { en: string; es: string };

/** A text as a person reads it. What was stored before texts had two languages is one plain string. */
export const inLanguage = (text: string | Words, language: Language): string =>
  typeof text === "string" ? text : text[language];

/** Ends the request with its tag's status; the transaction is rolled back. */
export class Problem extends Error {
  readonly tag: ProblemTag;
  readonly words: Words;
  readonly fields: Array<{ path: string; words: Words }>;
  readonly data: Record<string, unknown> | undefined;
  constructor(
    tag: ProblemTag,
    words: Words,
    more: { fields?: Array<{ path: string; words: Words }>; data?: Record<string, unknown> } = {},
  ) {
    super(words.en);
    this.name = "Problem";
    this.tag = tag;
    this.words = words;
    this.fields = more.fields ?? [];
    this.data = more.data;
  }
}

/** What is asked for does not exist, or belongs to another workspace: the same answer, on purpose. */
export const notFound = (): Problem =>
  new Problem("not-found", { en: "There is nothing here (any more).", es: "Aquí no hay nada (o ya no)." });

export const badField = (path: string, words: Words): Problem =>
  new Problem("bad-input", words, { fields: [{ path, words }] });

/** The SQLSTATE of a database error on either engine; undefined for anything else. */
export const sqlState = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
};
export const isDuplicate = (error: unknown): boolean => sqlState(error) === "23505";
