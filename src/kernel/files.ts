/**
 * Files by their content: the bytes with one SHA-256 lie once in the store. Names, types and who may see them stand in
 * tables of those who keep them. Nothing in a path comes from outside but 64 hex digits. Here the store is the folder
 * `DATA/files/ab/cd/<sha256>`; `files-bucket.ts` keeps the same contract on an S3-compatible server.
 */
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { now } from "./clock.ts";
import { fail, ok, type Result } from "./result.ts";

export interface StoredFile {
  sha256: string;
  bytes: number;
}

export type FileFault =
  /** No file with these contents, or not the form of a SHA-256. */
  | { tag: "missing"; message: string }
  /** The disk holds other bytes than it was given. */
  | { tag: "damaged"; message: string };

export interface Files {
  /**
   * Stores bytes; returns when they are safe. A blob is read piece by piece, however large. The same bytes twice are
   * stored once. Throws when the disk is full, and then keeps nothing.
   */
  put(content: Uint8Array | Blob): Promise<StoredFile>;
  /** The bytes, checked against their name. */
  read(sha256: string): Promise<Result<Uint8Array, FileFault>>;
  /** The bytes as a stream, from `start` to `end` (both inclusive) when given, with the whole size. */
  stream(
    sha256: string,
    range?: { start: number; end: number },
  ): Promise<Result<{ stream: Readable; bytes: number }, FileFault>>;
  /**
   * Forgets the bytes, unless they were put (again) after `before`: a row that names them may be on its way. The caller
   * knows that no other row does.
   */
  remove(sha256: string, before: Date): Promise<void>;
}

/** Opens the files of a data folder. Makes folders as it needs them. */
export function openFiles(data: string): Files {
  const root = join(data, "files");

  return {
    async put(content) {
      const sha256 = await sha256Of(content);
      const path = join(root, pathOf(sha256) ?? "");
      const stored = { sha256, bytes: sizeOf(content) };
      const there = await stat(path).catch(() => undefined);
      if (there?.size === stored.bytes && (await touch(path))) return stored;
      await mkdir(dirname(path), { recursive: true });
      const temporary = `${path}.${randomBytes(6).toString("hex")}.new`;
      try {
        const file = await open(temporary, "wx", 0o600);
        try {
          await file.writeFile(content instanceof Blob ? content.stream() : content);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      // Without this the name itself may be lost with the power, and a row would point at nothing.
      for (const folder of [dirname(path), dirname(dirname(path)), root]) await syncFolder(folder);
      return stored;
    },

    async read(sha256) {
      const path = pathOf(sha256);
      if (!path) return missing(sha256);
      let bytes: Buffer;
      try {
        bytes = await readFile(join(root, path));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return missing(sha256);
        throw error;
      }
      return (await sha256Of(bytes)) === sha256 ? ok(bytes) : damaged(sha256);
    },

    async stream(sha256, range) {
      const path = pathOf(sha256);
      if (!path) return missing(sha256);
      const whole = join(root, path);
      const there = await stat(whole).catch(() => undefined);
      if (!there) return missing(sha256);
      await access(whole);
      return ok({ stream: createReadStream(whole, range ?? {}), bytes: there.size });
    },

    async remove(sha256, before) {
      const name = pathOf(sha256);
      if (!name) return;
      const path = join(root, name);
      // Set aside before its time is read: who puts the same bytes now either touches the file before, or makes it anew.
      const aside = `${path}.old`;
      await rename(path, aside).catch(unlessMissing);
      const there = await stat(aside).catch(unlessMissing);
      if (there && there.mtime > before) await rename(aside, path);
      else await rm(aside, { force: true });
    },
  };
}

export const missing = (sha256: string) =>
  fail<FileFault>({ tag: "missing", message: `No file with the contents ${sha256.slice(0, 64)}.` });
export const damaged = (sha256: string) =>
  fail<FileFault>({ tag: "damaged", message: `The file ${sha256} holds other bytes than it was given.` });

export const sizeOf = (content: Uint8Array | Blob): number =>
  content instanceof Blob ? content.size : content.byteLength;

/** The name of contents: their SHA-256 in hexadecimal. */
export async function sha256Of(content: Uint8Array | Blob): Promise<string> {
  const hash = createHash("sha256");
  if (content instanceof Blob) for await (const piece of content.stream()) hash.update(piece);
  else hash.update(content);
  return hash.digest("hex");
}

/** Gives a file the present time. False: it is not there any more. */
async function touch(path: string): Promise<boolean> {
  const at = now();
  try {
    await utimes(path, at, at);
    return true;
  } catch (error) {
    unlessMissing(error);
    return false;
  }
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  return undefined;
}

/** Where contents lie below the store's root, `ab/cd/<sha256>`; undefined for what is no SHA-256. */
export const pathOf = (sha256: string): string | undefined =>
  /^[0-9a-f]{64}$/.test(sha256) ? `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}` : undefined;

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
