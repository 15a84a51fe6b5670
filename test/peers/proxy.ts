/**
 * A proxy in front of any HTTP peer that breaks chosen requests the way networks and servers do. Everything else
 * passes through as it is, WebSockets included.
 */
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

/**
 * - `cut-answer`: the request is forwarded and carried out; the connection is cut instead of the answer.
 * - `half-body`: forwarded; the connection is cut in the middle of the answer's body.
 * - `reset`: not forwarded; the connection is reset (RST).
 * - `hang`: not forwarded and never answered.
 * - `delay`: forwarded after `ms`.
 * - `answer`: not forwarded; answered with this status, headers and body (garbage JSON, 429 with Retry-After, …).
 */
export type HttpFault =
  | { kind: "cut-answer" }
  | { kind: "half-body" }
  | { kind: "reset" }
  | { kind: "hang" }
  | { kind: "delay"; ms: number }
  | { kind: "answer"; status: number; headers?: Record<string, string>; body?: string };

export interface FaultRule {
  /** `POST`; any when left out. */
  method?: string;
  /** Matched against path and query: a string must be contained in it. Any when left out. */
  path?: string | RegExp;
  fault: HttpFault;
  /** How many matching requests meet the fault; default 1. */
  times?: number;
  /** How many matching requests pass before it begins; default 0. */
  after?: number;
}

export interface ProxiedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** What the target answered; `undefined` while it has not, or when it was never asked. */
  targetStatus?: number;
  /** What the client met instead of a plain pass. */
  fault?: HttpFault["kind"];
}

export interface ProxyOptions {
  /**
   * Replace the target's origin by the proxy's in text and JSON answers and in Location. Needed for Bluesky: its
   * client follows the server address that the login names. Off where addresses are identities, as with Mastodon.
   */
  rewriteOrigin?: boolean;
}

export interface ProxyPeer {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** Adds a rule; the first rule that matches and is not used up decides. Answers how often it struck so far. */
  fault(rule: FaultRule): { struck(): number };
  /** Drops all rules. */
  heal(): void;
  /** Every request seen, oldest first. */
  requests: ProxiedRequest[];
  /** Refuses every connection, as a server that is down, until `back`. */
  away(): Promise<void>;
  back(): Promise<void>;
  /** Cuts every open connection, WebSockets too; new ones are served. */
  cutAll(): void;
  stop(): Promise<void>;
}

/** Starts a proxy in front of `target` (an `http:` origin) on a free loopback port. */
export async function startProxy(target: string, options: ProxyOptions = {}): Promise<ProxyPeer> {
  const origin = new URL(target).origin;
  const { hostname, port } = new URL(target);
  const targetPort = Number(port || 80);
  let rules: { rule: FaultRule; seen: number; struck: number }[] = [];
  const requests: ProxiedRequest[] = [];
  const sockets = new Set<Socket>();

  const server = createServer((incoming, response) => {
    const seen = note(incoming);
    const fault = faultFor(incoming);
    if (fault) seen.fault = fault.kind;
    if (fault?.kind === "reset") incoming.socket.resetAndDestroy();
    else if (fault?.kind === "answer") {
      incoming.resume();
      const type = { "content-type": "application/json" };
      response.writeHead(fault.status, { ...type, ...fault.headers }).end(fault.body ?? "");
    } else if (fault?.kind === "delay") setTimeout(() => forward(incoming, response, seen, fault), fault.ms);
    else if (fault?.kind !== "hang") forward(incoming, response, seen, fault);
  });
  server.on("connection", (socket) => keep(socket));
  server.on("upgrade", (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
    note(incoming);
    const lines = incoming.rawHeaders.reduce((all, part, at) => all + part + (at % 2 ? "\r\n" : ": "), "");
    const upstream = connect(targetPort, hostname, () => {
      upstream.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines}\r\n`);
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    keep(upstream);
    for (const [one, other] of [
      [upstream, client],
      [client, upstream],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the proxy has no port");
  const url = `http://127.0.0.1:${address.port}`;

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  }
  function note({ method = "GET", url: path = "/", headers }: IncomingMessage): ProxiedRequest {
    const seen: ProxiedRequest = { method, path, headers };
    requests.push(seen);
    return seen;
  }
  function faultFor({ method, url: path = "/" }: IncomingMessage): HttpFault | undefined {
    for (const entry of rules) {
      const { rule } = entry;
      if (rule.method && rule.method !== method) continue;
      if (typeof rule.path === "string" ? !path.includes(rule.path) : rule.path && !rule.path.test(path))
        continue;
      if (entry.struck >= (rule.times ?? 1)) continue;
      if (entry.seen++ < (rule.after ?? 0)) continue;
      entry.struck++;
      return rule.fault;
    }
    return undefined;
  }

  function forward(
    incoming: IncomingMessage,
    response: ServerResponse,
    seen: ProxiedRequest,
    fault?: HttpFault,
  ): void {
    const headers = { ...incoming.headers, host: new URL(target).host };
    // A packed body could neither be rewritten nor halved in a way that shows.
    delete headers["accept-encoding"];
    const upstream = httpRequest(new URL(incoming.url ?? "/", origin), {
      method: incoming.method ?? "GET",
      headers,
    });
    upstream.on("error", () => response.destroy());
    response.on("close", () => upstream.destroy());
    upstream.on("response", (answer) => {
      seen.targetStatus = answer.statusCode ?? 0;
      const isText = /json|text|xml/.test(answer.headers["content-type"] ?? "");
      const mustRead = fault?.kind === "cut-answer" || fault?.kind === "half-body";
      if (!mustRead && !(options.rewriteOrigin && isText)) {
        response.writeHead(seen.targetStatus, answer.headers);
        answer.pipe(response);
        return;
      }
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        if (fault?.kind === "cut-answer") return incoming.socket.destroy();
        const whole = Buffer.concat(parts);
        const body = options.rewriteOrigin && isText ? Buffer.from(rewrite(whole.toString())) : whole;
        const { "transfer-encoding": _, location, ...others } = answer.headers;
        const moved =
          location === undefined ? {} : { location: options.rewriteOrigin ? rewrite(location) : location };
        response.writeHead(seen.targetStatus ?? 502, { ...others, ...moved, "content-length": body.length });
        if (fault?.kind !== "half-body") return response.end(body);
        response.write(body.subarray(0, Math.floor(body.length / 2)), () => incoming.socket.destroy());
      });
    });
    incoming.pipe(upstream);
  }
  const rewrite = (text: string): string => text.replaceAll(origin, url);

  return {
    url,
    requests,
    fault(rule) {
      const entry = { rule, seen: 0, struck: 0 };
      rules.push(entry);
      return { struck: () => entry.struck };
    },
    heal() {
      rules = [];
    },
    async away() {
      const gone = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await gone;
    },
    back: () => new Promise((resolve) => server.listen(address.port, "127.0.0.1", resolve)),
    cutAll() {
      for (const socket of sockets) socket.destroy();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
