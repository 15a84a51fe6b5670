import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { fileType } from "./file-type.ts";

const picture = () =>
  sharp({ create: { width: 30, height: 20, channels: 3, background: { r: 200, g: 80, b: 40 } } });
const bytes = (...parts: Array<string | number[]>) =>
  Buffer.concat([...parts.map((part) => Buffer.from(part as string)), Buffer.alloc(64)]);

test("images are known by what they hold, with their size", async () => {
  for (const [made, type] of [
    [picture().jpeg(), "image/jpeg"],
    [picture().png(), "image/png"],
    [picture().webp(), "image/webp"],
    [picture().gif(), "image/gif"],
    [picture().avif({ effort: 0 }), "image/avif"],
    [picture().tiff(), "image/tiff"],
  ] as const) {
    assert.deepEqual(await fileType(await made.toBuffer()), { type, width: 30, height: 20 }, type);
  }
  const turned = await picture().jpeg().withMetadata({ orientation: 6 }).toBuffer();
  assert.deepEqual(await fileType(turned), { type: "image/jpeg", width: 20, height: 30 });
});

test("other files are known by their first bytes", async () => {
  for (const [content, type] of [
    [bytes("%PDF-1.7\n"), "application/pdf"],
    [bytes("PK", [3, 4]), "application/zip"],
    [bytes([0, 0, 0, 24], "ftypisom"), "video/mp4"],
    [bytes([0, 0, 0, 24], "ftypqt  "), "video/quicktime"],
    [bytes([0, 0, 0, 24], "ftypM4A "), "audio/mp4"],
    [bytes([0x1a, 0x45, 0xdf, 0xa3]), "video/webm"],
    [bytes("RIFF", [1, 2, 3, 4], "WAVE"), "audio/wav"],
    [bytes("OggS"), "audio/ogg"],
    [bytes("ID3"), "audio/mpeg"],
  ] as const) {
    assert.deepEqual(await fileType(content), { type }, type);
  }
});

test("what a browser would run is plain text, and a broken image is no image", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"><script>alert(1)</script></svg>';
  assert.equal((await fileType(Buffer.from(svg))).type, "text/plain");
  assert.equal((await fileType(Buffer.from("<!doctype html><script>alert(1)</script>"))).type, "text/plain");
  assert.equal((await fileType(Buffer.from("¡hola!"))).type, "text/plain");
  assert.equal((await fileType(new Uint8Array())).type, "application/octet-stream");
  assert.equal((await fileType(Buffer.from([0xff, 0xfe, 0xfd, 0, 1, 2]))).type, "application/octet-stream");
  const half = (await picture().png().toBuffer()).subarray(0, 20);
  assert.equal((await fileType(half)).type, "application/octet-stream");
});
