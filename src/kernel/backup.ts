/**
 * Backups: one `.tar.gz` with a consistent copy of the embedded database, the files and, when asked, the key. A server's
 * database is PostgreSQL's own matter (`pg_dump`, or continuous archiving): then only files and key are kept here.
 *
 *     manifest.json  database.tar.gz  files/ab/cd/<sha256>  secret.key
 */
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, readdirSync, statSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Pack, pack } from "tar-stream";
import { now, seconds } from "./clock.ts";
import type { Database } from "./database.ts";
import { keyFile } from "./key-ring.ts";
import { log } from "./log.ts";

export interface BackupRequest {
  /** Whether the files go along. The daily ones leave them out: they never change, and lie in the same folder. */
  files: boolean;
  /** Whether the key goes along. Who holds such a backup can open every channel's credentials. */
  key: boolean;
}

export interface Manifest extends BackupRequest {
  form: 1;
  at: string;
  database: boolean;
}

const AUTOMATIC = /^rapport-daily-\d{8}T\d{6}Z\.tar\.gz$/;
export const backupFolder = (data: string): string => join(data, "backups");

/** Writes a backup and returns its path. It stands under its name only when it is whole. */
export async function backupNow(
  data: string,
  database: Pick<Database, "dump">,
  request: BackupRequest,
  kind: "asked" | "daily" = "asked",
): Promise<{ path: string; bytes: number; manifest: Manifest }> {
  const at = now();
  const stamp = at.toISOString().replace(/[-:]|\.\d+/g, "");
  const path = join(backupFolder(data), `rapport-${kind === "daily" ? "daily-" : ""}${stamp}.tar.gz`);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const dump = await database.dump();
  const key = request.key && existsSync(keyFile(data));
  const manifest: Manifest = {
    form: 1,
    at: at.toISOString(),
    files: request.files,
    key,
    database: dump !== undefined,
  };
  const archive = pack();
  const temporary = `${path}.${randomUUID()}.new`;
  try {
    const written = pipeline(
      archive,
      createGzip(),
      createWriteStream(temporary, { mode: 0o600, flags: "wx" }),
    );
    const filled = fill(archive, data, manifest, dump).catch((error) => archive.destroy(error));
    await Promise.all([written, filled]);
    const file = await open(temporary, "r");
    await file.sync().finally(() => file.close());
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return { path, bytes: statSync(path).size, manifest };
}

async function fill(
  archive: Pack,
  data: string,
  manifest: Manifest,
  dump: Uint8Array | undefined,
): Promise<void> {
  const entry = (name: string, content: string | Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      const bytes = typeof content === "string" ? content : Buffer.from(content);
      archive.entry({ name, mode: 0o600 }, bytes, (error) => (error ? reject(error) : resolve()));
    });
  await entry("manifest.json", `${JSON.stringify(manifest, null, 2)}\n`);
  if (dump) await entry("database.tar.gz", dump);
  if (manifest.key) await entry("secret.key", await readFile(keyFile(data)));
  if (manifest.files) for (const name of storedFiles(data)) await entryOfFile(archive, data, name);
  archive.finalize();
}

function storedFiles(data: string): string[] {
  const root = join(data, "files");
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name))
    .toSorted();
}

async function entryOfFile(archive: Pack, data: string, name: string): Promise<void> {
  const path = join(data, "files", name);
  const sink = archive.entry({ name: `files/${name}`, size: statSync(path).size, mode: 0o600 });
  await pipeline(createReadStream(path), sink as unknown as NodeJS.WritableStream);
}

/** The daily backup: makes one and keeps the newest `keep`. Backups that a person asked for are never removed. */
export async function backupDaily(data: string, database: Pick<Database, "dump">, keep = 7): Promise<string> {
  const { path } = await backupNow(data, database, { files: false, key: false }, "daily");
  const daily = (await readdir(backupFolder(data))).filter((name) => AUTOMATIC.test(name)).toSorted();
  for (const name of daily.slice(0, -keep)) await rm(join(backupFolder(data), name));
  return path;
}

/**
 * Only the process that holds the embedded database can copy it: `rapport backup` leaves a request in the backups
 * folder, and the running product answers beside it. Returns what ends the watch.
 */
export function answerBackupRequests(data: string, database: Pick<Database, "dump">): () => void {
  let busy = false;
  const look = async () => {
    if (busy || !existsSync(backupFolder(data))) return;
    busy = true;
    try {
      for (const name of await readdir(backupFolder(data))) {
        const id = /^request-([0-9a-f-]{36})\.json$/.exec(name)?.[1];
        if (!id) continue;
        const request = JSON.parse(await readFile(join(backupFolder(data), name), "utf8")) as BackupRequest;
        await rm(join(backupFolder(data), name));
        await answer(
          id,
          await backupNow(data, database, request).catch((error) => ({ error: String(error) })),
        );
      }
    } catch (error) {
      log.error({ error }, "a backup could not be made");
    } finally {
      busy = false;
    }
  };
  const answer = (id: string, content: object) =>
    writeWhole(join(backupFolder(data), `answer-${id}.json`), JSON.stringify(content));
  const timer = setInterval(look, seconds(1)).unref();
  return () => clearInterval(timer);
}

/** Asks the running product for a backup. Throws when it says why not, or nothing within `patience` milliseconds. */
export async function requestBackup(
  data: string,
  request: BackupRequest,
  patience: number,
): Promise<{ path: string; bytes: number }> {
  const id = randomUUID();
  await mkdir(backupFolder(data), { recursive: true, mode: 0o700 });
  const asked = join(backupFolder(data), `request-${id}.json`);
  const answered = join(backupFolder(data), `answer-${id}.json`);
  await writeWhole(asked, JSON.stringify(request));
  for (let waited = 0; waited < patience; waited += 200) {
    if (existsSync(answered)) {
      const answer = JSON.parse(await readFile(answered, "utf8"));
      await rm(answered);
      if (answer.error) throw new Error(answer.error);
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await rm(asked, { force: true });
  throw new Error("The running Rapport did not answer. Stop it and ask again.");
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
