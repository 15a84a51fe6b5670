import assert from "node:assert/strict";
import { test } from "node:test";
import { parseFeed } from "feedsmith";
import { startFeed } from "./feed.ts";

test("the same items are read from RSS, Atom and JSON Feed", async (t) => {
  const feed = await startFeed();
  t.after(feed.stop);
  feed.add({ title: "Tea & <cake>", html: '<p>"Fresh" & warm</p>' });
  const second = feed.add();
  feed.edit(second.id, { title: "Corrected" });
  for (const url of [feed.rssUrl, feed.atomUrl, feed.jsonUrl]) {
    const text = await (await fetch(url)).text();
    const read = parseFeed(text);
    const titles =
      read.format === "atom"
        ? read.feed.entries?.map((entry) => entry.title)
        : read.format === "rss" || read.format === "json"
          ? read.feed.items?.map((item) => item.title)
          : undefined;
    assert.deepEqual(titles?.map(textOf), ["Corrected", "Tea & <cake>"], url);
  }
  feed.remove(second.id);
  assert.ok(!(await (await fetch(feed.jsonUrl)).text()).includes("Corrected"));
});

test("a conditional request is answered 304 until something changes, by ETag and by date alone", async (t) => {
  const feed = await startFeed();
  t.after(feed.stop);
  feed.add();
  for (const which of [
    { etag: true, lastModified: true },
    { etag: false, lastModified: true },
  ]) {
    feed.validators(which);
    const first = await fetch(feed.rssUrl);
    await first.text();
    const headers: Record<string, string> = which.etag
      ? { "if-none-match": first.headers.get("etag") ?? "" }
      : { "if-modified-since": first.headers.get("last-modified") ?? "" };
    assert.equal((await fetch(feed.rssUrl, { headers })).status, 304);
    feed.add();
    assert.equal((await fetch(feed.rssUrl, { headers })).status, 200);
  }
  assert.equal(feed.conditionalRequests(), 4);
  assert.equal(feed.notModifiedAnswers(), 2);
});

test("faults are met as often as asked, then it is well again", async (t) => {
  const feed = await startFeed();
  t.after(feed.stop);
  feed.add();
  feed.fail({ status: 429, retryAfter: 7 }, 2);
  for (const _ of [1, 2]) {
    const refused = await fetch(feed.rssUrl);
    assert.deepEqual([refused.status, refused.headers.get("retry-after")], [429, "7"]);
  }
  feed.fail("half");
  const half = await fetch(feed.rssUrl);
  assert.equal(half.status, 200);
  await assert.rejects(half.text());
  feed.fail("cut");
  await assert.rejects(fetch(feed.rssUrl));
  feed.fail("html");
  assert.match((await fetch(feed.rssUrl)).headers.get("content-type") ?? "", /html/);
  assert.match((await fetch(feed.rssUrl)).headers.get("content-type") ?? "", /rss/);
});

function textOf(title: unknown): unknown {
  return typeof title === "object" && title !== null && "value" in title ? title.value : title;
}
