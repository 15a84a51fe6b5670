/**
 * How a module states a route: what it takes, who may call it, what it answers. Parsing, authorisation, the transaction
 * and the errors are the same everywhere and live here; a handler calls one domain function.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { ApiScope, Caller, Language, Role } from "./caller.ts";
import type { Database } from "./database.ts";
import { Problem, type Words } from "./errors.ts";

export type Access =
  /** Anyone, signed in or not. */
  | "public"
  /** Anyone signed in, in no workspace in particular. */
  | "signed-in"
  /** A teammate with at least this role; an API key needs the scope, or one of them, as well ("none": sessions only). */
  | { role: Role; scope: ApiScope | "none" | readonly ApiScope[] };

/** Whether a key with these scopes may call a route that asks for `scope`. */
export const keyMay = (scope: Exclude<Access, string>["scope"], held: readonly string[]): boolean =>
  scope !== "none" && [scope].flat().some((each) => held.includes(each));

export interface Input<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  caller: Caller | undefined;
  language: Language;
  request: FastifyRequest;
  reply: FastifyReply;
  database: Database;
}

export interface RouteSpec<P = unknown, Q = unknown, B = unknown, R = unknown> {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api`, with `:name` parameters. */
  url: string;
  summary: string;
  access: Access;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** Describes the answer for the API's document and its clients. The answer is not re-shaped by it. */
  response?: z.ZodType<R>;
  /**
   * `own` (default where a workspace is served): one transaction for the request. `none`: the handler waits for a
   * network and opens short transactions by itself.
   */
  transaction?: "own" | "none";
  /** Most calls a minute from one address; for doors such as sign-in. */
  perMinute?: number;
  bodyLimit?: number;
  handle(input: Input<P, Q, B>): Promise<R>;
}

/** States a route; the types of its parts are inferred from their schemas. */
export const route = <P = undefined, Q = undefined, B = undefined, R = unknown>(
  spec: RouteSpec<P, Q, B, R>,
): RouteSpec => spec as unknown as RouteSpec;

const locales = { en: z.locales.en().localeError, es: z.locales.es().localeError };

/** Parses one part of the input, or ends the request with a reason for each field in the caller's language. */
export function parse<T>(schema: z.ZodType<T>, value: unknown, part: string, language: Language): T {
  const parsed = schema.safeParse(clean(value), { error: locales[language] as never });
  if (parsed.success) return parsed.data;
  throw new Problem(
    "bad-input",
    { en: "Some fields need another look.", es: "Algunos campos necesitan otra mirada." },
    {
      fields: parsed.error.issues.map((issue) => ({
        path: [part, ...issue.path].map(String).join("."),
        words: ownWords(issue) ?? { en: issue.message, es: issue.message },
      })),
    },
  );
}

/** A check of ours says why in both languages: `refine(check, { params: { words } })`. */
const ownWords = (issue: z.core.$ZodIssue): Words | undefined =>
  issue.code === "custom" ? (issue.params as { words?: Words } | undefined)?.words : undefined;

/** Deeper than any input of ours, and shallow enough to be walked. */
const deepest = 100;

/** Half a surrogate pair and U+0000 cannot be stored as text: the first is mended, the second refused by name. */
function clean(value: unknown, depth = 0): unknown {
  if (depth > deepest)
    throw new Problem("bad-input", {
      en: "This is nested too deeply.",
      es: "Esto está anidado a demasiada profundidad.",
    });
  if (typeof value === "string") {
    if (value.includes("\u0000"))
      throw new Problem("bad-input", {
        en: "The text contains a character (U+0000) that cannot be kept.",
        es: "El texto contiene un carácter (U+0000) que no se puede guardar.",
      });
    return value.isWellFormed() ? value : value.toWellFormed();
  }
  if (Array.isArray(value)) return value.map((each) => clean(each, depth + 1));
  if (value && typeof value === "object" && (value.constructor === Object || !value.constructor))
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [clean(key), clean(each, depth + 1)]),
    );
  return value;
}

export const idParams = z.object({ id: z.uuid() });
