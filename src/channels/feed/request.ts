/** Fetches a feed with good manners, and tells its failures as faults. */

import { OutboundError } from "../../kernel/outbound.ts";
import { fail, ok } from "../../kernel/result.ts";
import type { Fault, Outcome, Visitor, Words } from "../connector.ts";

export const NOT_A_FEED: Words = {
  en: "The site answered with something that is not a feed.",
  es: "El sitio respondió con algo que no es una fuente de noticias.",
};

/** What a site gave with the last answer, to be shown to it with the next question (RFC 9110, 13.1). */
export interface Validators {
  etag?: string;
  modified?: string;
}

export interface Answer {
  url: string;
  type: string;
  bytes: Uint8Array;
  validators: Validators;
  /** Until when the site asks not to be asked again. */
  freshUntil?: Date;
}

/** What a feed may weigh. Bytes. */
const LARGEST = 10 * 1024 * 1024;

/** Sites are asked at least this often, whatever they wish: press is read for what is new. Seconds. */
const LONGEST_FRESH = 3600;

const ACCEPT =
  "application/feed+json, application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/json;q=0.8, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.5, */*;q=0.1";

/** One answer, or undefined when nothing has changed since (304). */
export async function request(
  way: Visitor,
  url: string,
  known: Validators = {},
): Outcome<Answer | undefined> {
  const headers = {
    accept: ACCEPT,
    ...(known.etag ? { "if-none-match": known.etag } : {}),
    ...(known.modified ? { "if-modified-since": known.modified } : {}),
  };
  try {
    const response = await way.fetch(url, { headers, signal: way.signal, maxBytes: LARGEST });
    const fault = statusFault(response, way.now());
    if (response.status === 304 || fault) {
      await response.body?.cancel();
      return fault ? fail(fault) : ok(undefined);
    }
    return ok(await readAnswer(response, url, way.now()));
  } catch (error) {
    return fail(brokenFault(error, way.signal));
  }
}

async function readAnswer(response: Response, url: string, now: Date): Promise<Answer> {
  const etag = response.headers.get("etag");
  const modified = response.headers.get("last-modified");
  const age = Number(/max-age=(\d+)/i.exec(response.headers.get("cache-control") ?? "")?.[1] ?? 0);
  return {
    url: response.url || url,
    type: response.headers.get("content-type") ?? "",
    bytes: new Uint8Array(await response.arrayBuffer()),
    validators: { ...(etag ? { etag } : {}), ...(modified ? { modified } : {}) },
    ...(age > 0 ? { freshUntil: new Date(now.getTime() + Math.min(age, LONGEST_FRESH) * 1000) } : {}),
  };
}

function statusFault(response: Response, now: Date): Fault | undefined {
  const { status } = response;
  if ((status >= 200 && status < 300) || status === 304) return undefined;
  const wait = retryAt(response.headers.get("retry-after"), now);
  const site = hostOf(response.url);
  if (status === 429 || (status === 503 && wait)) {
    const retry = wait ?? new Date(now.getTime() + 15 * 60_000);
    return {
      tag: "rate",
      message: { en: `${site.en} asks for a pause.`, es: `${site.es} pide una pausa.` },
      retryAt: retry,
    };
  }
  if (status === 410)
    return {
      tag: "authorisation",
      message: {
        en: `${site.en} says that this feed is gone for good (410).`,
        es: `${site.es} dice que esta fuente ha desaparecido para siempre (410).`,
      },
      advice: {
        en: "Look on the site for a new feed and connect that one; this channel can be disconnected.",
        es: "Busca en el sitio una fuente nueva y conéctala; este canal se puede desconectar.",
      },
    };
  if (status === 401 || status === 403)
    return {
      tag: "authorisation",
      message: {
        en: `${site.en} does not let everybody read this feed (${status}).`,
        es: `${site.es} no deja que todo el mundo lea esta fuente (${status}).`,
      },
      advice: {
        en: "Open the address in a browser. Feeds behind a sign-in need an address that carries its own key.",
        es: "Abre la dirección en un navegador. Las fuentes que piden iniciar sesión necesitan una dirección que lleve su propia clave.",
      },
    };
  if (status === 404)
    return {
      tag: "missing",
      message: {
        en: `${site.en} has no feed at this address (404).`,
        es: `${site.es} no tiene ninguna fuente en esta dirección (404).`,
      },
    };
  return {
    tag: "unavailable",
    message: { en: `${site.en} answered ${status}.`, es: `${site.es} respondió ${status}.` },
  };
}

function hostOf(url: string): Words {
  if (!URL.canParse(url)) return { en: "The site", es: "El sitio" };
  const { host } = new URL(url);
  return { en: host, es: host };
}

/** RFC 9110, 10.2.3: seconds or a date; at most a day is honoured. */
export function retryAt(value: string | null, now: Date): Date | undefined {
  const written = value?.trim() ?? "";
  // JavaScript would read a date into nearly everything; those of HTTP begin with a weekday.
  if (!/^(\d+$|[A-Z][a-z]{2})/.test(written)) return undefined;
  const seconds = /^\d+$/.test(written) ? Number(written) : (Date.parse(written) - now.getTime()) / 1000;
  if (!Number.isFinite(seconds)) return undefined;
  return new Date(now.getTime() + Math.min(Math.max(seconds, 0), 86_400) * 1000);
}

/** A read changes nothing: whatever broke, asking again later is safe. */
function brokenFault(error: unknown, signal: AbortSignal): Fault {
  if (signal.aborted)
    return {
      tag: "unavailable",
      message: {
        en: "Stopped while asking the site.",
        es: "Se interrumpió mientras se preguntaba al sitio.",
      },
    };
  if (error instanceof OutboundError) return { tag: "unavailable", message: error.words };
  throw error;
}

/** Where the site says that this address has moved to for good (301, 308); the address itself when it has not. */
export async function permanentAddress(way: Visitor, url: string): Promise<string> {
  let at = url;
  for (let hop = 0; hop < 5; hop += 1) {
    try {
      const response = await way.fetch(at, {
        redirect: "manual",
        signal: way.signal,
        headers: { accept: ACCEPT },
      });
      await response.body?.cancel();
      const location = response.headers.get("location");
      if (![301, 308].includes(response.status) || !location || !URL.canParse(location, at)) return at;
      at = new URL(location, at).href;
    } catch (error) {
      if (error instanceof OutboundError || way.signal.aborted) return at;
      throw error;
    }
  }
  // A circle is no move.
  return url;
}
