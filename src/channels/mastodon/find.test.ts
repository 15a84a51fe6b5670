/** A server that gives its newest statuses and no pages (snac2: 256 of them): what its list can tell, and what not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Session } from "../connector.ts";
import { find } from "./find.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 12) + seconds * 1000);
const author = { id: "1", acct: "brisa", url: "https://snac.example/brisa" };
const act: Act = { kind: "post", text: "Was it said?", media: [], speaker: { name: "Ana" } };

/** 256 statuses, one each second, the newest at `newest`. The server's clock is `skew` seconds ahead of ours. */
function listing(newest: number, { skew = 0, now = newest + 5, words = "Something else" } = {}): Session {
  const statuses = Array.from({ length: 256 }, (_, n) => ({
    id: `${9000 - n}`,
    uri: `https://snac.example/brisa/${9000 - n}`,
    created_at: at(newest - n).toISOString(),
    content: `<p>${n === 100 ? words : `Number ${n}`}</p>`,
    account: author,
    in_reply_to_id: null,
    media_attachments: [],
  }));
  return {
    account: { externalId: author.url, server: "https://snac.example", handle: "brisa" },
    settings: { accountId: author.id },
    credentials: { value: { accessToken: "t" } },
    signal: new AbortController().signal,
    now: () => at(now - skew),
    fetch: async () => Response.json(statuses, { headers: { date: at(now).toUTCString() } }),
  } as unknown as Session;
}

test("a list that goes back to before the attempt shows that it was not said", async () => {
  const found = await find(listing(0), act, "k", at(-30), []);
  assert.deepEqual(found, { ok: true, value: undefined });
});

test("what stands in it is found", async () => {
  const found = await find(listing(0, { words: act.text }), act, "k", at(-110), []);
  assert.ok(found.ok);
  assert.equal(found.value?.externalId, "https://snac.example/brisa/8900");
});

test("a list that ends after the attempt began tells nothing", async () => {
  const found = await find(listing(0), act, "k", at(-260), []);
  assert.equal(found.ok, false);
});

test("how far it goes back is told by the server's clock, whatever ours says", async () => {
  // Ours is ten minutes behind: what looks like long before the list's end was in the middle of it, or not.
  assert.equal((await find(listing(0, { skew: 600 }), act, "k", at(-630), [])).ok, true);
  assert.equal((await find(listing(0, { skew: 600 }), act, "k", at(-860), [])).ok, false);
  // Ours was an hour ahead when it began, and is right now: it cannot have begun later than now.
  assert.equal((await find(listing(0), act, "k", at(3_600), [])).ok, true);
  assert.equal((await find(listing(0, { now: -250 }), act, "k", at(3_600), [])).ok, false);
});
