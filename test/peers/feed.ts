/** A real feed server for tests: one list of items as RSS, Atom and JSON Feed, with conditional requests and faults. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { atomFeed, type FeedDocument, type FeedItem, homePage, jsonFeed, rssFeed } from "./feed-documents.ts";

export interface FeedRequest {
  path: string;
  /** It carried If-None-Match or If-Modified-Since. */
  conditional: boolean;
  status: number;
  headers: IncomingMessage["headers"];
}

/**
 * What the next requests meet: an error status (with `retryAfter` in seconds where given), a web page in the
 * feed's place with status 200, half of the body before the connection is cut, or a connection cut at once.
 */
export type FeedFault = { status: number; retryAfter?: number } | "html" | "half" | "cut";

export interface FeedPeer {
  /** The site's page; it names the three feeds, for auto-discovery. */
  url: string;
  rssUrl: string;
  atomUrl: string;
  jsonUrl: string;
  /** Adds an item at the top; what is not given is made up. Answers the whole item. */
  add(item?: Partial<FeedItem>): FeedItem;
  /** Changes an item in place and its `updated` time. Throws for an unknown id. */
  edit(id: string, change: Partial<Omit<FeedItem, "id">>): FeedItem;
  /** Takes an item out of the feeds, as a site does with what is old or withdrawn. */
  remove(id: string): void;
  /** Every request so far, oldest first. */
  requests: FeedRequest[];
  conditionalRequests(): number;
  notModifiedAnswers(): number;
  /** The next `times` requests (default 1) for a feed meet this fault; `"none"` ends it. */
  fail(fault: FeedFault | "none", times?: number): void;
  /** Whether answers carry ETag and Last-Modified; both default to true. Some sites have one, or none. */
  validators(which: { etag: boolean; lastModified: boolean }): void;
  stop(): Promise<void>;
}

/** Starts a feed server on a free loopback port. `title` is the site's name. */
export async function startFeed(title = "The Tea House Press"): Promise<FeedPeer> {
  const items: FeedItem[] = [];
  const requests: FeedRequest[] = [];
  let fault: { what: FeedFault; left: number } | undefined;
  let has = { etag: true, lastModified: true };
  let changedAt = new Date();
  let made = 0;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", url).pathname;
    const headers = request.headers;
    const conditional = headers["if-none-match"] !== undefined || headers["if-modified-since"] !== undefined;
    response.once("close", () => requests.push({ path, conditional, status: response.statusCode, headers }));
    answer(path, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the feed server has no port");
  const url = `http://127.0.0.1:${address.port}`;

  function answer(path: string, request: IncomingMessage, response: ServerResponse): void {
    const document: FeedDocument = { title, url, items, changedAt };
    const feeds: Record<string, [type: string, body: string]> = {
      "/rss.xml": ["application/rss+xml; charset=utf-8", rssFeed(document)],
      "/atom.xml": ["application/atom+xml; charset=utf-8", atomFeed(document)],
      "/feed.json": ["application/feed+json; charset=utf-8", jsonFeed(document)],
    };
    const [type, body] = feeds[path] ?? ["text/html; charset=utf-8", homePage(document)];
    if (!(path in feeds)) {
      const known = path === "/" || items.some((item) => item.url === url + path);
      response.writeHead(known ? 200 : 404, { "content-type": type }).end(known ? body : "");
      return;
    }
    const met = fault?.what;
    if (fault && --fault.left === 0) fault = undefined;
    if (met !== undefined) {
      fail(met, type, body, response);
      return;
    }
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 32)}"`;
    if (has.etag) response.setHeader("etag", etag);
    if (has.lastModified) response.setHeader("last-modified", changedAt.toUTCString());
    if (isUnchanged(request, etag)) response.writeHead(304).end();
    else response.writeHead(200, { "content-type": type }).end(body);
  }

  /** RFC 9110, section 13.2.2: If-None-Match decides alone where it is given. */
  function isUnchanged(request: IncomingMessage, etag: string): boolean {
    const match = request.headers["if-none-match"];
    if (match !== undefined && has.etag) return match.split(/\s*,\s*/).includes(etag);
    const since = Date.parse(request.headers["if-modified-since"] ?? "");
    return has.lastModified && match === undefined && Math.floor(changedAt.getTime() / 1000) * 1000 <= since;
  }

  /** Last-Modified counts whole seconds: a second change within one is dated into the next, so that it is seen. */
  function touch(): void {
    const next = Math.floor(changedAt.getTime() / 1000) * 1000 + 1000;
    changedAt = new Date(Math.max(Date.now(), next));
  }

  return {
    url,
    rssUrl: `${url}/rss.xml`,
    atomUrl: `${url}/atom.xml`,
    jsonUrl: `${url}/feed.json`,
    requests,
    add(given = {}) {
      const number = ++made;
      touch();
      const item: FeedItem = {
        id: `${url}/articles/${number}`,
        url: `${url}/articles/${number}`,
        title: `Article ${number}`,
        html: `<p>Text of article ${number}.</p>`,
        author: "Ines Duarte",
        published: new Date(),
        updated: new Date(),
        ...given,
      };
      items.unshift(item);
      return item;
    },
    edit(id, change) {
      const at = items.findIndex((item) => item.id === id);
      const before = items[at];
      if (!before) throw new Error(`no such item: ${id}`);
      touch();
      const item = { ...before, updated: new Date(), ...change };
      items[at] = item;
      return item;
    },
    remove(id) {
      const at = items.findIndex((item) => item.id === id);
      if (at < 0) throw new Error(`no such item: ${id}`);
      touch();
      items.splice(at, 1);
    },
    conditionalRequests: () => requests.filter((request) => request.conditional).length,
    notModifiedAnswers: () => requests.filter((request) => request.status === 304).length,
    fail(what, times = 1) {
      fault = what === "none" ? undefined : { what, left: times };
    },
    validators(which) {
      has = which;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fail(fault: FeedFault, type: string, body: string, response: ServerResponse): void {
  if (fault === "cut") {
    response.destroy();
  } else if (fault === "html") {
    const page = "<!doctype html><title>One moment</title><p>Checking your browser.</p>";
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
  } else if (fault === "half") {
    const bytes = Buffer.from(body);
    response.writeHead(200, { "content-type": type, "content-length": bytes.length });
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  } else {
    const wait = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
    response.writeHead(fault.status, { "content-type": "text/plain", ...wait }).end("not now");
  }
}
