/** What a feed server does to us over time: nothing new, edits, too much at once, moves, pauses, the end. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { type FeedPeer, startFeed } from "../../../test/peers/feed.ts";
import { createOutbound, type OutboundWays } from "../../kernel/outbound.ts";
import type { Json } from "../../kernel/result.ts";
import type { MessageReading, Page, Raw, Session } from "../connector.ts";
import { feed } from "./index.ts";
import { retryAt } from "./request.ts";

describe("a feed on a real server", { concurrency: false }, () => {
  let ways: OutboundWays;
  let peer: FeedPeer;
  before(() => {
    ways = createOutbound({ allow: ["127.0.0.1"] });
  });
  after(() => ways.close());
  beforeEach(async () => {
    peer = await startFeed();
  });
  afterEach(() => peer.stop());

  async function connect(address: string): Promise<Session> {
    const visitor = { ...ways, signal: new AbortController().signal, now: () => new Date() };
    const begun = await feed.begin(visitor, { address }, "");
    if (!begun.ok || begun.value.step !== "connected") return assert.fail(JSON.stringify(begun));
    return { ...visitor, ...begun.value };
  }

  async function pass(session: Session, cursor?: Json, reach = new Date(0), most = 5000) {
    const arrivals: Raw[] = [];
    const pages: Page[] = [];
    let at = cursor;
    for (;;) {
      const page = await feed.pull(session, { stream: "items", cursor: at, reach, most });
      if (!page.ok) return assert.fail(JSON.stringify(page.fault));
      pages.push(page.value);
      arrivals.push(...page.value.arrivals);
      at = JSON.parse(JSON.stringify(page.value.cursor)) as Json;
      if (page.value.done) return { arrivals, pages, cursor: at, gap: page.value.gap };
    }
  }

  const readOne = async (raw: Raw | undefined, session: Session): Promise<MessageReading> => {
    assert.ok(raw);
    const [reading] = await feed.read(raw, session.account);
    assert.ok(reading?.kind === "message");
    return reading;
  };

  test("a site's page is enough to find its feed", async () => {
    peer.add();
    const session = await connect(peer.url);
    assert.ok([peer.rssUrl, peer.atomUrl, peer.jsonUrl].includes(session.account.externalId));
    assert.equal(session.account.name, "The Tea House Press");
    assert.equal((await pass(session)).arrivals.length, 1);
  });

  for (const has of [
    { etag: true, lastModified: true },
    { etag: true, lastModified: false },
    { etag: false, lastModified: true },
  ])
    test(`what has not changed is not fetched again (${JSON.stringify(has)})`, async () => {
      peer.validators(has);
      peer.add();
      const session = await connect(peer.rssUrl);
      const first = await pass(session);
      const before = peer.notModifiedAnswers();
      const second = await pass(session, first.cursor);
      assert.equal(peer.notModifiedAnswers(), before + 1);
      assert.equal(second.arrivals.length, 0);
      const [page] = second.pages;
      assert.ok(page && page.asOf >= (first.pages[0]?.asOf ?? new Date()), "and it is complete up to now");
      peer.add();
      assert.equal((await pass(session, second.cursor)).arrivals.length, 1);
    });

  test("without validators everything is fetched, and nothing comes twice", async () => {
    peer.validators({ etag: false, lastModified: false });
    peer.add();
    const session = await connect(peer.rssUrl);
    const first = await pass(session);
    assert.equal((await pass(session, first.cursor)).arrivals.length, 0);
  });

  test("an item changed at its source comes again, as the same message, with the moment of its change", async () => {
    const item = peer.add({ published: new Date(Date.now() - 3_600_000), html: "<p>before</p>" });
    for (const url of [peer.rssUrl, peer.atomUrl, peer.jsonUrl]) {
      const session = await connect(url);
      const first = await pass(session);
      peer.edit(item.id, { html: `<p>after ${url}</p>` });
      const second = await pass(session, first.cursor);
      assert.equal(second.arrivals.length, 1);
      assert.notEqual(second.arrivals[0]?.externalId, first.arrivals[0]?.externalId);
      const reading = await readOne(second.arrivals[0], session);
      assert.equal(reading.externalId, item.id);
      assert.equal(reading.text, `after ${url}`);
      assert.ok(reading.editedAt && reading.editedAt > reading.at);
    }
  });

  test("when none of the known items is left, the stretch between is a gap", async () => {
    const old = peer.add({ published: new Date(Date.now() - 7_200_000) });
    const session = await connect(peer.rssUrl);
    const first = await pass(session);
    assert.equal(first.gap, undefined);
    peer.remove(old.id);
    peer.add();
    const second = await pass(session, first.cursor);
    assert.equal(second.arrivals.length, 1);
    assert.ok(second.gap && second.gap.from <= second.gap.to, "a gap is declared");
    peer.add();
    assert.equal((await pass(session, second.cursor)).gap, undefined, "and only once");
  });

  test("a first pass goes no further back than it was asked to, and brings nothing older later", async () => {
    peer.add({ published: new Date(Date.now() - 100 * 86_400_000) });
    peer.add();
    const session = await connect(peer.rssUrl);
    const first = await pass(session, undefined, new Date(Date.now() - 90 * 86_400_000));
    assert.equal(first.arrivals.length, 1);
    peer.add();
    assert.equal((await pass(session, first.cursor)).arrivals.length, 1);
  });

  test("a pause that the site asks for is kept", async () => {
    peer.add();
    const session = await connect(peer.rssUrl);
    peer.fail({ status: 503, retryAfter: 90 });
    const asked = await feed.pull(session, {
      stream: "items",
      cursor: undefined,
      reach: new Date(0),
      most: 9,
    });
    assert.ok(!asked.ok && asked.fault.tag === "rate");
    assert.ok(Math.abs(asked.fault.retryAt.getTime() - Date.now() - 90_000) < 10_000);
  });

  test("a feed that is gone for good says so, and what to do", async () => {
    peer.add();
    const session = await connect(peer.rssUrl);
    peer.fail({ status: 410 }, 2);
    const asked = await feed.pull(session, {
      stream: "items",
      cursor: undefined,
      reach: new Date(0),
      most: 9,
    });
    assert.ok(!asked.ok && asked.fault.tag === "authorisation" && asked.fault.advice.es.length > 20);
  });

  for (const fault of ["html", "half", "cut"] as const)
    test(`an answer that is broken (${fault}) loses nothing`, async () => {
      peer.add();
      const session = await connect(peer.rssUrl);
      const first = await pass(session);
      peer.add();
      peer.fail(fault, 5);
      const asked = { stream: "items", cursor: first.cursor, reach: new Date(0), most: 9 };
      const broken = await feed.pull(session, asked);
      assert.ok(!broken.ok && broken.fault.tag === "unavailable", JSON.stringify(broken));
      peer.fail("none");
      assert.equal((await pass(session, first.cursor)).arrivals.length, 1);
    });

  describe("a site of many ways", () => {
    let site: Server;
    let url: string;
    const routes: Record<string, { status: number; headers?: Record<string, string>; body?: string }> = {};
    before(async () => {
      site = createServer((request, response) => {
        const { status, headers, body } = routes[request.url ?? ""] ?? { status: 404 };
        response.writeHead(status, headers).end(body ?? "");
      });
      await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
      const address = site.address();
      url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    });
    after(() => {
      site.closeAllConnections();
      site.close();
    });
    const document = (ids: number[], next?: string): string =>
      JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "Pages",
        ...(next ? { next_url: `${url}${next}` } : {}),
        items: ids.map((id) => ({
          id: String(id),
          content_text: `text ${id}`,
          date_published: `2026-01-${10 + id}`,
        })),
      });

    test("a move for good is remembered, a move for now is not", async () => {
      routes["/old"] = { status: 301, headers: { location: "/new" } };
      routes["/new"] = { status: 302, headers: { location: "/today" } };
      routes["/today"] = { status: 200, body: document([1]) };
      const session = await connect(`${url}/new`);
      const moved = { ...session, settings: { url: `${url}/old` } };
      const checked = await feed.check(moved);
      assert.ok(checked.ok);
      assert.equal(checked.value.settings.url, `${url}/new`);
      assert.equal(checked.value.account.externalId, session.account.externalId, "it stays the same account");
    });

    test("older pages are read at first, and when the newest page shows nothing known", async () => {
      routes["/p1"] = { status: 200, body: document([6, 5], "/p2") };
      routes["/p2"] = { status: 200, body: document([4, 3]) };
      const session = await connect(`${url}/p1`);
      const first = await pass(session);
      assert.equal(first.pages.length, 2);
      assert.deepEqual(new Set(first.arrivals.map((raw) => raw.payload.id)), new Set(["6", "5", "4", "3"]));
      routes["/p1"] = { status: 200, body: document([10, 9], "/p2") };
      routes["/p2"] = { status: 200, body: document([8, 7, 6], "/p3") };
      const second = await pass(session, first.cursor);
      assert.deepEqual(new Set(second.arrivals.map((raw) => raw.payload.id)), new Set(["10", "9", "8", "7"]));
      assert.equal(second.gap, undefined, "the older page closed the gap");
    });

    test("pages that lead in a circle come to an end", async () => {
      routes["/c1"] = { status: 200, body: document([1], "/c2") };
      routes["/c2"] = { status: 200, body: document([2], "/c1") };
      const { arrivals } = await pass(await connect(`${url}/c1`));
      assert.equal(arrivals.length, 2);
    });

    test("a site that asks for an hour's rest is not asked within it", async () => {
      routes["/rest"] = { status: 200, headers: { "cache-control": "max-age=600" }, body: document([1]) };
      const session = await connect(`${url}/rest`);
      const first = await pass(session);
      routes["/rest"] = { status: 500 };
      const second = await pass(session, first.cursor);
      assert.equal(second.arrivals.length, 0);
      assert.equal(
        second.pages[0]?.asOf.getTime(),
        first.pages[0]?.asOf.getTime(),
        "it claims nothing newer",
      );
      const later = { ...session, now: () => new Date(Date.now() + 700_000) };
      const asked = { stream: "items", cursor: second.cursor, reach: new Date(0), most: 9 };
      assert.equal((await feed.pull(later, asked)).ok, false, "afterwards it is asked again");
    });

    test("a page names its feeds relative to its base, those of comments last", async () => {
      const link = (href: string, title: string) =>
        `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;
      const body = `<base href="/in/"><LINK rel=stylesheet href=x>${link("comments.xml", "Comments")}${link("main.json", "Articles")}`;
      routes["/page"] = { status: 200, headers: { "content-type": "text/html" }, body };
      routes["/in/main.json"] = { status: 200, body: document([1]) };
      routes["/in/comments.xml"] = { status: 200, body: document([2]) };
      assert.equal((await connect(`${url}/page`)).account.externalId, `${url}/in/main.json`);
    });
  });

  test("Retry-After is read in seconds and as a date, and never beyond a day", () => {
    const now = new Date("2026-03-01T00:00:00Z");
    assert.equal(retryAt("120", now)?.toISOString(), "2026-03-01T00:02:00.000Z");
    assert.equal(retryAt("Sun, 01 Mar 2026 01:00:00 GMT", now)?.toISOString(), "2026-03-01T01:00:00.000Z");
    assert.equal(retryAt("99999999", now)?.toISOString(), "2026-03-02T00:00:00.000Z");
    assert.equal(retryAt("-5", now)?.getTime(), undefined);
    assert.equal(retryAt("soon", now), undefined);
    assert.equal(retryAt(null, now), undefined);
  });
});
