/** The answer of an outbound request, its body limited in size and in time while it streams. */
import { OutboundError } from "./outbound-error.ts";

const WITHOUT_BODY = new Set([101, 204, 205, 304]);

/**
 * Wraps an answer so that its body ends with "too-large" after `maxBytes` (counted after decompression) and with
 * "no-answer" when the connection breaks. `release` is called once, when the body has ended one way or another.
 */
export function limitedAnswer(
  response: Response,
  url: URL,
  redirected: boolean,
  maxBytes: number,
  signal: AbortSignal,
  release: () => void,
): Response {
  const declared = Number(response.headers.get("content-length") ?? 0);
  if (declared > maxBytes) {
    void response.body?.cancel().catch(() => {});
    throw tooLarge(url, maxBytes);
  }
  const odd = response.status < 200 || response.status > 599;
  let body: ReadableStream<Uint8Array> | null = null;
  if (response.body && !WITHOUT_BODY.has(response.status)) {
    body = limited(response.body, url, maxBytes, signal, release);
  } else {
    release();
  }
  const answer = new Response(body, {
    status: odd ? 520 : response.status,
    statusText: response.statusText,
    headers: [...response.headers],
  });
  // The constructor knows neither where an answer came from, nor the status 999 that some sites send.
  Object.defineProperties(answer, {
    url: { value: url.href },
    redirected: { value: redirected },
    ...(odd ? { status: { value: response.status } } : {}),
  });
  return answer;
}

function limited(
  source: ReadableStream<Uint8Array>,
  url: URL,
  maxBytes: number,
  signal: AbortSignal,
  release: () => void,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let bytes = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) {
          release();
          controller.close();
          return;
        }
        bytes += value.byteLength;
        if (bytes > maxBytes) {
          void reader.cancel().catch(() => {});
          throw tooLarge(url, maxBytes);
        }
        controller.enqueue(value);
      } catch (error) {
        release();
        controller.error(reasonFor(error, url, signal));
      }
    },
    async cancel(reason) {
      release();
      await reader.cancel(reason);
    },
  });
}

function reasonFor(error: unknown, url: URL, signal: AbortSignal): unknown {
  if (error instanceof OutboundError) return error;
  if (signal.aborted) return signal.reason;
  return new OutboundError(
    "no-answer",
    {
      en: `${url.host} stopped in the middle of its answer.`,
      es: `${url.host} se detuvo a mitad de su respuesta.`,
    },
    { cause: error },
  );
}

function tooLarge(url: URL, maxBytes: number): OutboundError {
  return new OutboundError("too-large", {
    en: `${url.host} answered with more than ${maxBytes} bytes.`,
    es: `${url.host} respondió con más de ${maxBytes} bytes.`,
  });
}
