/** What a failed call means. Error names are those of the lexicons and of the reference server (PDS). */

import { OutboundError } from "../../kernel/outbound.ts";
import type { JsonObject } from "../../kernel/result.ts";
import type { Fault, Words } from "../connector.ts";
import { textAt } from "./json-path.ts";

const RENEW_ADVICE: Words = {
  en: "Make a new app password in Bluesky (Settings, Privacy and security, App passwords) and connect this channel again.",
  es: "Crea una nueva contraseña de aplicación en Bluesky (Ajustes, Privacidad y seguridad, Contraseñas de aplicación) y vuelve a conectar este canal.",
};
const ACCOUNT_ADVICE: Words = {
  en: "Sign in to Bluesky with this account and follow what it says there, then check this channel again.",
  es: "Inicia sesión en Bluesky con esta cuenta, sigue lo que allí se indica y vuelve a comprobar este canal.",
};

/** The token has run out or is not known: `renew` may mend it without a person. */
const STALE = new Set(["ExpiredToken", "InvalidToken", "MissingTokenId", "BadJwt", "AuthMissing"]);
/** The account itself is closed, for now or for ever. */
const CLOSED = new Set([
  "AccountTakedown",
  "AccountDeactivated",
  "AccountSuspended",
  "AccountNotFound",
  "RepoDeactivated",
  "RepoTakendown",
  "RepoSuspended",
]);
const ABSENT = new Set(["RecordNotFound", "NotFound", "RepoNotFound", "HandleNotFound"]);

const GIVEN_UP: Words = { en: "The call was given up.", es: "La llamada se abandonó." };

/** No whole answer came. */
export function abandoned(error: unknown, acts: boolean): Fault {
  const message = error instanceof OutboundError ? error.words : GIVEN_UP;
  const sure = error instanceof OutboundError && (error.tag === "unreachable" || error.tag === "forbidden");
  return acts && !sure ? { tag: "no-answer", message } : { tag: "unavailable", message };
}

/** An answer of 2xx that is not the protocol. */
export function unreadable(method: string, acts: boolean): Fault {
  const message = {
    en: `The answer to ${method} was not readable.`,
    es: `La respuesta a ${method} no se pudo leer.`,
  };
  return acts ? { tag: "no-answer", message } : { tag: "unavailable", message };
}

/** An answer outside 2xx; `said` is its JSON, if it was any. */
export function answeredFault(
  clock: { now(): Date },
  response: Response,
  said: JsonObject | undefined,
  call: { method: string; acts?: boolean },
): Fault {
  const { status } = response;
  const code = textAt(said, "error") ?? "";
  const answer = `${status} ${code} ${textAt(said, "message") ?? ""}`.slice(0, 300).trim();
  const message = {
    en: `The server answered ${call.method} with: ${answer}`,
    es: `El servidor respondió a ${call.method} con: ${answer}`,
  };
  if (status === 429) return { tag: "rate", message, retryAt: retryAt(response, clock.now()) };
  if (CLOSED.has(code)) return { tag: "authorisation", message, advice: ACCOUNT_ADVICE };
  if (STALE.has(code)) return { tag: "authorisation", message, advice: RENEW_ADVICE, renewable: true };
  if (status === 401) return { tag: "authorisation", message, advice: RENEW_ADVICE };
  // A proxy's answer, or a server that stumbled half-way: of an act one cannot know how far it came.
  if (status >= 500 || !said)
    return call.acts ? { tag: "no-answer", message } : { tag: "unavailable", message };
  if (ABSENT.has(code) || status === 404) return { tag: "missing", message };
  return { tag: "refused", message, ...(code ? { code } : {}) };
}

/** `ratelimit-reset` is in seconds since 1970, `retry-after` in seconds from now or a date. */
function retryAt(response: Response, now: Date): Date {
  const reset = Number(response.headers.get("ratelimit-reset") ?? Number.NaN);
  if (Number.isFinite(reset) && reset > 1_000_000_000)
    return new Date(Math.max(reset * 1000, now.getTime() + 1000));
  const after = response.headers.get("retry-after") ?? "";
  if (/^\d+$/.test(after)) return new Date(now.getTime() + Number(after) * 1000);
  const date = new Date(after);
  return after && Number.isFinite(date.getTime()) ? date : new Date(now.getTime() + 60_000);
}
