import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { echo, open, serve, serveRaw, tagged } from "../../test/servers.ts";

test("a connection that is refused is unreachable: surely nothing was sent", async (t) => {
  const url = await serve(t, echo);
  const port = Number(new URL(url).port);
  const closed = createServer();
  await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
  const gone = (closed.address() as AddressInfo).port;
  await new Promise((done) => closed.close(done));
  assert.notEqual(gone, port);
  await assert.rejects(
    open(t)(`http://127.0.0.1:${gone}/`, { method: "POST", body: "x" }),
    tagged("unreachable"),
  );
});

test("a name that does not exist is unreachable", async (t) => {
  const fetch = open(t, {
    resolve: async () => {
      throw new Error("ENOTFOUND");
    },
  });
  await assert.rejects(fetch("https://nowhere.example/"), tagged("unreachable"));
});

test("a server that speaks no TLS is unreachable: the request was never written", async (t) => {
  let seen = "";
  const url = await serveRaw(t, (socket, request) => {
    seen = request;
    socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  await assert.rejects(
    open(t)(url.replace("http:", "https:"), { method: "POST", body: "secret-body" }),
    tagged("unreachable"),
  );
  assert.ok(!seen.includes("secret-body"));
});

test("a reset after the request was read is no-answer: it may have been carried out", async (t) => {
  const url = await serveRaw(t, (socket) => socket.resetAndDestroy());
  await assert.rejects(open(t)(url, { method: "POST", body: "hello" }), tagged("no-answer"));
});

test("a connection closed without a word is no-answer", async (t) => {
  const url = await serveRaw(t, (socket) => socket.end());
  await assert.rejects(open(t)(url, { method: "POST", body: "hello" }), tagged("no-answer"));
});

test("an answer that is no HTTP is no-answer", async (t) => {
  const url = await serveRaw(t, (socket) => socket.end("220 mail ready\r\n"));
  await assert.rejects(open(t)(url), tagged("no-answer"));
});

test("half a body is no-answer when it is read", async (t) => {
  const url = await serveRaw(t, (socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly half");
    setTimeout(() => socket.destroy(), 20);
  });
  const answer = await open(t)(url);
  assert.equal(answer.status, 200);
  await assert.rejects(answer.text(), tagged("no-answer"));
});

test("an answer that never starts ends as no-answer", async (t) => {
  const url = await serveRaw(t, () => {});
  await assert.rejects(open(t)(url, { timeout: 100 }), tagged("no-answer"));
});

test("the time limit covers the body, not only its beginning", async (t) => {
  const url = await serve(t, (_request, response) => {
    response.write("slow ");
    const drip = setInterval(() => response.write("drip "), 20);
    response.on("close", () => clearInterval(drip));
  });
  const answer = await open(t)(url, { timeout: 200 });
  await assert.rejects(answer.text(), tagged("no-answer"));
});

test("a time limit that ends while connecting is unreachable", async (t) => {
  const fetch = open(t, { resolve: () => new Promise(() => {}) });
  await assert.rejects(fetch("http://slow-name.example/", { timeout: 50 }), tagged("unreachable"));
});

test("the caller's own abort comes back as the caller gave it", async (t) => {
  const url = await serveRaw(t, () => {});
  const reason = new Error("stopping");
  const control = new AbortController();
  setTimeout(() => control.abort(reason), 30);
  await assert.rejects(open(t)(url, { signal: control.signal }), (error) => error === reason);
  await assert.rejects(open(t)(url, { signal: control.signal }), (error) => error === reason);
});

test("the size limit counts what was declared, what streams, and what unpacks", async (t) => {
  const bomb = gzipSync(Buffer.alloc(5_000_000));
  assert.ok(bomb.length < 10_000);
  const url = await serve(t, (request, response) => {
    if (request.url === "/declared") response.end(Buffer.alloc(20_000));
    else if (request.url === "/bomb") response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    else if (request.url === "/fits") response.end(Buffer.alloc(10_000));
    else {
      for (let i = 0; i < 20; i += 1) response.write(Buffer.alloc(1_000));
      response.end();
    }
  });
  const fetch = open(t);
  await assert.rejects(fetch(`${url}/declared`, { maxBytes: 10_000 }), tagged("too-large"));
  for (const path of ["/streamed", "/bomb"]) {
    const answer = await fetch(url + path, { maxBytes: 10_000 });
    await assert.rejects(answer.arrayBuffer(), tagged("too-large"));
  }
  assert.equal((await (await fetch(`${url}/fits`, { maxBytes: 10_000 })).arrayBuffer()).byteLength, 10_000);
});

test("a Request is as good as an address, and every kind of body arrives", async (t) => {
  const fetch = open(t, { userAgent: "Rapport test" });
  const url = await serve(t, echo);
  const form = new FormData();
  form.set("file", new Blob(["bytes"], { type: "text/plain" }), "a.txt");
  const request = new Request(`${url}/xrpc`, {
    method: "POST",
    body: JSON.stringify({ a: 1 }),
    headers: { "content-type": "application/json", authorization: "Bearer t" },
  });
  const seen = (await (await fetch(request)).json()) as Record<string, unknown>;
  assert.equal(seen.method, "POST");
  assert.equal(seen.body, '{"a":1}');
  assert.equal((seen.headers as Record<string, string>).authorization, "Bearer t");
  assert.equal((seen.headers as Record<string, string>)["user-agent"], "Rapport test");
  assert.equal((seen.headers as Record<string, string>)["content-length"], "7");
  const posted = (await (await fetch(url, { method: "POST", body: form })).json()) as Record<string, string>;
  assert.match(posted.body ?? "", /filename="a.txt"[\s\S]*bytes/);
  const sent = await fetch(url, { method: "PUT", body: new URLSearchParams({ q: "ñ" }) });
  assert.equal(((await sent.json()) as { body: string }).body, "q=%C3%B1");
  const streamed = await fetch(url, {
    method: "POST",
    body: new Blob(["as a stream"]).stream(),
    duplex: "half",
  });
  assert.equal(((await streamed.json()) as { body: string }).body, "as a stream");
  const basic = await fetch(url.replace("http://", "http://ana:s%C3%B3l@"));
  const { headers } = (await basic.json()) as { headers: Record<string, string> };
  assert.equal(headers.authorization, `Basic ${Buffer.from("ana:sól").toString("base64")}`);
});

test("answers keep status, address and headers, also the odd ones", async (t) => {
  const url = await serve(t, (request, response) => {
    if (request.url === "/odd") response.writeHead(999).end("go away");
    else if (request.url === "/empty") response.writeHead(204, { etag: '"1"' }).end();
    else response.writeHead(304, { etag: '"2"' }).end();
  });
  const fetch = open(t);
  const odd = await fetch(`${url}/odd`);
  assert.deepEqual([odd.status, odd.ok, await odd.text()], [999, false, "go away"]);
  const empty = await fetch(`${url}/empty`);
  assert.deepEqual([empty.status, empty.headers.get("etag"), empty.url], [204, '"1"', `${url}/empty`]);
  assert.equal((await fetch(`${url}/same`)).status, 304);
  assert.ok(empty instanceof Response);
});
