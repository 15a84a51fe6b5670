/**
 * One guarded HTTP exchange: follows redirects by hand, keeps the limits of time and size, and says of every failure
 * whether the request may have been carried out. Exactly-once delivery rests on that distinction.
 */
import { type Dispatcher, fetch as undiciFetch } from "undici";
import { limitedAnswer } from "./outbound-answer.ts";
import { OutboundError } from "./outbound-error.ts";
import { plainCause } from "./outbound-words.ts";

const MOST_REDIRECTS = 5;
const TIMEOUT = 30_000;
const MOST_BYTES = 10 * 1024 * 1024;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Headers that speak to one server only. */
const PERSONAL = ["authorization", "cookie", "proxy-authorization", "x-csrf-token", "x-api-key"];
const OF_A_BODY = [
  "content-encoding",
  "content-language",
  "content-length",
  "content-location",
  "content-type",
];

export interface OutboundInit extends RequestInit {
  /** Milliseconds until the whole answer must have come. Default 30 000. */
  timeout?: number;
  /** Most bytes of an answer's body, counted after decompression. Default 10 MiB. */
  maxBytes?: number;
}

type Redirect = NonNullable<RequestInit["redirect"]>;

export interface Ways {
  agentFor(method: string): Dispatcher;
  userAgent: string;
}

interface Hop {
  url: URL;
  method: string;
  headers: Headers;
  body: Uint8Array | ReadableStream | undefined;
}

export async function exchange(
  ways: Ways,
  input: string | URL | Request,
  init: OutboundInit = {},
): Promise<Response> {
  const { timeout = TIMEOUT, maxBytes = MOST_BYTES, ...rest } = init;
  const callers = init.signal ?? (isRequest(input) ? input.signal : undefined);
  callers?.throwIfAborted();
  const first = await firstHop(ways, input, rest);
  const redirect = init.redirect ?? (isRequest(input) ? input.redirect : "follow");

  const life = new AbortController();
  const seconds = Math.ceil(timeout / 1000);
  const timer = setTimeout(
    () =>
      life.abort(
        new OutboundError("no-answer", {
          en: `No whole answer came within ${seconds} s. Try again in a few minutes.`,
          es: `No llegó una respuesta completa en ${seconds} s. Inténtalo dentro de unos minutos.`,
        }),
      ),
    timeout,
  ).unref();
  const onAbort = () => life.abort(callers?.reason);
  callers?.addEventListener("abort", onAbort, { once: true });
  const release = () => {
    clearTimeout(timer);
    callers?.removeEventListener("abort", onAbort);
  };

  try {
    const { response, hop, hops } = await follow(ways, first, redirect, life.signal);
    return limitedAnswer(response, hop.url, hops > 0, maxBytes, life.signal, release);
  } catch (error) {
    life.abort(error);
    release();
    if (callers?.aborted) throw callers.reason;
    throw error;
  }
}

async function follow(ways: Ways, first: Hop, redirect: Redirect, signal: AbortSignal) {
  let hop = first;
  let changed = false;
  for (let hops = 0; ; hops += 1) {
    let response: Response;
    try {
      response = await once(ways, hop, signal);
    } catch (error) {
      throw changed && error instanceof OutboundError ? afterChange(error) : error;
    }
    changed ||= hop.method !== "GET" && hop.method !== "HEAD";
    if (redirect === "manual" || !REDIRECTS.has(response.status)) return { response, hop, hops };
    await response.body?.cancel();
    if (redirect === "error")
      throw new OutboundError("redirects", {
        en: `${hop.url.host} redirects.`,
        es: `${hop.url.host} redirige a otra dirección.`,
      });
    if (hops >= MOST_REDIRECTS) {
      throw new OutboundError("redirects", {
        en: `More than ${MOST_REDIRECTS} redirects from ${first.url.host}.`,
        es: `Más de ${MOST_REDIRECTS} redirecciones desde ${first.url.host}.`,
      });
    }
    hop = nextHop(hop, response);
  }
}

/** "Nothing was sent" is no longer true once an earlier hop may have changed something. */
function afterChange(error: OutboundError): OutboundError {
  if (error.tag !== "unreachable" && error.tag !== "forbidden") return error;
  return new OutboundError(
    "no-answer",
    {
      en: `The redirect could not be followed: ${error.words.en}`,
      es: `No se pudo seguir la redirección: ${error.words.es}`,
    },
    { cause: error },
  );
}

async function once(ways: Ways, hop: Hop, signal: AbortSignal): Promise<Response> {
  if (hop.url.protocol !== "http:" && hop.url.protocol !== "https:") {
    throw new OutboundError("forbidden", {
      en: `Only http and https addresses are opened, not ${hop.url.protocol}`,
      es: `Solo se abren direcciones http y https, no ${hop.url.protocol}`,
    });
  }
  let sent = false;
  const dispatcher = ways.agentFor(hop.method).compose((dispatch) => (options, handler) => {
    // Undici calls onRequestStart when a connection stands, right before the first byte is written.
    const observed = Object.create(handler) as typeof handler;
    observed.onRequestStart = (controller, context) => {
      sent = true;
      handler.onRequestStart?.(controller, context);
    };
    return dispatch(options, observed);
  });
  try {
    // The types of the platform's fetch and of undici's own are the same things under two names.
    return (await undiciFetch(hop.url.href, {
      method: hop.method,
      headers: [...hop.headers],
      body: (hop.body ?? null) as never,
      duplex: "half",
      redirect: "manual",
      signal: signal as never,
      dispatcher,
    })) as unknown as Response;
  } catch (error) {
    throw explain(error, hop.url, sent);
  }
}

function explain(error: unknown, url: URL, sent: boolean): OutboundError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof OutboundError && cause.tag === "forbidden") return cause;
    if (cause.message === "bad port") {
      return new OutboundError(
        "forbidden",
        { en: `Port ${url.port} is not one for the web.`, es: `El puerto ${url.port} no es de la web.` },
        { cause: error },
      );
    }
  }
  const plain = plainCause(error, url.host);
  const why = deepest(error);
  return sent
    ? new OutboundError(
        "no-answer",
        plain ?? {
          en: `${url.host} gave no whole answer: ${why}`,
          es: `${url.host} no dio una respuesta completa: ${why}`,
        },
        { cause: error },
      )
    : new OutboundError(
        "unreachable",
        plain ?? {
          en: `${url.host} could not be reached: ${why}`,
          es: `No se pudo llegar a ${url.host}: ${why}`,
        },
        { cause: error },
      );
}

function deepest(error: unknown): string {
  let last = error;
  while (last instanceof Error && last.cause instanceof Error) last = last.cause;
  if (last instanceof AggregateError && last.errors[0] instanceof Error) last = last.errors[0];
  return last instanceof Error ? last.message : String(last);
}

/** The redirect rules of the fetch standard, <https://fetch.spec.whatwg.org/#http-redirect-fetch>. */
function nextHop(hop: Hop, response: Response): Hop {
  const location = response.headers.get("location");
  if (location === null || !URL.canParse(location, hop.url.href)) {
    throw new OutboundError("redirects", {
      en: `${hop.url.host} redirects without saying where to.`,
      es: `${hop.url.host} redirige sin decir adónde.`,
    });
  }
  const url = new URL(location, hop.url);
  url.hash ||= hop.url.hash;
  const headers = new Headers(hop.headers);
  let { method, body } = hop;
  const { status } = response;
  const becomesGet =
    status === 303 ? method !== "GET" && method !== "HEAD" : status <= 302 && method === "POST";
  if (becomesGet) {
    method = "GET";
    body = undefined;
    for (const name of OF_A_BODY) headers.delete(name);
  }
  if (body instanceof ReadableStream) {
    throw new OutboundError("redirects", {
      en: `${hop.url.host} redirects a body that can be sent only once.`,
      es: `${hop.url.host} redirige un envío que solo puede hacerse una vez.`,
    });
  }
  if (url.origin !== hop.url.origin) for (const name of PERSONAL) headers.delete(name);
  return withCredentials({ url, method, headers, body });
}

async function firstHop(ways: Ways, input: string | URL | Request, init: RequestInit): Promise<Hop> {
  const written = isRequest(input) ? input.url : String(input);
  if (!URL.canParse(written))
    throw new OutboundError("forbidden", {
      en: `${written} is not a web address.`,
      es: `${written} no es una dirección web.`,
    });
  const url = new URL(written);
  const stream = init.body instanceof ReadableStream ? init.body : undefined;
  // The platform's Request knows how to write every kind of body (forms, blobs, search parameters).
  const { signal: _, ...asked } = stream ? { ...init, body: null } : init;
  const clean = new URL(url);
  clean.username = clean.password = "";
  const request = isRequest(input) ? new Request(input, asked) : new Request(clean.href, asked);
  const bytes = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
  const headers = new Headers(request.headers);
  if (!headers.has("user-agent")) headers.set("user-agent", ways.userAgent);
  return withCredentials({ url, method: request.method, headers, body: stream ?? bytes });
}

/** `https://name:password@host/`: fetch refuses it, the web means basic authentication by it. */
function withCredentials(hop: Hop): Hop {
  const { username, password } = hop.url;
  if (username === "" && password === "") return hop;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  hop.url.username = hop.url.password = "";
  if (!hop.headers.has("authorization")) {
    hop.headers.set("authorization", `Basic ${Buffer.from(pair).toString("base64")}`);
  }
  return hop;
}

/** Also a Request of another realm or copy, which `instanceof` does not know. */
function isRequest(input: string | URL | Request): input is Request {
  return typeof input === "object" && "url" in input;
}
