/** Where the pieces of large files wait for the last one: a folder, with what is known of each upload beside it. */
import { createWriteStream } from "node:fs";
import { statfs } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { FileStore } from "@tus/file-store";
import { isFull } from "../kernel/answer-problem.ts";
import { hours } from "../kernel/clock.ts";

/** How long an unfinished upload is kept. */
export const uploadLife = hours(24);
/** What the disk keeps for everything else, in bytes: an upload does not take the last of it. */
const reserve = 256 * 1024 * 1024;

/** How a disk is written; a test puts a full one in its place. */
export type OpenWriter = (path: string, start: number) => Writable;
const toDisk: OpenWriter = (path, start) => createWriteStream(path, { flags: "r+", start });

/** Thrown when there is no room: nothing of the upload stays. */
export class DiskFull extends Error {}

export class UploadStore extends FileStore {
  readonly #open: OpenWriter;

  constructor(directory: string, open: OpenWriter = toDisk) {
    super({ directory, expirationPeriodInMilliseconds: uploadLife });
    this.#open = open;
  }

  /** As the library's own, but for a full disk: that is told apart, and then nothing is kept. */
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    let written = 0;
    try {
      await pipeline(
        readable,
        async function* (pieces: AsyncIterable<Buffer>) {
          for await (const piece of pieces) {
            written += piece.length;
            yield piece;
          }
        },
        this.#open(`${this.directory}/${id}`, offset),
      );
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.remove(id).catch(() => {});
      throw new DiskFull();
    }
    return offset + written;
  }

  /** Whether so many bytes more leave the reserve untouched. */
  async hasRoomFor(bytes: number): Promise<boolean> {
    const { bavail, bsize } = await statfs(this.directory);
    return bavail * bsize - bytes > reserve;
  }

  /** The uploads under way, of every workspace. */
  async all(): Promise<Array<{ id: string; workspaceId: string | null | undefined }>> {
    const ids = (await this.configstore.list?.()) ?? [];
    const known = await Promise.all(ids.map(async (id) => ({ id, upload: await this.configstore.get(id) })));
    return known.flatMap(({ id, upload }) =>
      upload ? [{ id, workspaceId: upload.metadata?.workspaceId }] : [],
    );
  }
}
