/**
 * A small strict stand-in for what Mastodon's documentation promises and snac2 does not do: idempotency keys, JSON errors, version 2 of
 * the instance, Link headers, slow media, rate limits and streaming. It refuses what the documentation does not allow,
 * so that a connector that only gets along with snac2 fails here.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { account, instance, pollOf } from "./mastodon-stand-in-entities.ts";

export interface StandIn {
  url: string;
  token: string;
  /** Everything that was asked, in order, with what was answered. */
  asked: Array<{
    method: string;
    path: string;
    query: URLSearchParams;
    json: unknown;
    status: number;
    answer: unknown;
  }>;
  /** What stands on the server, oldest first. */
  statuses: Array<Record<string, unknown>>;
  notifications: Array<Record<string, unknown>>;
  /** Paths that answer like this instead, until removed. */
  instead: Map<string, { status: number; headers?: Record<string, string>; body: string }>;
  /** Sends an event to everybody who listens. */
  emit(event: string): void;
  listeners(): number;
  stop(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const token = randomUUID();
  const byKey = new Map<string, Record<string, unknown>>();
  const media = new Map<string, number>();
  const sources = new Map<string, string>();
  const lines = new Set<WebSocket>();
  let url = "";
  let serial = 100;
  const me = () => account("1", "brand", `${url}/@brand`);
  const self: StandIn = {
    url,
    token,
    asked: [],
    statuses: [],
    notifications: [],
    instead: new Map(),
    emit: (event) => {
      for (const line of lines)
        line.send(JSON.stringify({ stream: ["user:notification"], event, payload: "{}" }));
    },
    listeners: () => lines.size,
    stop: async () => {
      for (const line of lines) line.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  const status = (text: string, more: Record<string, unknown>) => {
    const id = String(++serial);
    return {
      id,
      uri: `${url}/users/brand/statuses/${id}`,
      url: `${url}/@brand/${id}`,
      created_at: new Date().toISOString(),
      edited_at: null,
      content: `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br />")}</p>`,
      visibility: "public",
      sensitive: false,
      spoiler_text: "",
      language: "en",
      in_reply_to_id: null,
      in_reply_to_account_id: null,
      account: me(),
      mentions: [],
      tags: [],
      emojis: [],
      media_attachments: [],
      reblog: null,
      poll: null,
      card: null,
      reblogs_count: 0,
      favourites_count: 0,
      replies_count: 0,
      quotes_count: 0,
      ...more,
    };
  };
  const page = (list: Array<Record<string, unknown>>, path: string, query: URLSearchParams) => {
    const limit = Math.min(Number(query.get("limit") ?? 20), 40);
    const below = Number(query.get("max_id") ?? Number.POSITIVE_INFINITY);
    const found = [...list]
      .reverse()
      .filter((one) => Number(one.id) < below)
      .slice(0, limit);
    const last = found.at(-1);
    return {
      status: 200,
      body: found,
      headers: last ? { link: `<${url}${path}?max_id=${last.id}>; rel="next"` } : {},
    };
  };

  const route = (
    method: string,
    path: string,
    query: URLSearchParams,
    json: Record<string, unknown>,
    headers: IncomingMessage["headers"],
  ): Reply => {
    const one = /^\/api\/v1\/statuses\/(\d+)(\/\w+)?$/.exec(path);
    const known = self.statuses.find((entry) => entry.id === one?.[1]);
    if (path === "/api/v2/instance") return { status: 200, body: instance(url) };
    if (path === "/api/v1/streaming/health") return { status: 200, body: "OK" };
    if (headers.authorization !== `Bearer ${token}`)
      return { status: 401, body: { error: "The access token is invalid" } };
    if (path === "/api/v1/accounts/verify_credentials") return { status: 200, body: me() };
    if (path === "/api/v1/notifications") return page(self.notifications, path, query);
    if (path === "/api/v1/conversations") return { status: 200, body: [] };
    if (path === "/api/v2/search") {
      const statuses = self.statuses.filter((entry) => [entry.uri, entry.url].includes(query.get("q")));
      return { status: 200, body: { accounts: [], hashtags: [], statuses } };
    }
    if (path === "/api/v1/accounts/1/statuses") return page(self.statuses, path, query);
    if (method === "POST" && path === "/api/v2/media") {
      const id = String(++serial);
      media.set(id, 2);
      return {
        status: 202,
        body: { id, type: "image", url: null, preview_url: null, description: null, meta: null },
      };
    }
    const file = /^\/api\/v1\/media\/(\d+)$/.exec(path)?.[1];
    if (file) {
      const left = (media.get(file) ?? 0) - 1;
      media.set(file, left);
      return {
        status: left > 0 ? 206 : 200,
        body: { id: file, type: "image", url: left > 0 ? null : `${url}/f.png` },
      };
    }
    if (method === "POST" && path === "/api/v1/statuses") return say(json, headers["idempotency-key"]);
    if (one && !known) return { status: 404, body: { error: "Record not found" } };
    if (known && one?.[2] === "/context") {
      const descendants = self.statuses.filter((entry) => entry.in_reply_to_id === known.id);
      return { status: 200, body: { ancestors: [], descendants } };
    }
    if (known && one?.[2] === "/source")
      return {
        status: 200,
        body: { id: known.id, text: sources.get(String(known.id)), spoiler_text: known.spoiler_text },
      };
    if (known && method === "PUT" && !one?.[2]) return edit(known, json);
    if (known && method === "DELETE") {
      self.statuses.splice(self.statuses.indexOf(known), 1);
      return { status: 200, body: known };
    }
    if (known && one?.[2] === "/favourite")
      return { status: 200, body: Object.assign(known, { favourited: true }) };
    return known && !one?.[2] ? { status: 200, body: known } : { status: 404, body: { error: "Not Found" } };
  };

  /** As documented: what is not named again goes. */
  function edit(known: Record<string, unknown>, json: Record<string, unknown>): Reply {
    const text = String(json.status ?? "");
    const files = Array.isArray(json.media_ids) ? json.media_ids.map(String) : [];
    const attached = known.media_attachments as Array<{ id: string }>;
    if (!text && files.length === 0)
      return { status: 422, body: { error: "Validation failed: Text can't be blank" } };
    sources.set(String(known.id), text);
    return {
      status: 200,
      body: Object.assign(known, {
        content: `<p>${text}</p>`,
        spoiler_text: json.spoiler_text ?? "",
        media_attachments: attached.filter(({ id }) => files.includes(id)),
        edited_at: new Date().toISOString(),
      }),
    };
  }

  function say(json: Record<string, unknown>, key: string | string[] | undefined): Reply {
    const before = typeof key === "string" ? byKey.get(key) : undefined;
    if (before) return { status: 200, body: before };
    const text = String(json.status ?? "");
    const files = Array.isArray(json.media_ids) ? json.media_ids.map(String) : [];
    if (!text && files.length === 0)
      return { status: 422, body: { error: "Validation failed: Text can't be blank" } };
    if (files.some((id) => (media.get(id) ?? 1) > 0))
      return { status: 422, body: { error: "Cannot attach files that have not finished processing" } };
    if (!["public", "unlisted", "private", "direct"].includes(String(json.visibility)))
      return { status: 422, body: { error: "Validation failed: Visibility is not included in the list" } };
    const parent = self.statuses.find((entry) => entry.id === json.in_reply_to_id);
    if (json.in_reply_to_id && !parent) return { status: 404, body: { error: "Record not found" } };
    const quoted = self.statuses.find((entry) => entry.id === json.quoted_status_id);
    if (json.quoted_status_id && !quoted) return { status: 404, body: { error: "Record not found" } };
    if (json.poll && files.length > 0)
      return { status: 422, body: { error: "Cannot attach a poll and media at the same time" } };
    const made = status(text, {
      visibility: json.visibility,
      spoiler_text: json.spoiler_text ?? "",
      in_reply_to_id: json.in_reply_to_id ?? null,
      poll: pollOf(json.poll),
      quote: quoted ? { state: "accepted", quoted_status: quoted } : null,
      media_attachments: files.map((id) => ({
        id,
        type: "image",
        url: `${url}/f.png`,
        preview_url: null,
        description: null,
      })),
    });
    self.statuses.push(made);
    sources.set(made.id, text);
    if (typeof key === "string") byKey.set(key, made);
    return { status: 200, body: made };
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const target = new URL(request.url ?? "/", url);
    const isJson = request.headers["content-type"] === "application/json";
    const json = isJson ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {};
    const method = request.method ?? "GET";
    const other = self.instead.get(target.pathname);
    const reply: Reply = other
      ? { status: other.status, body: other.body, ...(other.headers ? { headers: other.headers } : {}) }
      : route(method, target.pathname, target.searchParams, json, request.headers);
    const { status: code, body } = reply;
    self.asked.push({
      method,
      path: target.pathname,
      query: target.searchParams,
      json,
      status: code,
      answer: body,
    });
    const type = typeof body === "string" ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
    response.writeHead(code, { "content-type": type, ...reply.headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const target = new URL(request.url ?? "/", url);
    const allowed = request.headers.authorization === `Bearer ${token}`;
    if (target.pathname !== "/api/v1/streaming" || !allowed)
      return socket.end(
        `HTTP/1.1 ${allowed ? "404 Not Found" : "401 Unauthorized"}\r\nconnection: close\r\n\r\n`,
      );
    sockets.handleUpgrade(request, socket, head, (line) => {
      lines.add(line);
      line.on("close", () => lines.delete(line));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  self.url = url;
  return self;
}

interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}
