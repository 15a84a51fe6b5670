/** What somebody who types a link gets to see of the page, and what never reaches them. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import sharp from "sharp";
import { createOutbound } from "../kernel/outbound.ts";
import { fetchLinkCard } from "./fetch-link-card.ts";
import { decodePage, readCard } from "./link-card.ts";

const page = "https://brisa.test/bread/rye";

test("Open Graph is believed first, then the page's own words; a picture's address is made whole", () => {
  const html = `<html><head><title> Rye &amp; co. </title><base href="/shop/">
    <meta name="description" content="What the page says."><meta property="OG:title" content="Rye
    bread"><meta property="og:image" content="rye.jpg"></head><body><meta property="og:title" content="Late"></body>`;
  assert.deepEqual(readCard(html, page), {
    title: "Rye bread",
    description: "What the page says.",
    picture: "https://brisa.test/shop/rye.jpg",
  });
  assert.deepEqual(readCard("<title>Rye &amp; co.</title>", page), {
    title: "Rye & co.",
    description: "",
    picture: undefined,
  });
  const odd = '<meta property="og:image" content="javascript:alert(1)">';
  assert.equal(readCard(odd, page).picture, undefined);
  const long = readCard(`<meta property="og:title" content="${"🍞".repeat(400)}">`, page).title;
  assert.ok(long.length <= 300 && long.endsWith("🍞…") && long.isWellFormed(), long);
});

test("letters are read as the server or the page says they are", () => {
  const page = Buffer.from('<meta charset="iso-8859-1"><title>Pan a\u00f1ejo</title>', "latin1");
  assert.match(decodePage(page, "text/html"), /Pan añejo/);
  assert.match(decodePage(Buffer.from("<title>añejo"), "text/html; charset=nonsense"), /añejo/);
});

let server: Server;
let origin: string;
const outbound = createOutbound({ allow: ["127.0.0.1"] });
before(async () => {
  const picture = await sharp({ create: { width: 3000, height: 300, channels: 4, background: "navy" } })
    .png()
    .toBuffer();
  server = createServer((request, response) => {
    const [, what = ""] = (request.url ?? "").split("/");
    const html = (body: string) => response.setHeader("content-type", "text/html").end(body);
    if (what === "page") return html('<meta property="og:image" content="/picture"><title>A page</title>');
    if (what === "picture") return response.end(picture);
    if (what === "broken") return html('<meta property="og:image" content="/page"><title>Broken</title>');
    if (what === "file") return response.setHeader("content-type", "application/pdf").end("%PDF");
    // The guard of the way out stands before a page's picture, too.
    if (what === "inward")
      return html('<meta property="og:image" content="http://10.0.0.1/x"><title>In</title>');
    return response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(async () => {
  await outbound.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test("a page's card comes with its picture, made lighter; without one that cannot be had", async () => {
  const got = await fetchLinkCard(outbound.fetch, `${origin}/page`);
  assert.ok(got.ok && got.value.picture);
  const { format, width } = await sharp(got.value.picture).metadata();
  assert.deepEqual([got.value.title, format, width], ["A page", "jpeg", 1200]);
  for (const path of ["broken", "inward"]) {
    const bare = await fetchLinkCard(outbound.fetch, `${origin}/${path}`);
    assert.ok(bare.ok, path);
    assert.equal(bare.value.picture, undefined, path);
  }
});

test("what is no page, is not there, or may not be asked is said in words", async () => {
  for (const [url, why] of [
    [`${origin}/file`, /no page/],
    [`${origin}/nothing`, /404/],
    ["http://10.0.0.1/", /./],
  ] as const) {
    const got = await fetchLinkCard(outbound.fetch, url);
    assert.ok(!got.ok, url);
    assert.match(got.fault.en, why);
    assert.notEqual(got.fault.en, got.fault.es);
  }
});
