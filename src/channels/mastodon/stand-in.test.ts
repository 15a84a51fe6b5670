/** What Mastodon promises and snac2 does not do. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { type StandIn, startStandIn } from "../../../test/peers/mastodon-stand-in.ts";
import type { Json } from "../../kernel/result.ts";
import type { Act, Outbound, Session, Target } from "../connector.ts";
import { mastodon } from "./index.ts";
import { door, ways } from "./test-harness.ts";

describe("Mastodon as documented", () => {
  let server: StandIn;
  let session: Session;
  const outbound = mastodon.outbound as Outbound;
  before(async () => {
    server = await startStandIn();
    const visitor = { ...ways, signal: new AbortController().signal, now: () => new Date() };
    const input = { server: server.url, accessToken: server.token };
    const connected = await mastodon.begin(visitor, input, "http://127.0.0.1/callback");
    assert.ok(connected.ok && connected.value.step === "connected", JSON.stringify(connected));
    const { account, credentials, settings } = connected.value;
    session = { ...visitor, account, credentials, settings };
  });
  after(async () => {
    await server.stop();
  });
  const post = (text: string, more: Partial<Act> = {}): Act => ({
    kind: "post",
    text,
    media: [],
    speaker: { name: "Ana" },
    ...more,
  });

  test("limits come from the instance", () => {
    assert.deepEqual(mastodon.limits(session.settings), { text: 500, unit: "mastodon", linkWeight: 23 });
    assert.deepEqual(mastodon.limits({ maxCharacters: "none" }), { unit: "mastodon", linkWeight: 23 });
  });

  test("the same key twice says it once; two keys are two, told apart by what is taken", async () => {
    const since = new Date();
    const act = post("Good morning <all> & sundry https://example.com/a?b=1&c=2");
    const key = outbound.key(since);
    const [first, again] = [await outbound.send(session, act, key), await outbound.send(session, act, key)];
    assert.ok(first.ok && again.ok);
    assert.equal(again.value.externalId, first.value.externalId);
    const second = await outbound.send(session, act, outbound.key(since));
    assert.ok(second.ok && second.value.externalId !== first.value.externalId);
    for (const [one, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const found = await outbound.find(session, act, key, since, [other.value.externalId]);
      assert.ok(found.ok);
      assert.equal(found.value?.externalId, one.value.externalId);
    }
    const none = await outbound.find(session, act, key, since, [
      first.value.externalId,
      second.value.externalId,
    ]);
    assert.deepEqual(none, { ok: true, value: undefined });
    const nearly = await outbound.find(session, { ...act, text: `${act.text}!` }, key, since, []);
    assert.deepEqual(nearly, { ok: true, value: undefined });
  });

  test("a picture is waited for until it is processed, and goes with the post", async () => {
    const media = [door];
    const sent = await outbound.send(session, post("With a picture", { media }), outbound.key(new Date()));
    assert.ok(sent.ok, JSON.stringify(sent));
    assert.equal((server.statuses.at(-1)?.media_attachments as unknown[] | undefined)?.length, 1);
  });

  test("a poll and a quote go out as the network has them, within what the server says it takes", async () => {
    const { carries } = mastodon.onServer?.(session.settings) ?? {};
    assert.deepEqual(carries?.poll, { options: 4, length: 50, shortest: 5, longest: 43_829 });
    assert.equal(carries?.quote, "shown");
    const poll = { options: ["Rye", "Wheat"], minutes: 60, multiple: true };
    const asked = await outbound.send(session, post("Which one?", { poll }), outbound.key(new Date()));
    assert.ok(asked.ok, JSON.stringify(asked));
    const stands = server.statuses.at(-1)?.poll as { options: { title: string }[]; multiple: boolean };
    assert.deepEqual([stands.options.map(({ title }) => title), stands.multiple], [poll.options, true]);
    const quote = asked.value.url ?? "";
    const quoting = await outbound.send(session, post("Look here", { quote }), outbound.key(new Date()));
    assert.ok(quoting.ok, JSON.stringify(quoting));
    const [shown] = server.statuses
      .slice(-1)
      .map(({ quote }) => (quote as { quoted_status: { url: string } }).quoted_status);
    assert.equal(shown?.url, quote);
    assert.equal(server.statuses.at(-1)?.content, "<p>Look here</p>", "and not under the words as well");
    const gone = post("Gone", { quote: `${server.url}/@brand/1` });
    const refused = await outbound.send(session, gone, outbound.key(new Date()));
    assert.ok(!refused.ok && refused.fault.tag === "refused");
  });

  test("what is changed keeps its pictures; what was removed is told as gone, with the others' figures", async () => {
    const media = [door];
    const said = await outbound.send(session, post("Opne door", { media }), outbound.key(new Date()));
    const other = await outbound.send(session, post("Another"), outbound.key(new Date()));
    assert.ok(said.ok && other.ok);
    const changed = await outbound.edit?.(session, said.value, { ...post("Open door"), kind: "edit" });
    assert.ok(changed?.ok, JSON.stringify(changed));
    assert.equal(changed.value.externalId, said.value.externalId);
    const stands = server.statuses.find(({ uri }) => uri === said.value.externalId);
    assert.equal(stands?.content, "<p>Open door</p>");
    assert.deepEqual([stands?.media_attachments].flat().length, 1);
    assert.ok((await outbound.remove?.(session, said.value.externalId))?.ok);
    Object.assign(server.statuses.at(-1) ?? {}, { favourites_count: 3, reblogs_count: 2 });
    const told = await mastodon.figures?.(session, [said.value, other.value]);
    assert.ok(told?.ok);
    assert.deepEqual(told.value, [
      { externalId: said.value.externalId, gone: true, counts: {} },
      {
        externalId: other.value.externalId,
        gone: false,
        counts: { likes: 3, reposts: 2, replies: 0, quotes: 0 },
      },
    ]);
    const late = await outbound.edit?.(session, said.value, { ...post("Too late"), kind: "edit" });
    assert.ok(late && !late.ok && late.fault.tag === "missing");
  });

  test("an answer is no more public than what it answers, keeps its warning, and names its author once", async () => {
    const parent = {
      ...server.statuses[0],
      visibility: "private",
      spoiler_text: "food",
      content: "<p>hm</p>",
      account: { id: "9", acct: "bo@other.example", url: "https://other.example/@bo" },
      mentions: [
        { acct: "brand", url: session.account.externalId },
        { acct: "cy", url: `${server.url}/@cy` },
      ],
    };
    const target: Target = {
      externalId: String(server.statuses[0]?.uri),
      author: { externalId: "https://other.example/@bo", handle: "bo@other.example", name: "Bo" },
      form: "mention",
      text: "hm",
      at: new Date(),
      visibility: "followers",
      payload: JSON.parse(JSON.stringify({ type: "status", status: parent })),
      ancestors: [],
    };
    const act = post("Yes, @bo@other.example", { kind: "reply", target, visibility: "public" });
    const sent = await outbound.send(session, act, outbound.key(new Date()));
    assert.ok(sent.ok, JSON.stringify(sent));
    const { json } =
      server.asked.findLast((one) => one.method === "POST" && one.path === "/api/v1/statuses") ?? {};
    const said = json as Record<string, unknown>;
    assert.equal(said.status, "@cy Yes, @bo@other.example");
    assert.equal(said.visibility, "private");
    assert.equal(said.spoiler_text, "food");
  });

  test("too long, empty and orphaned acts are refused before they are said", async () => {
    const before = server.statuses.length;
    for (const text of ["x".repeat(501), "  "]) {
      const refused = await outbound.send(session, post(text), outbound.key(new Date()));
      assert.equal(!refused.ok && refused.fault.tag, "refused");
    }
    assert.equal(server.statuses.length, before);
  });

  test("a rate limit says when to come back, by either header", async () => {
    const reset = new Date(Math.ceil(Date.now() / 1000) * 1000 + 90_000);
    const headers = {
      "x-ratelimit-limit": "300",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": reset.toISOString(),
    };
    server.instead.set("/api/v1/notifications", {
      status: 429,
      headers,
      body: '{"error":"Too many requests"}',
    });
    const request = { stream: "notifications", cursor: undefined, reach: new Date(0), most: 10 };
    const pulled = await mastodon.pull(session, request);
    server.instead.delete("/api/v1/notifications");
    assert.ok(!pulled.ok && pulled.fault.tag === "rate");
    assert.deepEqual(pulled.fault.retryAt, reset);
  });

  test("a mention that is told of before it can be read is asked for again, also when newer ones came meanwhile", async () => {
    const told = (id: string, status: object | null) => ({
      id,
      type: "mention",
      created_at: new Date(1_770_000_000_000 + Number(id) * 1_000).toISOString(),
      account: { id: "9", acct: "bo@other.example", url: "https://other.example/@bo" },
      status,
    });
    const said = (n: string) => ({
      ...server.statuses[0],
      id: `9${n}`,
      uri: `https://other.example/s/${n}`,
      created_at: new Date(1_770_000_000_000 + Number(n) * 1_000).toISOString(),
      account: { id: "9", acct: "bo@other.example", url: "https://other.example/@bo" },
    });
    const headers = { link: `<${server.url}/api/v1/notifications?min_id=3>; rel="prev"` };
    let cursor: Json | undefined;
    const pass = async (...list: object[]): Promise<string[]> => {
      server.instead.set("/api/v1/notifications", { status: 200, headers, body: JSON.stringify(list) });
      const request = { stream: "notifications", cursor, reach: new Date(0), most: 100 };
      const pulled = await mastodon.pull(session, request);
      server.instead.delete("/api/v1/notifications");
      assert.ok(pulled.ok && pulled.value.done, JSON.stringify(pulled));
      cursor = pulled.value.cursor;
      return pulled.value.arrivals.map(({ externalId }) => externalId);
    };
    assert.deepEqual(await pass(told("1", said("1"))), ["https://other.example/s/1"]);
    const [early, later] = [told("2", null), told("3", said("3"))];
    assert.deepEqual(await pass(later, early, told("1", said("1"))), ["https://other.example/s/3"]);
    assert.deepEqual(await pass(later, told("2", said("2")), told("1", said("1"))), [
      "https://other.example/s/2",
    ]);
    assert.deepEqual(await pass(later, told("2", said("2")), told("1", said("1"))), []);
  });

  test("a list that the server does not have is remembered, and no error", async () => {
    server.instead.set("/api/v1/conversations", { status: 404, body: "<h1>Not Found</h1>" });
    const request = { stream: "conversations", cursor: undefined, reach: new Date(0), most: 10 };
    const pulled = await mastodon.pull(session, request);
    const checked = await mastodon.check(session);
    server.instead.delete("/api/v1/conversations");
    assert.ok(pulled.ok && pulled.value.done);
    const asked = server.asked.length;
    assert.ok((await mastodon.pull(session, { ...request, cursor: pulled.value.cursor })).ok);
    assert.equal(server.asked.length, asked, "it is not asked for again so soon");
    assert.ok(checked.ok && (checked.value.settings.lacks as unknown[]).length === 1);
  });

  test("its own statuses come page by page, and a removed one is told", async () => {
    const request = { stream: "statuses", cursor: undefined, reach: new Date(0), most: 5000 };
    const pulled = await mastodon.pull(session, request);
    assert.ok(pulled.ok && pulled.value.arrivals.length === server.statuses.length);
    const victim = pulled.value.arrivals[0];
    assert.ok(victim);
    assert.ok((await outbound.remove?.(session, victim.externalId))?.ok);
    const swept = await mastodon.sweep?.(session, { rootId: victim.externalId, knownIds: [] });
    assert.ok(swept?.ok);
    const readings = await Promise.all(swept.value.map((raw) => mastodon.read(raw, session.account)));
    assert.deepEqual(
      readings.flat().map((one) => [one.kind, one.externalId]),
      [["deletion", victim.externalId]],
    );
  });

  test("streaming wakes the stream that has news, and ends when told", async () => {
    const controller = new AbortController();
    const woken: string[] = [];
    const wake = (stream: string): void => {
      woken.push(stream);
      controller.abort();
    };
    const line = mastodon.listen?.({ ...session, signal: controller.signal }, wake, () =>
      server.emit("notification"),
    );
    assert.ok((await line)?.ok);
    assert.deepEqual(woken, ["notifications"]);
    const revoked = { ...session, credentials: { value: { accessToken: "none" } } };
    const refused = await mastodon.listen?.(
      revoked,
      () => {},
      () => {},
    );
    assert.equal(refused && !refused.ok && refused.fault.tag, "authorisation");
  });

  test("what the connector asked for is in Mastodon's published interface", () => {
    const paths = new Set(
      server.asked.map((one) => `${one.method.toLowerCase()} ${one.path.replace(/\/\d+(?=\/|$)/, "/{id}")}`),
    );
    assert.ok(paths.size > 8);
    // The specification is data beside the repository, not part of it: without it the paths alone are counted.
    const file = new URL("../../../../../shared/specs/mastodon-openapi.json", import.meta.url);
    if (!existsSync(file)) return;
    const { paths: known } = JSON.parse(readFileSync(file, "utf8")) as {
      paths: Record<string, Record<string, unknown>>;
    };
    // nodeinfo is another standard; the interface names parameters in its own ways.
    const named = new Set(
      Object.entries(known).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path.replace(/\{[^}]+\}/, "{id}")}`),
      ),
    );
    const own = [...paths].filter((path) => !path.includes(".well-known"));
    assert.deepEqual(
      own.filter((path) => !named.has(path)),
      [],
    );
  });
});
