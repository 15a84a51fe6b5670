import assert from "node:assert/strict";
import { buffer, text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import { peerMissing } from "../../test/peers/available.ts";
import { type BucketPeer, startBucket } from "../../test/peers/bucket.ts";
import { type Bucket, openBucket } from "./files-bucket.ts";

const HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
const skip = process.env.CI === "true" ? false : (peerMissing("bucket") ?? false);

describe("files in a bucket of a real S3-compatible server", { skip }, () => {
  let peer: BucketPeer;
  let files: Bucket;
  before(async () => {
    peer = await startBucket();
    const { url, key, secret } = peer;
    files = openBucket({ url: `${url}/some/folder`, region: "us-east-1", key, secret });
  });
  after(async () => {
    await files.close();
    await peer.stop();
  });

  test("what is put is read, whole or in part, and is gone when it is removed", async () => {
    const stored = await Promise.all([files.put(Buffer.from("hello")), files.put(new Blob(["hello"]))]);
    for (const each of stored) assert.deepEqual(each, { sha256: HELLO, bytes: 5 });
    const read = await files.read(HELLO);
    assert.ok(read.ok && Buffer.from(read.value).toString() === "hello");
    const part = await files.stream(HELLO, { start: 1, end: 2 });
    assert.ok(part.ok);
    assert.deepEqual([await text(part.value.stream), part.value.bytes], ["el", 5]);
    await files.remove(HELLO, new Date("2020-01-01"));
    assert.ok((await files.read(HELLO)).ok, "what was put since is not removed");
    await files.remove(HELLO, new Date("2100-01-01"));
    await files.remove(HELLO, new Date("2100-01-01"));
    const gone = await files.read(HELLO);
    assert.ok(!gone.ok && gone.fault.tag === "missing");
    const streamed = await files.stream(HELLO);
    assert.ok(!streamed.ok && streamed.fault.tag === "missing");
  });

  test("a film larger than one request takes is put in parts, and comes back as it was", async () => {
    const film = Buffer.alloc(9_000_001, "dough ");
    const { sha256, bytes } = await files.put(new Blob([film]));
    assert.equal(bytes, film.length);
    const back = await files.stream(sha256);
    assert.ok(back.ok && film.equals(await buffer(back.value.stream)));
  });

  test("nothing but a SHA-256 leads to an object", async () => {
    for (const trick of ["", "..", "../other", HELLO.toUpperCase(), `${HELLO}/`]) {
      const read = await files.read(trick);
      assert.ok(!read.ok && read.fault.tag === "missing", trick);
      await files.remove(trick, new Date("2100-01-01"));
    }
  });

  test("a bucket that works is told from one that does not, and why", async () => {
    assert.ok((await files.check()).ok);
    const { url, key, secret } = peer;
    const other = (change: object) => openBucket({ url, region: "us-east-1", key, secret, ...change });
    for (const [change, why] of [
      [{ secret: "wrong" }, /SignatureDoesNotMatch|403/],
      [{ url: url.replace("brisa", "none") }, /NoSuchBucket|404/],
      [{ url: "http://127.0.0.1:9999/brisa" }, /127\.0\.0\.1:9999|reach|network/i],
    ] as const) {
      const bucket = other(change);
      const checked = await bucket.check();
      await bucket.close();
      assert.ok(!checked.ok);
      assert.match(checked.fault.message, why);
    }
  });
});
