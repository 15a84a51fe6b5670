/** A browser without a window: keeps its cookies, speaks JSON, names its workspace, and hears live updates. */
import assert from "node:assert/strict";
import { sleep } from "./peers/daemon.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test looks at what came.
export type Loose = any;
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Answer {
  status: number;
  body: Loose;
  text: string;
  headers: Headers;
}

export interface Heard {
  topic: string;
  ids: string[];
}

export class Client {
  readonly origin: string;
  readonly cookies = new Map<string, string>();
  readonly name: string;
  workspace: string | undefined;
  language = "en";
  /** Instead of cookies, when set. */
  apiKey: string | undefined;
  /** The address it comes from, where the product believes such words. */
  address: string | undefined;

  constructor(origin: string, name = "somebody") {
    this.origin = origin;
    this.name = name;
  }

  /** Any call, whatever it answers. Bytes are sent as they are, everything else as JSON. Throws when the line breaks. */
  async ask(
    method: Method,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([key, value]) => `${key}=${value}`).join("; ");
    const raw = body instanceof Uint8Array || typeof body === "string";
    const answer = await fetch(`${this.origin}/api${path}`, {
      method,
      redirect: "manual",
      headers: {
        "accept-language": this.language,
        origin: this.origin,
        ...(this.apiKey ? { authorization: `Bearer ${this.apiKey}` } : cookie ? { cookie } : {}),
        ...(this.workspace ? { "rapport-workspace": this.workspace } : {}),
        ...(this.address ? { "x-forwarded-for": this.address } : {}),
        ...(body === undefined || raw ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, key = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) this.cookies.delete(key);
      else this.cookies.set(key, value);
    }
    const text = await answer.text();
    const json = answer.headers.get("content-type")?.includes("json") && text !== "";
    return {
      status: answer.status,
      body: json ? JSON.parse(text) : undefined,
      text,
      headers: answer.headers,
    };
  }

  /** A call that must be answered with this status; answers the body. */
  async expect(status: number, method: Method, path: string, body?: unknown): Promise<Loose> {
    const answer = await this.ask(method, path, body);
    const said = `${this.name}: ${method} ${path} answered ${answer.status} ${answer.text.slice(0, 600)}`;
    assert.equal(answer.status, status, said);
    return answer.body;
  }

  async #well(method: Method, path: string, body?: unknown): Promise<Loose> {
    const answer = await this.ask(method, path, body);
    const said = `${this.name}: ${method} ${path} answered ${answer.status} ${answer.text.slice(0, 600)}`;
    assert.ok(answer.status >= 200 && answer.status < 300, said);
    return answer.body;
  }
  get = (path: string) => this.#well("GET", path);
  post = (path: string, body: unknown = {}) => this.#well("POST", path, body);
  put = (path: string, body: unknown) => this.#well("PUT", path, body);
  patch = (path: string, body: unknown) => this.#well("PATCH", path, body);
  delete = (path: string, body?: unknown) => this.#well("DELETE", path, body);

  /** All rows of a list, page by page. */
  async all(path: string): Promise<Loose[]> {
    const rows: Loose[] = [];
    let next: string | null = null;
    do {
      const page = await this.get(
        `${path}${path.includes("?") ? "&" : "?"}limit=100${next ? `&cursor=${encodeURIComponent(next)}` : ""}`,
      );
      rows.push(...page.rows);
      next = page.next;
    } while (next);
    return rows;
  }

  /**
   * Opens the event stream; resolves once it is open. `heard` grows as things happen. When the product ends the stream
   * (as it does for whoever changed as a teammate) it comes back, as a browser does.
   */
  async listen(): Promise<{ heard: Heard[]; close(): void }> {
    const end = new AbortController();
    const heard: Heard[] = [];
    let reader = await this.#openStream(end.signal);
    let rest = "";
    const take = (text: string) => {
      rest += text;
      const parts = rest.split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (data) heard.push(JSON.parse(data));
      }
    };
    take((await reader.read()).value ?? "");
    void (async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) reader = await this.#openStream(end.signal);
        else take(value);
      }
    })().catch(() => {});
    return { heard, close: () => end.abort() };
  }

  async #openStream(signal: AbortSignal): Promise<ReadableStreamDefaultReader<string>> {
    const cookie = [...this.cookies].map(([key, value]) => `${key}=${value}`).join("; ");
    const headers = { cookie, ...(this.workspace ? { "rapport-workspace": this.workspace } : {}) };
    const answer = await fetch(`${this.origin}/api/live`, { signal, headers });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-type") ?? "", /^text\/event-stream/);
    assert.ok(answer.body);
    return answer.body.pipeThrough(new TextDecoderStream()).getReader();
  }
}

/**
 * Repeats a check until it neither throws nor answers `undefined` or `false`; answers what it answered. The time is
 * only where patience ends: it says nothing about how fast something has to be.
 */
export async function eventually<T>(
  check: () => Promise<T | undefined | false> | T | undefined | false,
  what: string,
  patience = 60_000,
): Promise<T> {
  const deadline = Date.now() + patience;
  let last: unknown;
  for (;;) {
    try {
      const answer = await check();
      if (answer !== undefined && answer !== false) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline)
      throw new Error(
        `Not within ${patience / 1000} s: ${what}${last ? ` (${(last as Error).message})` : ""}`,
      );
    await sleep(150);
  }
}
