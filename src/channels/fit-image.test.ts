import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import sharp from "sharp";
import { cutTo, fitImage } from "./fit-image.ts";

const limits = { label: "Net", types: ["image/jpeg", "image/gif"], bytes: 100_000 };
const media = (bytes: Uint8Array, type: string) => ({ bytes, type, name: "picture", alt: "" });

test("a ratio is kept by a cut around what has to stay in view, as far as the edges let it", async () => {
  const square = { least: 1, most: 1 };
  assert.equal(cutTo({ width: 50, height: 50 }, square), undefined);
  assert.deepEqual(cutTo({ width: 300, height: 100 }, square), {
    width: 100,
    height: 100,
    left: 100,
    top: 0,
  });
  assert.equal(cutTo({ width: 300, height: 100 }, square, { x: 1, y: 0 })?.left, 200);
  assert.equal(cutTo({ width: 300, height: 100 }, square, { x: 0.3, y: 0 })?.left, 40);
  assert.deepEqual(cutTo({ width: 100, height: 300 }, { least: 0.8, most: 2 }, { x: 0, y: 0.9 }), {
    width: 100,
    height: 125,
    left: 0,
    top: 175,
  });
  // The left third is red, the rest is blue: looking at the left leaves red.
  const red = { input: { create: { width: 100, height: 100, channels: 3, background: "#f00" } } } as const;
  const bytes = await sharp({ create: { width: 300, height: 100, channels: 3, background: "#00f" } })
    .composite([{ ...red, left: 0, top: 0 }])
    .png()
    .toBuffer();
  const fitted = await fitImage(
    { ...media(bytes, "image/png"), focus: { x: 0, y: 0.5 } },
    { ...limits, ratio: square },
  );
  assert.ok(fitted.ok);
  const { dominant } = await sharp(fitted.value.bytes).stats();
  assert.deepEqual([fitted.value.width, fitted.value.height], [100, 100]);
  assert.ok(dominant.r > 200 && dominant.b < 60, JSON.stringify(dominant));
});

test("a picture of a kind that is not shown is turned into one that is, and is no larger than what is taken", async () => {
  const bytes = await sharp(randomBytes(400 * 300 * 4), { raw: { width: 400, height: 300, channels: 4 } })
    .webp()
    .toBuffer();
  const fitted = await fitImage(media(bytes, "image/webp"), { ...limits, side: 200, pixels: 20_000 });
  assert.ok(fitted.ok);
  const { type, width, height } = fitted.value;
  assert.equal(type, "image/jpeg");
  assert.ok(width * height <= 20_000 && Math.abs(width / height - 4 / 3) < 0.02, `${width} × ${height}`);
});

test("a GIF keeps moving where the network plays it, and stands still elsewhere", async () => {
  const frames = randomBytes(200 * 400 * 3);
  const bytes = await sharp(frames, { raw: { width: 200, height: 400, channels: 3, pageHeight: 200 } })
    .gif({ loop: 0, delay: [100, 100] })
    .toBuffer();
  const small = { ...limits, side: 100 };
  const plays = await fitImage(media(bytes, "image/gif"), { ...small, moves: true });
  const stands = await fitImage(media(bytes, "image/gif"), small);
  assert.ok(plays.ok && stands.ok);
  assert.deepEqual([plays.value.type, plays.value.width, plays.value.height], ["image/gif", 100, 100]);
  assert.equal((await sharp(plays.value.bytes).metadata()).pages, 2);
  assert.deepEqual([stands.value.type, stands.value.height], ["image/jpeg", 100]);
});
