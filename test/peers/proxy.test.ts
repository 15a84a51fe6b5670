import assert from "node:assert/strict";
import { createServer } from "node:http";
import { connect, createServer as createTcpServer, type Socket } from "node:net";
import { test } from "node:test";
import { startProxy } from "./proxy.ts";
import { startTcpProxy } from "./tcp-proxy.ts";

test("cut-answer: the target did the work once, and the client sees only a broken connection", async (t) => {
  const { target, done, stop } = await startCounter();
  t.after(stop);
  const proxy = await startProxy(target);
  t.after(proxy.stop);
  const rule = proxy.fault({ method: "POST", path: "/do", fault: { kind: "cut-answer" } });
  assert.equal((await fetch(`${proxy.url}/do`)).status, 200, "another method passes");
  await assert.rejects(fetch(`${proxy.url}/do`, { method: "POST", body: "x" }));
  assert.deepEqual([rule.struck(), done.filter((what) => what === "POST /do").length], [1, 1]);
  assert.equal((await fetch(`${proxy.url}/do`, { method: "POST", body: "x" })).status, 200);
  assert.deepEqual(
    proxy.requests.map((request) => [request.method, request.targetStatus, request.fault]),
    [
      ["GET", 200, undefined],
      ["POST", 200, "cut-answer"],
      ["POST", 200, undefined],
    ],
  );
});

test("reset and answer do not reach the target; half a body and delay do; after and times are counted", async (t) => {
  const { target, done, stop } = await startCounter();
  t.after(stop);
  const proxy = await startProxy(target);
  t.after(proxy.stop);
  proxy.fault({ path: /^\/reset/, fault: { kind: "reset" } });
  await assert.rejects(fetch(`${proxy.url}/reset`));
  const limited = { kind: "answer", status: 429, headers: { "retry-after": "3" }, body: "{oops" } as const;
  proxy.fault({ path: "/limited", after: 1, times: 2, fault: limited });
  const statuses: number[] = [];
  for (const _ of [1, 2, 3, 4]) statuses.push((await fetch(`${proxy.url}/limited`)).status);
  assert.deepEqual(statuses, [200, 429, 429, 200]);
  assert.deepEqual(done, ["GET /limited", "GET /limited"]);
  proxy.fault({ path: "/half", fault: { kind: "half-body" } });
  const half = await fetch(`${proxy.url}/half`);
  assert.equal(half.status, 200);
  await assert.rejects(half.text());
  proxy.fault({ path: "/late", fault: { kind: "delay", ms: 20 } });
  assert.equal((await fetch(`${proxy.url}/late`)).status, 200);
  proxy.fault({ path: "/hang", fault: { kind: "hang" }, times: 9 });
  await assert.rejects(fetch(`${proxy.url}/hang`, { signal: AbortSignal.timeout(50) }), /timeout/);
  proxy.heal();
  assert.equal((await fetch(`${proxy.url}/hang`)).status, 200);
});

test("the target's origin is rewritten only when asked", async (t) => {
  const { target, stop } = await startCounter();
  t.after(stop);
  const [plain, rewriting] = [await startProxy(target), await startProxy(target, { rewriteOrigin: true })];
  t.after(plain.stop);
  t.after(rewriting.stop);
  assert.deepEqual(await (await fetch(`${plain.url}/a`)).json(), { self: target });
  assert.deepEqual(await (await fetch(`${rewriting.url}/a`)).json(), { self: rewriting.url });
});

test("TCP: cut after bytes, cut after a pattern split over packets, and keep the answer back", async (t) => {
  const heard: string[] = [];
  const echo = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      heard.push(bytes.toString());
      socket.write(`heard ${bytes}`);
    });
  });
  await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
  t.after(() => echo.close());
  const proxy = await startTcpProxy({ host: "127.0.0.1", port: portOf(echo.address()) });
  t.after(proxy.stop);

  const first = talk(proxy.port);
  proxy.cutAfter({ from: "server", bytes: 8 });
  first.socket.write("hello");
  assert.equal(await first.closed, "heard he");

  const second = talk(proxy.port);
  const rule = proxy.cutAfter({ from: "client", pattern: /\r\n\.\r\n$/, cut: "answer" });
  second.socket.write("mail\r\n");
  await second.more();
  second.socket.write(".\r\n");
  assert.equal(await second.closed, "heard mail\r\n");
  assert.equal(rule.struck(), 1);
  assert.equal(heard.at(-1), ".\r\n", "the target heard what it answered in vain");

  proxy.refuse();
  await talk(proxy.port).closed;
  proxy.heal();
  const third = talk(proxy.port);
  third.socket.write("still here");
  await third.more();
  proxy.cutAll();
  assert.equal(await third.closed, "heard still here");
  assert.equal(proxy.connections(), 4);
});

/** A server that writes down what it was asked and answers with its own address. */
async function startCounter(): Promise<{ target: string; done: string[]; stop(): void }> {
  const done: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      done.push(`${request.method} ${request.url}`);
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ self: target }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const target = `http://127.0.0.1:${portOf(server.address())}`;
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { target, done, stop };
}

function talk(port: number): { socket: Socket; closed: Promise<string>; more(): Promise<void> } {
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  socket.on("error", () => {});
  socket.on("data", (bytes) => {
    heard += bytes;
  });
  const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(heard)));
  return { socket, closed, more: () => new Promise((resolve) => socket.once("data", () => resolve())) };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>["address"]>): number {
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}
