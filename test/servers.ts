/** Real servers on the loopback for tests of the ways out, well-behaved and not. */
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcp, type Socket } from "node:net";
import type { TestContext } from "node:test";
import {
  createOutbound,
  OutboundError,
  type OutboundOptions,
  type OutboundTag,
} from "../src/kernel/outbound.ts";

export async function serve(t: TestContext, listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that does with the connection as it likes. */
export async function serveRaw(t: TestContext, onRequest: (socket: Socket, request: string) => void) {
  const sockets = new Set<Socket>();
  const server = createTcp((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", (data) => onRequest(socket, data.toString()));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function open(t: TestContext, options: Partial<OutboundOptions> = {}) {
  const ways = createOutbound({ allow: ["127.0.0.0/8"], ...options });
  t.after(() => ways.close());
  return ways.fetch;
}

export const tagged = (tag: OutboundTag) => (error: unknown) => {
  assert.ok(error instanceof OutboundError, String(error));
  assert.equal(error.tag, tag, error.message);
  return true;
};

export async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

export const echo: RequestListener = async (request: IncomingMessage, response: ServerResponse) => {
  const { method, url, headers } = request;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ method, url, headers, body: await bodyOf(request) }));
};
