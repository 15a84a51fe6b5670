/**
 * The server's own line: a WebSocket that says when there is a notification. Of Mastodon's two ways of streaming it is the one that
 * GoToSocial, Pleroma and Akkoma have too. Source: https://docs.joinmastodon.org/methods/streaming/
 */
import WebSocket from "ws";
import { fail, ok, type Result } from "../../kernel/result.ts";
import type { Fault, Outcome, Session, Visitor } from "../connector.ts";
import { askServer, serverOf, tokenOf } from "./client.ts";
import { faultOfAnswer, faultOfError } from "./faults.ts";
import { softwareOf } from "./settings.ts";

/** Mastodon sends something every 30 s; a line that is silent for longer is asked whether it is alive. */
const SILENCE_MS = 60_000;
/** Servers whose streaming is there and has no health page. */
const SILENT_HEALTH = new Set(["gotosocial", "pleroma", "akkoma"]);

/**
 * Whether the server streams, as far as it says. Only a plain "not here" counts as none; a server that is busy may stream
 * tomorrow. snac2 names an address where nothing listens: then the server itself is asked.
 */
export async function hasStreaming(
  visitor: Visitor,
  server: string,
  address: string,
  software: string,
): Promise<boolean> {
  if (SILENT_HEALTH.has(software)) return true;
  const call = { path: "/api/v1/streaming/health", bodiless: true };
  const base = httpOf(address) ?? server;
  let answer = await askServer(visitor, base, call);
  if (!answer.ok && answer.fault.tag !== "missing" && base !== server)
    answer = await askServer(visitor, server, call);
  return answer.ok || answer.fault.tag !== "missing";
}

/** See `Connector.listen`. */
export async function listen(
  session: Session,
  wake: (stream: string) => void,
  opened: () => void,
): Outcome<void> {
  const { streamingUrl, streaming } = session.settings;
  if (streaming === false)
    return fail({
      tag: "missing",
      message: { en: "This server has no streaming.", es: "Este servidor no tiene transmisión en vivo." },
    });
  const base = httpOf(typeof streamingUrl === "string" ? streamingUrl : "") ?? serverOf(session);
  const url = new URL("/api/v1/streaming", base);
  url.searchParams.set("stream", softwareOf(session.settings) === "pleroma" ? "user" : "user:notification");
  try {
    const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
    const address = await session.socket(url.hostname, port);
    session.signal.throwIfAborted();
    return await hold(session, url, address, wake, opened);
  } catch (error) {
    return fail(faultOfError(error, "harmless", session.signal, url.host));
  }
}

function hold(
  session: Session,
  url: URL,
  address: { host: string; servername: string },
  wake: (stream: string) => void,
  opened: () => void,
): Promise<Result<void, Fault>> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, {
      headers: { authorization: `Bearer ${tokenOf(session)}` },
      // The name was resolved and checked by the guard: the connection goes to that very address.
      lookup: (_host, options, found) => {
        const family = address.host.includes(":") ? 6 : 4;
        if (options.all) (found as unknown as Several)(null, [{ address: address.host, family }]);
        else found(null, address.host, family);
      },
      ...(address.servername ? { servername: address.servername } : {}),
      handshakeTimeout: 15_000,
      maxPayload: 4 * 1024 * 1024,
    });
    let alive = true;
    const pulse = setInterval(() => {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
    }, SILENCE_MS);
    pulse.unref();
    const stop = (): void => socket.terminate();
    session.signal.addEventListener("abort", stop, { once: true });
    let why: Result<void, Fault> = ok(undefined);
    socket.on("open", opened);
    for (const sign of ["message", "ping", "pong"] as const)
      socket.on(sign, () => {
        alive = true;
      });
    socket.on("message", (data) => {
      for (const stream of wokenBy(String(data))) wake(stream);
    });
    socket.on("unexpected-response", (_request, response) => {
      const status = response.statusCode ?? 500;
      // A server without streaming answers with whatever it has there: a page, or its API's "not found".
      const none = status < 400 || status === 404 || status === 405 || status === 501 || status === 426;
      const answer = { status: none ? 404 : status, headers: new Headers(), body: undefined, host: url.host };
      why = fail(faultOfAnswer(answer, "GET", "harmless", session.now()));
      response.resume();
      socket.terminate();
    });
    socket.on("error", (error) => {
      if (why.ok)
        why = fail({
          tag: "unavailable",
          message: {
            en: `The line to ${url.host} broke: ${error.message}`,
            es: `Se cortó la línea con ${url.host}: ${error.message}`,
          },
        });
    });
    socket.on("close", () => {
      clearInterval(pulse);
      session.signal.removeEventListener("abort", stop);
      resolve(why);
    });
  });
}

type Several = (error: null, addresses: Array<{ address: string; family: number }>) => void;

/** Which streams an event is news for. An event that we cannot read wakes nothing: the next pull sees it. */
export function wokenBy(message: string): string[] {
  let event: unknown;
  try {
    event = (JSON.parse(message) as { event?: unknown } | null)?.event;
  } catch {
    return [];
  }
  if (event === "notification" || event === "notifications_merged") return ["notifications"];
  if (event === "conversation") return ["conversations"];
  return [];
}

/** `wss://` and `https://` name the same server. */
function httpOf(address: string): string | undefined {
  const url = URL.parse(address.replace(/^ws/, "http"));
  return url && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}
