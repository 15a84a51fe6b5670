import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonObject } from "../../kernel/result.ts";
import type { Account, MessageReading, Raw, Reading } from "../connector.ts";
import { mastodon } from "./index.ts";

const us: Account = {
  externalId: "https://home.example/@brand",
  handle: "brand@home.example",
  name: "Brand",
  server: "https://home.example",
};
const at = new Date("2026-05-01T10:00:00Z");

/** As Mastodon 4 answers. */
const MASTODON = {
  id: "114400000000000001",
  uri: "https://other.example/users/bo/statuses/9",
  url: "https://other.example/@bo/9",
  created_at: "2026-05-01T10:00:00.000Z",
  edited_at: null,
  account: {
    id: "77",
    username: "bo",
    acct: "bo@other.example",
    display_name: "Bo :verified:",
    url: "https://other.example/@bo",
    avatar: "https://home.example/a.png",
    note: "<p>I bake &amp; sing</p>",
    bot: false,
  },
  content:
    '<p><span class="h-card" translate="no"><a href="https://home.example/@brand" class="u-url mention">@<span>brand</span></a></span> is it open?<br />See <a href="https://shop.example/opening/hours" rel="nofollow"><span class="invisible">https://</span><span class="ellipsis">shop.example/open</span><span class="invisible">ing/hours</span></a></p><p>&lt;3 :blobcat:</p>',
  visibility: "unlisted",
  spoiler_text: "a question",
  language: "en",
  in_reply_to_id: null,
  in_reply_to_account_id: null,
  mentions: [{ id: "1", username: "brand", acct: "brand", url: "https://home.example/@brand" }],
  media_attachments: [
    {
      id: "5",
      type: "image",
      url: "https://home.example/m.jpg",
      preview_url: "https://home.example/s.jpg",
      description: "A closed door",
      meta: { original: { width: 800, height: 600 } },
    },
  ],
  poll: null,
  reblog: null,
} satisfies JsonObject;

const raw = (status: JsonObject, more: JsonObject = {}): Raw => ({
  externalId: "x",
  payload: { type: "status", me: "1", status, ...more },
  at,
});
async function message(status: JsonObject, more: JsonObject = {}): Promise<MessageReading> {
  const [reading, ...others] = await mastodon.read(raw(status, more), us);
  assert.equal(others.length, 0);
  assert.ok(reading?.kind === "message");
  return reading;
}

test("a mention reads as what a person sees, with its links in their places", async () => {
  const reading = await message(MASTODON);
  assert.equal(reading.text, "@brand is it open?\nSee https://shop.example/opening/hours\n\n<3 :blobcat:");
  assert.equal(reading.form, "mention");
  assert.equal(reading.addressed, true);
  assert.equal(reading.own, false);
  assert.equal(reading.visibility, "unlisted");
  assert.equal(reading.contentWarning, "a question");
  assert.equal(reading.externalId, MASTODON.uri);
  assert.deepEqual(
    reading.links?.map(({ start, end, url }) => [reading.text.slice(start, end), url]),
    [
      ["@brand", "https://home.example/@brand"],
      ["https://shop.example/opening/hours", "https://shop.example/opening/hours"],
    ],
  );
  assert.deepEqual(reading.attachments, [
    {
      kind: "image",
      url: "https://home.example/m.jpg",
      previewUrl: "https://home.example/s.jpg",
      alt: "A closed door",
      width: 800,
      height: 600,
    },
  ]);
  assert.equal(reading.author.bio, "I bake & sing");
  assert.equal(reading.author.bot, false);
});

test("an answer to us speaks to us, also without our name in it, and knows its parent", async () => {
  const answer = {
    ...MASTODON,
    content: "<p>yes</p>",
    mentions: [],
    in_reply_to_id: "3",
    in_reply_to_account_id: "1",
  };
  const reading = await message(answer, { parentUri: "https://home.example/users/brand/statuses/3" });
  assert.deepEqual(
    [reading.form, reading.addressed, reading.parentId],
    ["reply", true, "https://home.example/users/brand/statuses/3"],
  );
});

test("what we said ourselves is ours and waits for nobody", async () => {
  const account = { ...MASTODON.account, id: "1", acct: "brand", url: us.externalId };
  const reading = await message({ ...MASTODON, account });
  assert.deepEqual(
    [reading.own, reading.addressed, reading.author.handle],
    [true, false, "brand@home.example"],
  );
});

test("Pleroma and Akkoma: flake ids, local visibility, numbers and nulls where text is expected", async () => {
  const reading = await message({
    ...MASTODON,
    id: "AkqXy0000000000001",
    visibility: "local",
    spoiler_text: null,
    language: null,
    emojis: null,
    media_attachments: null,
    mentions: [{ id: 1, acct: "brand", username: "brand", url: us.externalId }, { broken: true }],
    pleroma: { content: { "text/plain": "…" } },
  });
  assert.deepEqual(
    [reading.visibility, reading.contentWarning, reading.attachments],
    ["unlisted", undefined, []],
  );
  assert.equal(reading.addressed, true);
});

test("GoToSocial: ULIDs, a direct message, an edit, a poll without counts", async () => {
  const reading = await message({
    ...MASTODON,
    id: "01HZZZZZZZZZZZZZZZZZZZZZZZ",
    visibility: "direct",
    edited_at: "2026-05-01T11:00:00.000Z",
    mentions: [],
    content: "<p>Which one?</p>",
    poll: {
      id: "01HZ",
      expires_at: null,
      options: [{ title: "Tea" }, { title: "Coffee", votes_count: null }],
    },
  });
  assert.deepEqual([reading.form, reading.addressed], ["direct", true]);
  assert.deepEqual(reading.editedAt, new Date("2026-05-01T11:00:00Z"));
  assert.equal(reading.text, "Which one?\n\n○ Tea\n○ Coffee");
});

test("snac2: a status shown as its boost is the status; a mention stands in the HTML alone", async () => {
  const wrapped = {
    ...MASTODON,
    uri: "https://other.example/boost",
    content: "",
    reblog: { ...MASTODON, mentions: [] },
  };
  const reading = await message(wrapped);
  assert.deepEqual([reading.externalId, reading.addressed], [MASTODON.uri, true]);
});

test("likes, boosts and follows are reactions, and a removal a deletion", async () => {
  const notification = (type: string): Raw => ({
    externalId: `notification:${type}`,
    payload: {
      type: "reaction",
      targetUri: type === "follow" ? null : "https://home.example/users/brand/statuses/3",
      notification: { id: "8", type, created_at: "2026-05-01T10:00:00Z", account: MASTODON.account },
    },
    at,
  });
  const shapes: Reading[] = [];
  for (const type of ["favourite", "reblog", "follow"])
    shapes.push(...(await mastodon.read(notification(type), us)));
  assert.deepEqual(
    shapes.map((one) => one.kind === "reaction" && [one.form, one.targetId !== undefined, one.author.handle]),
    [
      ["like", true, "bo@other.example"],
      ["repost", true, "bo@other.example"],
      ["follow", false, "bo@other.example"],
    ],
  );
  const gone = await mastodon.read({ externalId: "g", payload: { type: "gone", uri: MASTODON.uri }, at }, us);
  assert.deepEqual(gone, [{ kind: "deletion", externalId: MASTODON.uri, at }]);
});

test("what makes no sense reads as nothing", async () => {
  const broken: Raw["payload"][] = [
    { type: "status" },
    { type: "status", status: { id: "1" } },
    { type: "reaction" },
    { type: "?" },
  ];
  for (const payload of broken)
    assert.deepEqual(await mastodon.read({ externalId: "x", payload, at }, us), []);
});
