/** What a broken line means: a read is asked once more, and nothing that acts is ever sent twice. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { createOutbound } from "../../kernel/outbound.ts";
import { askServer } from "./client.ts";

let server: Server;
let breaks = 0;
const asked: string[] = [];
const outbound = createOutbound({ allow: ["127.0.0.1"] });
before(async () => {
  server = createServer((request, response) => {
    asked.push(request.method ?? "");
    if (breaks > 0) {
      breaks -= 1;
      request.socket.resetAndDestroy();
      return;
    }
    response.setHeader("content-type", "application/json").end('{"well":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
after(async () => {
  await outbound.close();
  await new Promise((resolve) => server.close(resolve));
});

async function ask(method: "GET" | "POST", lines: number) {
  breaks = lines;
  asked.length = 0;
  const visitor = {
    fetch: outbound.fetch,
    socket: outbound.socket,
    signal: AbortSignal.timeout(10_000),
    now: () => new Date(),
  };
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await askServer(visitor, origin, { method, path: "/api/v1/anything" });
  return { answer: answer.ok ? answer.value.body : answer.fault.tag, asked: asked.length };
}

test("a read whose line breaks once is answered", async () => {
  assert.deepEqual(await ask("GET", 1), { answer: { well: true }, asked: 2 });
});

test("a read whose line stays broken says so", async () => {
  assert.deepEqual(await ask("GET", 5), { answer: "unavailable", asked: 2 });
});

test("what acts is sent once, and nobody claims to know whether it was done", async () => {
  assert.deepEqual(await ask("POST", 1), { answer: "no-answer", asked: 1 });
});
