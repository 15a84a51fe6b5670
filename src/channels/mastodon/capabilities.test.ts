import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChannelRecord } from "../channel-store.ts";
import { presentChannel } from "../present-channel.ts";
import { capabilities, imageLimits, onServer } from "./capabilities.ts";
import { NO_CONVERSATIONS, NO_STREAMING } from "./settings.ts";

const media = {
  most: 2,
  imageBytes: 1_000_000,
  videoBytes: 2_000_000,
  videoRate: 60,
  types: ["image/png", "video/mp4"],
};

test("pictures are those that the server takes, as many and as heavy as it says", () => {
  const own = onServer({ media }).media;
  assert.equal(own?.most, 2);
  assert.ok(own?.types.includes("image/webp"), "what it does not show is turned into what it shows");
  assert.deepEqual(
    own?.types.filter((type) => type.startsWith("video/")),
    ["video/mp4"],
  );
  assert.deepEqual(own?.film, { bytes: 2_000_000, frameRate: 60 });
  const { types, bytes, pixels } = imageLimits({ media: { ...media, imagePixels: 5_000 } });
  assert.deepEqual({ types, bytes, pixels }, { types: ["image/png"], bytes: 1_000_000, pixels: 5_000 });
});

test("a server that takes none of our pictures, or no files, takes nothing", () => {
  assert.equal(onServer({ media: { ...media, types: ["audio/ogg"] } }).media, undefined);
  assert.deepEqual(onServer({ media: { ...media, types: ["video/mp4"] } }).media?.types, ["video/mp4"]);
  assert.equal(onServer({ media: { ...media, most: 0 } }).media, undefined);
});

test("a server that was never asked is taken for Mastodon", () => {
  const { media: taken, lacks } = onServer({});
  assert.deepEqual({ taken, lacks }, { taken: capabilities.media, lacks: capabilities.lacks });
  assert.deepEqual(onServer({ media: "?", lacks: "?" }).media, capabilities.media);
});

test("the channel's own screen shows what its network and its server lack, in the reader's language", () => {
  const channel = {
    id: "019ab000-0000-7000-8000-000000000001",
    network: "mastodon",
    settings: { media, lacks: [NO_CONVERSATIONS, NO_STREAMING] },
    connected_at: new Date(),
  } as unknown as ChannelRecord;
  const shown = presentChannel(channel, "es");
  assert.deepEqual(
    shown.lacks,
    [...capabilities.lacks, NO_CONVERSATIONS, NO_STREAMING].map(({ es }) => es),
  );
  assert.equal(shown.capabilities.media?.most, 2);
  assert.deepEqual(
    presentChannel({ ...channel, settings: {} }, "en").lacks,
    capabilities.lacks.map(({ en }) => en),
  );
});
