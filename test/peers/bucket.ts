/** A real S3-compatible server (s3rver) on a folder of its own. It checks signatures as S3 does. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface BucketPeer {
  /** With the bucket. */
  url: string;
  key: string;
  secret: string;
  stop(): Promise<void>;
}

interface Server {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}

export async function startBucket(): Promise<BucketPeer> {
  const name = "@20minutes/s3rver";
  const { default: S3rver } = (await import(name)) as { default: new (options: object) => Server };
  const directory = await mkdtemp(join(tmpdir(), "rapport-bucket-"));
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: "brisa" }],
  });
  const { port } = await server.run();
  return {
    url: `http://127.0.0.1:${port}/brisa`,
    // The server knows this pair alone.
    key: "S3RVER",
    secret: "S3RVER",
    async stop() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
