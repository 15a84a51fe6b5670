/** Awkward feeds, and what a reader is promised to see of them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { MessageReading, Session } from "../connector.ts";
import { readDocument } from "./document.ts";
import { feed } from "./index.ts";
import { type Expected, FEEDS } from "./test-read-cases.ts";

const URL = "https://press.example/feed.xml";
const NOW = new Date("2026-03-05T10:00:00Z");

describe("an awkward feed is read well", () => {
  for (const [name, { feed: text, type = "", expect }] of Object.entries(FEEDS))
    test(name, async () => {
      const bytes = typeof text === "string" ? Buffer.from(text) : text;
      const session = sessionOn(bytes, type);
      const page = await feed.pull(session, {
        stream: "items",
        cursor: undefined,
        reach: new Date(0),
        most: 100,
      });
      if (!expect) {
        assert.ok(!page.ok && page.fault.tag === "unavailable", JSON.stringify(page));
        return;
      }
      assert.ok(page.ok, JSON.stringify(page));
      const raws = page.value.arrivals;
      assert.equal(
        new Set(raws.map((raw) => raw.externalId)).size,
        raws.length,
        "every arrival has its own id",
      );
      const readings = (await Promise.all(raws.map((raw) => feed.read(raw, session.account)))).flat();
      compare(readings as MessageReading[], expect);
      const document = readDocument(bytes, type, URL);
      if (expect.name) assert.equal(document?.title, expect.name);
      if ("next" in expect) assert.equal(document?.next, expect.next);
    });
});

function sessionOn(bytes: Buffer, type: string): Session {
  return {
    account: { externalId: URL, handle: "press.example/feed.xml", name: "The Press" },
    settings: { url: URL },
    credentials: { value: {} },
    fetch: async () => new Response(new Uint8Array(bytes), { headers: { "content-type": type } }),
    socket: async () => assert.fail("a feed needs no socket"),
    signal: new AbortController().signal,
    now: () => NOW,
  };
}

function compare(readings: MessageReading[], expect: Expected): void {
  const [first] = readings;
  if (expect.ids) {
    assert.equal(readings.length, expect.ids.length);
    for (const [n, id] of expect.ids.entries())
      if (id.startsWith("^")) assert.match(readings[n]?.externalId ?? "", new RegExp(id));
      else assert.equal(readings[n]?.externalId, id);
  }
  if (expect.titles)
    assert.deepEqual(
      readings.map((one) => one.subject),
      expect.titles,
    );
  if (expect.texts)
    assert.deepEqual(
      readings.map((one) => one.text),
      expect.texts,
    );
  if (expect.at)
    assert.deepEqual(
      readings.map((one) => one.at.toISOString()),
      expect.at,
    );
  if (expect.author) assert.equal(first?.author.name, expect.author);
  if ("authorUrl" in expect) assert.equal(first?.author.url, expect.authorUrl);
  if ("editedAt" in expect) assert.equal(first?.editedAt?.toISOString(), expect.editedAt);
  if ("url" in expect) assert.equal(first?.url, expect.url);
  if ("language" in expect) assert.equal(first?.language, expect.language);
  if ("parentId" in expect) assert.equal(first?.parentId, expect.parentId);
  if ("html" in expect) {
    if (expect.html) assert.match(first?.html ?? "", expect.html);
    else assert.equal(first?.html, undefined);
  }
  if (expect.files)
    assert.deepEqual(
      first?.attachments.map((file) => [file.kind, file.url, file.bytes, file.alt].filter(Boolean).join(" ")),
      expect.files,
    );
  for (const reading of readings) assert.ok(!reading.own && !reading.addressed && reading.form === "article");
}
