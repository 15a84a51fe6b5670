import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyOf, echo, open, serve, tagged } from "../../test/servers.ts";

test("a redirect is followed as browsers do, and personal headers stay with their server", async (t) => {
  const other = await serve(t, echo);
  const url = await serve(t, async (request, response) => {
    const [, status, target] = /^\/(\d+)\/(.*)$/.exec(request.url ?? "") ?? [];
    if (!status) return echo(request, response);
    await bodyOf(request);
    response.writeHead(Number(status), { location: target === "other" ? other : "/here" }).end();
  });
  const fetch = open(t);
  const init = {
    method: "POST",
    body: "hello",
    headers: { authorization: "Bearer t", cookie: "a=b", "x-plain": "kept", "content-type": "text/plain" },
  };
  for (const [status, method] of [
    [301, "GET"],
    [302, "GET"],
    [303, "GET"],
    [307, "POST"],
    [308, "POST"],
  ] as const) {
    const answer = await fetch(`${url}/${status}/same`, init);
    const seen = (await answer.json()) as { method: string; body: string; headers: Record<string, string> };
    assert.equal(seen.method, method, String(status));
    assert.equal(seen.body, method === "GET" ? "" : "hello");
    assert.equal(seen.headers.authorization, "Bearer t");
    assert.equal(seen.headers["content-type"], method === "GET" ? undefined : "text/plain");
    assert.deepEqual([answer.redirected, answer.url], [true, `${url}/here`]);
  }
  const away = await fetch(`${url}/307/other`, init);
  const { headers } = (await away.json()) as { headers: Record<string, string> };
  assert.deepEqual(
    [headers.authorization, headers.cookie, headers["x-plain"]],
    [undefined, undefined, "kept"],
  );
  const put = (await (await fetch(`${url}/302/same`, { ...init, method: "PUT" })).json()) as {
    method: string;
  };
  assert.equal(put.method, "PUT");
  assert.equal((await fetch(`${url}/302/same`, { redirect: "manual" })).status, 302);
  await assert.rejects(fetch(`${url}/302/same`, { redirect: "error" }), tagged("redirects"));
  const body = new Blob(["once"]).stream();
  await assert.rejects(
    fetch(`${url}/307/same`, { method: "POST", body, duplex: "half" }),
    tagged("redirects"),
  );
});

test("every hop of a redirect is checked, and their number ends", async (t) => {
  let hops = 0;
  const url = await serve(t, async (request, response) => {
    hops += 1;
    await bodyOf(request);
    if (request.url === "/loop") response.writeHead(302, { location: "/loop" }).end();
    else if (request.url === "/file") response.writeHead(302, { location: "file:///etc/passwd" }).end();
    else if (request.url === "/blank") response.writeHead(302).end();
    else response.writeHead(302, { location: "http://169.254.169.254/" }).end();
  });
  const port = new URL(url).port;
  const fetch = open(t, { allow: [`127.0.0.1:${port}`] });
  await assert.rejects(fetch(`${url}/metadata`), tagged("forbidden"));
  await assert.rejects(fetch(`${url}/file`), tagged("forbidden"));
  await assert.rejects(fetch(`${url}/blank`), tagged("redirects"));
  hops = 0;
  await assert.rejects(fetch(`${url}/loop`), tagged("redirects"));
  assert.equal(hops, 6, "the first request and five redirects");
  // The POST itself was read: whatever happens after it, nobody may believe that nothing was sent.
  await assert.rejects(fetch(`${url}/metadata`, { method: "POST", body: "x" }), tagged("no-answer"));
});

test("a name server that changes its mind gains nothing: what was checked is what is connected to", async (t) => {
  let reached = 0;
  const url = await serve(t, (_request, response) => {
    reached += 1;
    response.end("inside");
  });
  let asked = 0;
  const fetch = open(t, {
    // Nobody listens on the address that is allowed; the server listens on the one that is not.
    allow: ["127.0.0.2"],
    resolve: async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.2" : "127.0.0.1", family: 4 }];
    },
  });
  const rebind = url.replace("127.0.0.1", "rebind.example");
  await assert.rejects(fetch(rebind), tagged("unreachable"));
  assert.deepEqual([asked, reached], [1, 0], "one question, and the connection went to its answer");
  await assert.rejects(fetch(rebind), tagged("forbidden"));
  assert.deepEqual([asked, reached], [2, 0]);
});

test("what changes something never travels on a kept connection", async (t) => {
  const ports: Array<number | undefined> = [];
  const url = await serve(t, async (request, response) => {
    ports.push(request.socket.remotePort);
    await bodyOf(request);
    response.end("ok");
  });
  const fetch = open(t);
  for (const method of ["GET", "GET", "POST", "POST"]) {
    await (await fetch(url, { method })).text();
    await new Promise((done) => setImmediate(done));
  }
  assert.equal(ports[0], ports[1]);
  assert.equal(new Set(ports).size, 3);
});
