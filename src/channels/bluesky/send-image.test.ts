import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import sharp, { type Sharp } from "sharp";
import { fitImage, IMAGE_BYTES } from "./send-image.ts";

/** Noise, which no format makes small. */
const noise = (side: number, channels: 3 | 4): Sharp =>
  sharp(randomBytes(side * side * channels), { raw: { width: side, height: side, channels } });
const media = (bytes: Uint8Array, type: string) => ({ bytes, type, name: "picture", alt: "" });

test("a picture that fits goes out as it is", async () => {
  const bytes = await noise(64, 3).png().toBuffer();
  const fitted = await fitImage(media(bytes, "image/png"));
  assert.ok(fitted.ok);
  assert.deepEqual(fitted.value, { bytes, type: "image/png", width: 64, height: 64 });
});

test("a heavy picture is made lighter, and stays the same each time", async () => {
  const bytes = await noise(1800, 3).png().toBuffer();
  assert.ok(bytes.length > IMAGE_BYTES);
  const [one, two] = [await fitImage(media(bytes, "image/png")), await fitImage(media(bytes, "image/png"))];
  assert.ok(one.ok && two.ok);
  assert.ok(one.value.bytes.length <= IMAGE_BYTES);
  assert.equal(one.value.type, "image/jpeg");
  assert.deepEqual(one.value, two.value, "the same act gives the same record");
});

test("where and with what it was taken is not told, and it stands upright", async () => {
  const bytes = await noise(40, 3)
    .resize(40, 20, { fit: "fill" })
    .withExif({ IFD0: { Make: "Camera" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const fitted = await fitImage(media(bytes, "image/jpeg"));
  assert.ok(fitted.ok);
  const told = await sharp(fitted.value.bytes).metadata();
  assert.equal(told.exif, undefined);
  assert.deepEqual([fitted.value.width, fitted.value.height], [20, 40]);
});

test("transparency stays", async () => {
  const bytes = await noise(1200, 4).png().toBuffer();
  const fitted = await fitImage(media(bytes, "image/png"));
  assert.ok(fitted.ok && fitted.value.type === "image/webp");
});

test("what is no picture is refused with its name", async () => {
  for (const [bytes, type] of [
    [Buffer.from("not a picture"), "image/png"],
    [Buffer.from("%PDF"), "application/pdf"],
    [Buffer.alloc(0), "image/jpeg"],
  ] as const) {
    const fitted = await fitImage(media(bytes, type));
    assert.ok(!fitted.ok && fitted.fault.tag === "refused" && fitted.fault.message.en.startsWith("picture:"));
  }
});
