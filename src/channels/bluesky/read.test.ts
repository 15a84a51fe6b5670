/** What arrivals mean; the shapes are those of the lexicons `app.bsky.feed.defs` and `app.bsky.embed.*`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json, JsonObject } from "../../kernel/result.ts";
import type { Account, MessageReading, Raw } from "../connector.ts";
import { notificationRaw, postRaw, recordRaw } from "./raw.ts";
import { read } from "./read.ts";

const US = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const THEM = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
const account: Account = {
  externalId: US,
  handle: "brand.test",
  name: "Brand",
  server: "https://pds.example",
};
const post = (did: string, rkey: string): string => `at://${did}/app.bsky.feed.post/${rkey}`;

const view = (record: JsonObject, more: JsonObject = {}): JsonObject => ({
  uri: post(THEM, "3jzfcijpj2z2a"),
  cid: "bafy",
  author: { did: THEM, handle: "carol.test", displayName: "Carol", avatar: "https://cdn.example/a" },
  record: { $type: "app.bsky.feed.post", text: "Hello", createdAt: "2026-11-01T10:00:00Z", ...record },
  indexedAt: "2026-11-01T10:00:01Z",
  ...more,
});

async function one(raw: Raw): Promise<MessageReading> {
  const [reading] = await read(raw, account);
  assert.ok(reading?.kind === "message");
  return reading;
}

test("who is spoken to decides what waits for an answer", async () => {
  const answer = (did: string): JsonObject => ({
    reply: {
      root: { uri: post(US, "3jzfcijpj2z2b"), cid: "c" },
      parent: { uri: post(did, "3jzfcijpj2z2c"), cid: "c" },
    },
  });
  const hail: JsonObject = {
    facets: [
      {
        index: { byteStart: 0, byteEnd: 5 },
        features: [{ $type: "app.bsky.richtext.facet#mention", did: US }],
      },
    ],
  };
  const quote = (did: string): JsonObject => ({
    embed: { $type: "app.bsky.embed.record", record: { uri: post(did, "3jzfcijpj2z2d"), cid: "c" } },
  });
  const cases: Array<[JsonObject, string, boolean]> = [
    [{}, "post", false],
    [answer(US), "reply", true],
    [answer(THEM), "reply", false],
    [{ ...answer(THEM), ...hail }, "mention", true],
    [hail, "mention", true],
    [quote(US), "quote", true],
    [quote(THEM), "quote", false],
    [
      {
        embed: {
          $type: "app.bsky.embed.recordWithMedia",
          record: { record: { uri: post(US, "3jzfcijpj2z2d") } },
        },
      },
      "quote",
      true,
    ],
  ];
  for (const [record, form, addressed] of cases) {
    const reading = await one(postRaw(view(record)));
    assert.deepEqual([reading.form, reading.addressed], [form, addressed], JSON.stringify(record));
  }
});

test("a notification of a post and the post itself are one arrival with one meaning", async () => {
  const record = {
    langs: ["en"],
    labels: { $type: "com.atproto.label.defs#selfLabels", values: [{ val: "graphic-media" }] },
  };
  const seen = postRaw(view(record));
  const told = notificationRaw({ ...view(record), reason: "reply", isRead: false });
  assert.equal(told.externalId, seen.externalId);
  assert.deepEqual(await read(told, account), await read(seen, account));
  assert.equal((await one(seen)).contentWarning, "graphic-media");
});

test("a like through somebody's repost is a like of the post", async () => {
  const record = {
    $type: "app.bsky.feed.like",
    subject: { uri: post(US, "3jzfcijpj2z2b"), cid: "c" },
    createdAt: "2026-11-01T10:00:00Z",
  };
  const uri = `at://${THEM}/app.bsky.feed.like/3jzfcijpj2z2a`;
  const [reading] = await read(
    notificationRaw({ ...view({}), uri, record, reason: "like-via-repost" }),
    account,
  );
  assert.ok(reading?.kind === "reaction");
  assert.deepEqual([reading.form, reading.targetId], ["like", post(US, "3jzfcijpj2z2b")]);
});

test("a forged moment in the future is not believed", async () => {
  assert.equal(
    (await one(postRaw(view({ createdAt: "2099-01-01T00:00:00Z" })))).at.toISOString(),
    "2026-11-01T10:00:01.000Z",
  );
  assert.equal(
    (await one(postRaw(view({ createdAt: "yesterday" })))).at.toISOString(),
    "2026-11-01T10:00:01.000Z",
  );
});

test("everything that hangs on a post is kept: pictures, video, cards, quotes, and both together", async () => {
  const quoted = {
    $type: "app.bsky.embed.record#viewRecord",
    uri: post(THEM, "3jzfcijpj2z2d"),
    author: { handle: "carol.test" },
    value: { text: "Then" },
  };
  const video = {
    $type: "app.bsky.embed.video#view",
    cid: "c",
    playlist: "https://v.example/p.m3u8",
    thumbnail: "https://v.example/t",
    alt: "Waves",
    aspectRatio: { width: 16, height: 9 },
  };
  const external = {
    $type: "app.bsky.embed.external#view",
    external: {
      uri: "https://example.org/",
      title: "A page",
      description: "",
      thumb: "https://cdn.example/t",
    },
  };
  const attachments = async (embed: Json) => (await one(postRaw(view({}, { embed })))).attachments;
  assert.deepEqual(await attachments(video), [
    {
      kind: "video",
      type: "application/x-mpegURL",
      url: "https://v.example/p.m3u8",
      previewUrl: "https://v.example/t",
      alt: "Waves",
      width: 16,
      height: 9,
    },
  ]);
  assert.deepEqual(await attachments(external), [
    { kind: "link", url: "https://example.org/", previewUrl: "https://cdn.example/t", name: "A page" },
  ]);
  const both = await attachments({
    $type: "app.bsky.embed.recordWithMedia#view",
    media: external,
    record: { record: quoted },
  });
  assert.deepEqual(
    both.map(({ kind, name }) => [kind, name]),
    [
      ["link", "A page"],
      ["link", "@carol.test: Then"],
    ],
  );
  // Removed or blocked since: nothing is left but the address.
  const gone = {
    $type: "app.bsky.embed.record#view",
    record: { $type: "app.bsky.embed.record#viewNotFound", uri: post(THEM, "3jzfcijpj2z2d"), notFound: true },
  };
  assert.deepEqual(await attachments(gone), [
    { kind: "link", url: `https://bsky.app/profile/${THEM}/post/3jzfcijpj2z2d` },
  ]);
});

test("our own post reads the same from our server and from the AppView", async () => {
  const image = { $type: "blob", ref: { $link: "bafkrei" }, mimeType: "image/png", size: 9 };
  const record = {
    $type: "app.bsky.feed.post",
    text: "Ours",
    createdAt: "2026-11-01T10:00:00Z",
    embed: { $type: "app.bsky.embed.images", images: [{ image, alt: "A" }] },
  };
  const uri = post(US, "3jzfcijpj2z2a");
  const stored = recordRaw({ uri, cid: "c", value: record });
  const shown = postRaw(
    view(record, {
      uri,
      author: { did: US, handle: "brand.test", displayName: "Older name" },
      indexedAt: "2026-10-01T00:00:00Z",
      embed: {
        $type: "app.bsky.embed.images#view",
        images: [{ fullsize: "https://cdn.example/x", alt: "A" }],
      },
    }),
  );
  assert.equal(stored.externalId, shown.externalId);
  assert.deepEqual(await read(stored, account), await read(shown, account));
  assert.match(
    (await one(stored)).attachments[0]?.url ?? "",
    /^https:\/\/pds\.example\/xrpc\/com\.atproto\.sync\.getBlob\?/,
  );
});

test("whatever shape arrives, reading does not throw", async () => {
  const odd: Json[] = [
    null,
    1,
    "x",
    [],
    {},
    { uri: 1 },
    { uri: "at://x", record: [] },
    { uri: post(THEM, "a"), record: { text: 5, facets: {}, embed: 1, reply: "no", langs: {} } },
  ];
  for (const type of ["post", "record", "notification", "gone", "unheard-of"])
    for (const value of odd)
      for (const key of ["view", "record", "notification", "uri"])
        for (const reading of await read(
          { externalId: "x", payload: { type, [key]: value }, at: new Date() },
          account,
        ))
          assert.ok(reading.at instanceof Date);
});
