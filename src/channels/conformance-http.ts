/** Ways in which HTTP breaks, put between a connector and its real server by the conformance suite. */
import { OutboundError, type OutboundFetch } from "../kernel/outbound.ts";
import type { Breakage } from "./conformance.ts";

/** Breakages that HTTP has; `revoked` is made at the server itself. */
export type HttpBreakage = Exclude<Breakage, "revoked">;

/** Which requests break; all of them when left out. The others reach the server unharmed. */
export type Which = (request: { url: URL; method: string }) => boolean;

/** A fetch that reaches the real server but for the breakage. Keeps the promises of `OutboundFetch` about errors. */
export function breakFetch(
  fetch: OutboundFetch,
  kind: HttpBreakage,
  which: Which = () => true,
): OutboundFetch {
  return async (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const url = new URL(request?.url ?? String(input));
    const method = init?.method ?? request?.method ?? "GET";
    if (!which({ url, method })) return fetch(input, init);
    const signal = init?.signal ?? request?.signal;
    signal?.throwIfAborted();
    switch (kind) {
      case "rate":
        return answer(
          429,
          "application/json",
          '{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}',
          {
            "retry-after": "120",
            "ratelimit-reset": String(Math.floor(Date.now() / 1000) + 120),
            "x-ratelimit-reset": new Date(Date.now() + 120_000).toISOString(),
          },
        );
      case "busy":
        return answer(503, "text/plain", "Service Unavailable");
      case "html":
        return answer(502, "text/html; charset=utf-8", "<html><body><h1>502 Bad Gateway</h1></body></html>");
      case "unreachable":
        throw new OutboundError("unreachable", {
          en: `${url.host} could not be reached: connect ECONNREFUSED`,
          es: `No se pudo llegar a ${url.host}: connect ECONNREFUSED`,
        });
      case "reset-before":
        throw new OutboundError("no-answer", {
          en: "The line broke: read ECONNRESET",
          es: "La línea se cortó: read ECONNRESET",
        });
      case "reset-after":
        await (await fetch(input, init)).arrayBuffer();
        throw new OutboundError("no-answer", {
          en: "The line broke: read ECONNRESET",
          es: "La línea se cortó: read ECONNRESET",
        });
      case "half-body": {
        const whole = await fetch(input, init);
        return new Response(half(new Uint8Array(await whole.arrayBuffer())), whole);
      }
      case "garbage":
        await (await fetch(input, init)).arrayBuffer();
        return answer(200, "application/json", '{"almost": ["json"');
      case "stalled":
        return new Promise((_, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
        });
    }
  };
}

const answer = (status: number, type: string, body: string, headers: Record<string, string> = {}): Response =>
  new Response(body, { status, headers: { "content-type": type, ...headers } });

/** The first half of the bytes, and then a cut connection. */
function half(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  let given = false;
  return new ReadableStream({
    pull(controller) {
      if (given)
        controller.error(
          new OutboundError("no-answer", {
            en: "The other side closed the line.",
            es: "El otro lado cerró la línea.",
          }),
        );
      else controller.enqueue(bytes.slice(0, Math.floor(bytes.length / 2)));
      given = true;
    },
  });
}
