/**
 * The files' contract on a bucket of an S3-compatible server: one object for each SHA-256, checked against its name
 * whenever it is read whole. The way out is guarded like any other, with the bucket's own host allowed: it may well be
 * in the house.
 */
import { Readable } from "node:stream";
import { S3mini } from "s3mini";
import { damaged, type Files, missing, pathOf, sha256Of, sizeOf } from "./files.ts";
import { createOutbound, type OutboundWays } from "./outbound.ts";
import { fail, ok, type Result } from "./result.ts";

export interface BucketConfig {
  /** Host and bucket, `https://host/bucket`, perhaps with folders behind it. */
  url: string;
  region: string;
  key: string;
  secret: string;
}

/** A whole film over a slow line, in milliseconds. */
const slowest = 600_000;
const largest = 100_000_000_000;

export interface Bucket extends Files {
  /** Writes, reads and removes a small object. A fault says what the server said. */
  check(): Promise<Result<void, { message: string }>>;
  close(): Promise<void>;
}

/** Opens a bucket. Asks nothing of it yet. */
export function openBucket(config: BucketConfig): Bucket {
  const url = new URL(config.url);
  const [bucket = "", ...folders] = url.pathname.split("/").filter(Boolean);
  const prefix = folders.map((folder) => `${folder}/`).join("");
  const ways: OutboundWays = createOutbound({ allow: [url.host] });
  const client = new S3mini({
    endpoint: `${url.origin}/${bucket}`,
    region: config.region,
    accessKeyId: config.key,
    secretAccessKey: config.secret,
    fetch: ((input: string, init?: RequestInit) =>
      ways.fetch(input, { ...init, timeout: slowest, maxBytes: largest })) as typeof fetch,
  });
  const at = (path: string): string => `${prefix}${path}`;

  async function put(key: string, content: Uint8Array | Blob): Promise<void> {
    const answer = await client.putAnyObject(key, content, "application/octet-stream");
    if (!answer.ok) throw new Error(`The bucket did not take a file: it answered ${answer.status}.`);
  }

  return {
    async put(content) {
      const sha256 = await sha256Of(content);
      // Always again: the object then counts as put now, and a removal under way leaves it.
      await put(at(pathOf(sha256) ?? ""), content);
      return { sha256, bytes: sizeOf(content) };
    },

    async read(sha256) {
      const path = pathOf(sha256);
      const answer = path ? await client.getObjectResponse(at(path)) : null;
      if (!answer) return missing(sha256);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return (await sha256Of(bytes)) === sha256 ? ok(bytes) : damaged(sha256);
    },

    async stream(sha256, range) {
      const path = pathOf(sha256);
      const there = path ? await client.objectExists(at(path)) : false;
      if (!path || !there) return missing(sha256);
      const bytes = await client.getContentLength(at(path));
      const answer = range
        ? await client.getObjectRaw(at(path), false, range.start, range.end + 1)
        : await client.getObjectRaw(at(path), true);
      if (!answer.body) return ok({ stream: Readable.from([]), bytes });
      // The platform's stream and node's own are the same thing under two names.
      return ok({ stream: Readable.fromWeb(answer.body as never), bytes });
    },

    async remove(sha256, before) {
      const path = pathOf(sha256);
      if (!path || !(await client.objectExists(at(path)))) return;
      const head = await client.getObjectRaw(at(path), false, 0, 1);
      await head.body?.cancel();
      const put = new Date(head.headers.get("last-modified") ?? 0);
      // Its clock counts in seconds, ours in less.
      if (put.getTime() + 1_000 <= before.getTime()) await client.deleteObject(at(path));
    },

    async check() {
      const key = at("rapport-doctor");
      const said = Buffer.from("Rapport looked whether it can keep files here.");
      try {
        await put(key, said);
        const read = await client.getObjectArrayBuffer(key);
        await client.deleteObject(key);
        return read && said.equals(Buffer.from(read))
          ? ok(undefined)
          : fail({ message: "It does not give back what it was given." });
      } catch (error) {
        return fail({ message: error instanceof Error ? error.message : String(error) });
      }
    },

    close: () => ways.close(),
  };
}
