/** One call to a Mastodon-like server over the guarded fetch: answers JSON, or a fault that says the truth. */
import type { z } from "zod";
import { fail, type Json, type JsonObject, ok } from "../../kernel/result.ts";
import type { Outcome, Session, Visitor, Words } from "../connector.ts";
import { faultOfAnswer, faultOfError, unsure, type Weight } from "./faults.ts";

export interface Call {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  query?: Record<string, string | string[]>;
  json?: JsonObject;
  form?: FormData | URLSearchParams;
  headers?: Record<string, string>;
  /** Default: `harmless` for GET, else `acts`. */
  weight?: Weight;
  /** An answer without a readable body is good enough. */
  bodiless?: boolean;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Json | undefined;
}

/** Calls the channel's own server with its token. */
export function ask(session: Session, call: Call): Outcome<Answer> {
  return askServer(session, serverOf(session), call, tokenOf(session));
}

/**
 * Calls any server, with a token or without one. A read whose line breaks is asked once more right away: small servers
 * drop a line now and then (snac2 under load), and a person who connects a channel should not have to begin anew.
 */
export async function askServer(
  visitor: Visitor,
  server: string,
  call: Call,
  token?: string,
): Outcome<Answer> {
  for (let tries = 1; ; tries++)
    try {
      return await askOnce(visitor, server, call, token);
    } catch (error) {
      const reads = methodOf(call) === "GET" && weightOf(call) === "harmless";
      if (tries === 1 && reads && !visitor.signal.aborted && isBroken(error)) continue;
      return fail(faultOfError(error, weightOf(call), visitor.signal, new URL(server).host));
    }
}

/** Throws what the way out throws. */
async function askOnce(
  visitor: Visitor,
  server: string,
  call: Call,
  token: string | undefined,
): Outcome<Answer> {
  const method = methodOf(call);
  const weight = weightOf(call);
  const url = new URL(call.path, server);
  for (const [name, value] of Object.entries(call.query ?? {}))
    for (const one of [value].flat()) url.searchParams.append(name, one);
  const headers: Record<string, string> = { accept: "application/json", ...call.headers };
  if (token) headers.authorization = `Bearer ${token}`;
  if (call.json) headers["content-type"] = "application/json";
  const body = call.json ? JSON.stringify(call.json) : call.form;
  const response = await visitor.fetch(url, {
    method,
    headers,
    signal: visitor.signal,
    ...(body === undefined ? {} : { body }),
  });
  const said = parse(await response.text());
  const answer = { status: response.status, headers: response.headers, body: said };
  if (!response.ok) return fail(faultOfAnswer({ ...answer, host: url.host }, method, weight, visitor.now()));
  if (said === undefined && !call.bodiless)
    return fail(
      unsure(weight, {
        en: `${url.host} answered something that is not JSON.`,
        es: `${url.host} respondió algo que no es JSON.`,
      }),
    );
  return ok(answer);
}

const methodOf = ({ method = "GET" }: Call) => method;
const weightOf = (call: Call): Weight => call.weight ?? (methodOf(call) === "GET" ? "harmless" : "acts");

/** The other side closed the line in the middle. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return code === "ECONNRESET" || code === "UND_ERR_SOCKET" || isBroken(error.cause);
}

const UNSHAPED: Words = {
  en: "The server answered in a shape that is not the Mastodon API's.",
  es: "El servidor respondió de una forma que no es la de la API de Mastodon.",
};

/** The answer's body in the expected shape; another shape is as good as no answer. */
export function shaped<S extends z.ZodType>(answer: Answer, shape: S, weight: Weight = "harmless") {
  const parsed = shape.safeParse(answer.body);
  return parsed.success ? ok(parsed.data as z.output<S>) : fail(unsure(weight, UNSHAPED));
}

/** Throws when there is no token in what was sealed: a broken invariant. */
export function tokenOf(session: Pick<Session, "credentials">): string {
  const { accessToken } = session.credentials.value;
  if (typeof accessToken !== "string" || !accessToken)
    throw new Error("not the credentials of a Mastodon channel");
  return accessToken;
}

export function serverOf(session: Pick<Session, "account">): string {
  if (!session.account.server) throw new Error("a Mastodon channel without its server");
  return session.account.server;
}

/** `max_id` of the Link header's next page; null when there is a Link header without one; undefined without a header. */
export function nextMaxId(headers: Headers): string | null | undefined {
  const link = headers.get("link");
  if (!link) return undefined;
  for (const [, target, rel] of link.matchAll(/<([^>]*)>\s*;[^,]*?rel="?([a-z]+)"?/g))
    if (rel === "next" && target)
      return URL.parse(target, "http://unused.invalid")?.searchParams.get("max_id") ?? null;
  return null;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
