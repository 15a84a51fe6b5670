/** What a failed call to a Mastodon-like server means. Servers differ: bodies may be JSON, HTML or nothing at all. */

import { OutboundError } from "../../kernel/outbound.ts";
import type { Json } from "../../kernel/result.ts";
import type { Fault, Words } from "../connector.ts";

/** Mastodon counts requests in windows of five minutes; used when a server does not say when to come back. */
const DEFAULT_PAUSE_MS = 5 * 60_000;
const ADVICE: Words = {
  en: "Connect this channel again, signed in to the server with this account, and allow Rapport to read and to post.",
  es: "Vuelve a conectar este canal con la sesión de esta cuenta iniciada en el servidor y permite que Rapport lea y publique.",
};

/**
 * Whether the call may change what others see. When it may, an answer that cannot be trusted is `no-answer`;
 * when it cannot, nothing was done and asking again is harmless.
 */
export type Weight = "acts" | "harmless";

/** A call that ended without an answer. Anything that is not the network's doing is thrown on. */
export function faultOfError(error: unknown, weight: Weight, signal: AbortSignal, host: string): Fault {
  if (error instanceof OutboundError) {
    if (error.tag === "unreachable") return { tag: "unavailable", message: error.words };
    if (error.tag === "forbidden") return { tag: "refused", message: error.words, code: "forbidden" };
    return unsure(weight, error.words);
  }
  if (signal.aborted)
    return unsure(weight, {
      en: `The call to ${host} was given up.`,
      es: `Se abandonó la llamada a ${host}.`,
    });
  throw error;
}

export const unsure = (weight: Weight, message: Words): Fault =>
  weight === "acts" ? { tag: "no-answer", message } : { tag: "unavailable", message };

/** An answer outside 2xx. `method` matters: snac2 answers 422 to a read with a token that it does not know. */
export function faultOfAnswer(
  answer: { status: number; headers: Headers; body: Json | undefined; host: string },
  method: string,
  weight: Weight,
  now: Date,
): Fault {
  const { status, headers, host } = answer;
  const said = errorText(answer.body);
  const message = said
    ? { en: `${host} says: “${said}”`, es: `${host} dice: «${said}»` }
    : {
        en: `${host} answered ${status} without saying why.`,
        es: `${host} respondió ${status} sin decir por qué.`,
      };
  const code = String(status);
  const reading = method === "GET" || method === "HEAD";
  if (status === 429) return { tag: "rate", message, retryAt: retryAt(headers, now) };
  if (status === 401) return { tag: "authorisation", message, advice: ADVICE };
  if (status === 403)
    return reading || /scope|token|login|disabled|suspended|unconfirmed|e-mail/i.test(said)
      ? { tag: "authorisation", message, advice: ADVICE }
      : { tag: "refused", message, code };
  if (status === 422 && reading) return { tag: "authorisation", message, advice: ADVICE };
  if (status === 404 || status === 405 || status === 410 || status === 501)
    return { tag: "missing", message };
  // A gateway may give up on a server that goes on working: for an act a 5xx says nothing.
  if (status >= 500 || status === 408 || status === 425) return unsure(weight, message);
  if (status >= 300 && status < 400) return unsure(weight, message);
  return { tag: "refused", message, code };
}

/** The moment to come back: Retry-After (seconds or a date), else X-RateLimit-Reset (ISO 8601; epoch on some). */
export function retryAt(headers: Headers, now: Date): Date {
  const after = headers.get("retry-after")?.trim();
  if (after && /^\d+$/.test(after)) return new Date(now.getTime() + Number(after) * 1000);
  const reset = headers.get("x-ratelimit-reset") ?? headers.get("ratelimit-reset");
  for (const said of [after, reset?.trim()]) {
    if (!said) continue;
    const moment = /^\d{9,}$/.test(said) ? Number(said) * 1000 : Date.parse(said);
    if (Number.isFinite(moment) && moment > now.getTime()) return new Date(moment);
  }
  return new Date(now.getTime() + DEFAULT_PAUSE_MS);
}

function errorText(body: Json | undefined): string {
  if (!body || typeof body !== "object" || Array.isArray(body)) return "";
  const said = [body.error_description, body.error, body.message].find((one) => typeof one === "string");
  return typeof said === "string" ? said.slice(0, 300) : "";
}
