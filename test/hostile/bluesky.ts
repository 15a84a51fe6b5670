/** What a hostile AppView could answer about posts that mention the brand, as arrivals of a Bluesky channel. */

import { postRaw } from "../../src/channels/bluesky/raw.ts";
import type { Raw } from "../../src/channels/index.ts";
import type { JsonObject } from "../../src/kernel/result.ts";
import { addresses, bodies, names } from "./cases.ts";

const did = "did:plc:strangerstrangerstrange";

export function hostilePosts(brandDid: string): Raw[] {
  let made = 0;
  const post = (text: string, author: JsonObject = {}, more: JsonObject = {}, embed?: JsonObject): Raw => {
    made += 1;
    const createdAt = new Date(Date.now() - made * 1000).toISOString();
    const hail = { index: { byteStart: 0, byteEnd: 5 }, features: [mention(brandDid)] };
    const { facets = [], ...rest } = more as { facets?: JsonObject[] };
    return postRaw({
      uri: `at://${did}/app.bsky.feed.post/case${made}`,
      cid: `bafycase${made}`,
      author: { did, handle: "stranger.test", displayName: "Stranger", ...author },
      record: {
        $type: "app.bsky.feed.post",
        text: `xyzzy ${text}`,
        createdAt,
        facets: [hail, ...facets],
        ...rest,
      } as JsonObject,
      indexedAt: createdAt,
      ...(embed ? { embed } : {}),
    });
  };
  const link = (uri: string): JsonObject => ({
    index: { byteStart: 6, byteEnd: 12 },
    features: [{ $type: "app.bsky.richtext.facet#link", uri }],
  });
  return [
    ...bodies.map((body) => post(body)),
    ...names.map((name) => post(name, { displayName: name, handle: name }, { langs: [name] })),
    ...addresses.flatMap((uri) => [
      post("a link", { avatar: uri }, { facets: [link(uri)] }),
      post(
        "a card",
        {},
        {},
        {
          $type: "app.bsky.embed.external#view",
          external: { uri, title: names[0] as string, description: names[1] as string, thumb: uri },
        },
      ),
      post(
        "a picture",
        {},
        {},
        {
          $type: "app.bsky.embed.images#view",
          images: [{ fullsize: uri, thumb: uri, alt: names[2] as string }],
        },
      ),
    ]),
  ];
}

const mention = (to: string): JsonObject => ({ $type: "app.bsky.richtext.facet#mention", did: to });
