import assert from "node:assert/strict";
import { test } from "node:test";
import { RichText } from "@atproto/api";
import type { JsonObject } from "../../kernel/result.ts";
import { linksOf, mentionedDids } from "./read-text.ts";

const link = (byteStart: number, byteEnd: number, uri = "https://example.org/"): JsonObject => ({
  index: { byteStart, byteEnd },
  features: [{ $type: "app.bsky.richtext.facet#link", uri }],
});

test("bytes become UTF-16 offsets, as Bluesky's own library cuts the text", () => {
  const texts = [
    "plain https://example.org/a end",
    "ñandú 👩‍👩‍👧‍👦 see example.com/ñ and #día or #été, 漢字 https://例え.jp/x",
    "🇪🇸🇪🇸 (https://example.org/(b)) 𝒳 https://example.net",
  ];
  for (const text of texts) {
    const rich = new RichText({ text });
    rich.detectFacetsWithoutResolution();
    const expected = [...rich.segments()].filter((segment) => segment.facet).map((segment) => segment.text);
    const found = linksOf({ text, facets: rich.facets as unknown as JsonObject[] });
    assert.ok(found.length > 0, text);
    assert.deepEqual(
      found.map(({ start, end }) => text.slice(start, end)),
      expected,
    );
  }
});

test("a facet that cuts a character, lies outside or is turned round marks nothing", () => {
  const facets = [link(1, 3), link(0, 99), link(3, 2), link(-1, 2), link(0, 0)];
  assert.deepEqual(linksOf({ text: "éé!", facets }), []);
  assert.equal(linksOf({ text: "éé!", facets: [link(0, 4)] }).length, 1);
});

test("overlapping facets: the first counts; addresses that are not of the web do not", () => {
  const facets = [link(3, 8), link(0, 4), link(5, 9, "javascript:alert(1)")];
  assert.deepEqual(linksOf({ text: "0123456789", facets }), [
    { start: 0, end: 4, url: "https://example.org/" },
  ]);
});

test("mentions and tags lead somewhere", () => {
  const facets: JsonObject[] = [
    {
      index: { byteStart: 0, byteEnd: 4 },
      features: [{ $type: "app.bsky.richtext.facet#mention", did: "did:plc:ana" }],
    },
    {
      index: { byteStart: 5, byteEnd: 9 },
      features: [{ $type: "app.bsky.richtext.facet#tag", tag: "sol y" }],
    },
  ];
  assert.deepEqual(
    linksOf({ text: "@ana #sol", facets }).map(({ url }) => url),
    ["https://bsky.app/profile/did:plc:ana", "https://bsky.app/hashtag/sol%20y"],
  );
  assert.deepEqual(mentionedDids({ facets }), ["did:plc:ana"]);
});

test("facets of any shape break nothing", () => {
  for (const facets of [null, 7, "x", {}, [null], [{}], [{ index: 3 }], [{ index: {}, features: "no" }]])
    assert.deepEqual(linksOf({ text: "abc", facets: facets as never }), []);
});
