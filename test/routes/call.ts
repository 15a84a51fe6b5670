import type { Mounted } from "../../src/kernel/http.ts";
import type { Client } from "../client.ts";
import type { Inside } from "./inside.ts";
import { addressOf, type Sample } from "./sample.ts";

export interface Reply {
  status: number;
  /** Body and every header. */
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came.
  body: any;
}

let calls = 0;

/** Calls a route as it is mounted, from an address of its own; ends an event stream once it is open. Keeps no cookies. */
export async function callRoute(
  inside: Pick<Inside, "origin">,
  { method, url }: Pick<Mounted, "method" | "url">,
  client: Client,
  sample: Sample,
  more: { language?: string; raw?: { body: string | Uint8Array; type: string | undefined } } = {},
): Promise<Reply> {
  calls += 1;
  const cookie = [...client.cookies].map(([key, value]) => `${key}=${value}`).join("; ");
  const json = sample.body === undefined ? undefined : JSON.stringify(sample.body);
  const body = more.raw ? more.raw.body : json;
  const type = more.raw ? more.raw.type : "application/json";
  const answer = await fetch(`${inside.origin}${addressOf(url, sample)}`, {
    method,
    redirect: "manual",
    headers: {
      "accept-language": more.language ?? "en",
      "x-forwarded-for": `10.${(calls >> 16) & 255}.${(calls >> 8) & 255}.${calls & 255}`,
      ...(client.apiKey ? { authorization: `Bearer ${client.apiKey}` } : cookie ? { cookie } : {}),
      ...(client.workspace ? { "rapport-workspace": client.workspace } : {}),
      ...(body === undefined || type === undefined ? {} : { "content-type": type }),
    },
    ...(body === undefined ? {} : { body: body as string }),
  });
  const headers = JSON.stringify([...answer.headers]);
  if (answer.headers.get("content-type")?.includes("event-stream")) {
    await answer.body?.cancel();
    return { status: answer.status, text: headers, body: undefined };
  }
  const text = await answer.text();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Not every answer is JSON.
  }
  return { status: answer.status, text: `${text}${headers}`, body: parsed };
}
