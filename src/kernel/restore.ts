/** Puts a backup back. What stood there before is set aside and never removed. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { extract } from "tar-stream";
import type { Manifest } from "./backup.ts";
import { now } from "./clock.ts";
import { openFiles } from "./files.ts";
import { keyFile } from "./key-ring.ts";
import { lockFolder } from "./lock.ts";
import { fail, ok, type Result } from "./result.ts";

export interface Restored {
  manifest: Manifest;
  files: number;
  /** Where the database that stood there lies now. */
  setAside: string | undefined;
}

export type RestoreFault =
  /** Another Rapport holds the data folder. */
  | { tag: "locked"; message: string }
  /** Not a backup of ours, or a damaged one. Nothing was changed. */
  | { tag: "broken"; message: string }
  /** The data folder has another key than the backup. Nothing was changed. */
  | { tag: "key"; message: string };

/** Restores an archive into a data folder. The whole archive is read and checked before anything is changed. */
export async function restore(archive: string, data: string): Promise<Result<Restored, RestoreFault>> {
  const lock = await lockFolder(data);
  if (!lock.ok) return fail({ tag: "locked", message: lock.fault.message });
  const aside = join(data, `restore-${now().getTime()}`);
  try {
    await mkdir(aside, { recursive: true, mode: 0o700 });
    const read = await unpack(archive, aside);
    if (!read.ok) return read;
    const { manifest, key, dump, files } = read.value;
    if (key && existsSync(keyFile(data)) && !(await readFile(keyFile(data))).equals(key)) {
      const message = `${keyFile(data)} is another key than the backup's. Move it away to take the backup's.`;
      return fail({ tag: "key", message });
    }
    if (dump) {
      const database = await PGlite.create({
        dataDir: join(aside, "database"),
        loadDataDir: new Blob([new Uint8Array(dump)]),
      });
      await database.query("select 1");
      await database.close();
    }
    return ok({ manifest, files, setAside: await putInPlace(data, aside, dump !== undefined, key) });
  } catch (error) {
    return fail({ tag: "broken", message: `${archive} cannot be restored: ${(error as Error).message}` });
  } finally {
    await rm(aside, { recursive: true, force: true });
    await lock.value.release();
  }
}

async function putInPlace(data: string, aside: string, withDatabase: boolean, key: Buffer | undefined) {
  const { put } = openFiles(data);
  const source = openFiles(aside);
  for (const sha256 of (await readFile(join(aside, "list"), "utf8")).split("\n").filter(Boolean)) {
    const read = await source.read(sha256);
    if (!read.ok) throw new Error(read.fault.message);
    await put(read.value);
  }
  if (key && !existsSync(keyFile(data))) await writeFile(keyFile(data), key, { mode: 0o600, flag: "wx" });
  if (!withDatabase) return undefined;
  const there = join(data, "database");
  const before = existsSync(there)
    ? `${there}-before-${now()
        .toISOString()
        .replace(/[-:]|\.\d+/g, "")}`
    : undefined;
  if (before) await rename(there, before);
  await rename(join(aside, "database"), there);
  return before;
}

interface Unpacked {
  manifest: Manifest;
  key: Buffer | undefined;
  dump: Buffer | undefined;
  files: number;
}

async function unpack(archive: string, aside: string): Promise<Result<Unpacked, RestoreFault>> {
  const found: { manifest?: Manifest; key?: Buffer; dump?: Buffer } = {};
  const list: string[] = [];
  const store = openFiles(aside);
  const broken = (why: string) =>
    fail<RestoreFault>({
      tag: "broken",
      message: `${archive} is no backup of Rapport, or a damaged one: ${why}.`,
    });
  const tar = extract();
  const reading = pipeline(
    createReadStream(archive),
    createGunzip(),
    tar as unknown as NodeJS.WritableStream,
  );
  try {
    for await (const entry of tar) {
      const { name, type } = entry.header;
      if (type !== "file") throw new Error(`${name} is no file`);
      if (name === "manifest.json") found.manifest = JSON.parse(await text(entry));
      else if (name === "database.tar.gz") found.dump = await buffer(entry);
      else if (name === "secret.key") found.key = await buffer(entry);
      else {
        const sha256 = /^files\/[0-9a-f]{2}\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(name)?.[1];
        const bytes = await buffer(entry);
        if (!sha256) throw new Error(`${name} does not belong in it`);
        if (createHash("sha256").update(bytes).digest("hex") !== sha256)
          throw new Error(`${name} is damaged`);
        await store.put(bytes);
        list.push(sha256);
      }
    }
    await reading;
  } catch (error) {
    reading.catch(() => {});
    return broken((error as Error).message);
  }
  await writeFile(join(aside, "list"), list.join("\n"));
  const { manifest, key, dump } = found;
  if (manifest?.form !== 1) return broken("it has no manifest of a known form");
  if (manifest.database !== (dump !== undefined) || manifest.key !== (key !== undefined)) {
    return broken("it lacks a part that its manifest names");
  }
  return ok({ manifest, key, dump, files: list.length });
}
