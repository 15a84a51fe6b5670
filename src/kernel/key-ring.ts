/**
 * The keys of an installation. One key seals and signs; the ones before it only open and verify, until everything is
 * sealed again. They come from RAPPORT_SECRET, or from a file in the data folder that is made once and never replaced.
 */
import { createHash, createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "./config.ts";
import { fail, ok, type Result } from "./result.ts";

export interface Key {
  /** Tells keys apart; says nothing about them. */
  id: string;
  /** Made once: of bytes each use would make it anew, at seven times the cost of opening a short text. */
  seal: KeyObject;
  sign: KeyObject;
}

export interface KeyRing {
  current: Key;
  /** The current key first. */
  all: readonly Key[];
  /** Where the current key comes from. */
  source: "file" | "secret";
}

export type KeyFault =
  /** There is a database whose credentials were sealed with a key that is gone. */
  | { tag: "key-missing"; message: string }
  /** The key file is there and holds no key. */
  | { tag: "key-broken"; message: string }
  /** The key file can be neither read nor made. */
  | { tag: "key-unreadable"; message: string };

export const keyFile = (data: string): string => join(data, "secret.key");

/**
 * Opens the keys; makes the file on the very first start. Call it **before** the database is opened: `databaseExists`
 * (by default: an embedded database lies in the data folder) is what tells a first start from a lost key.
 */
export function openKeyRing(
  config: Pick<Config, "data" | "secret" | "secretPrevious">,
  databaseExists = existsSync(join(config.data, "database", "PG_VERSION")),
): Result<KeyRing, KeyFault> {
  const path = keyFile(config.data);
  const secrets = [config.secret, config.secretPrevious].filter((each) => each !== undefined);
  const derived = secrets.map((secret) => keyFrom(Buffer.from(secret, "utf8")));
  if (!existsSync(path)) {
    if (derived[0]) return ok({ current: derived[0], all: derived, source: "secret" });
    if (databaseExists) return fail({ tag: "key-missing", message: missing(path) });
    const made = attempt(path, () => createKeyFile(path));
    if (!made.ok) return made;
  }
  const read = attempt(path, () => readFileSync(path, "utf8"));
  if (!read.ok) return read;
  const lines = read.value.split("\n").filter((line) => line.trim() !== "");
  const masters = lines.map((line) => Buffer.from(line.trim(), "base64"));
  if (masters.length === 0 || masters.some((master) => master.length !== 32)) {
    const message = `${path} holds no key. Put the file back from a backup, or set RAPPORT_SECRET.`;
    return fail({ tag: "key-broken", message });
  }
  const all = [...derived, ...masters.map(keyFrom)];
  const [current] = all;
  if (!current) throw new Error("a key ring without a key");
  return ok({ current, all, source: derived.length > 0 ? "secret" : "file" });
}

/** Puts a new key in front of the file's; the ones before it stay and open what they sealed. */
export function rotateKeyFile(data: string): void {
  const path = keyFile(data);
  const temporary = writeTemporary(path, `${newMaster()}\n${readFileSync(path, "utf8")}`);
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** HKDF (RFC 5869) with SHA-256: one use, one key. */
function keyFrom(master: Buffer): Key {
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", master, "rapport", use, 32));
  const id = createHash("sha256").update(derive("id")).digest("hex").slice(0, 12);
  return { id, seal: createSecretKey(derive("seal")), sign: createSecretKey(derive("sign")) };
}

const newMaster = () => randomBytes(32).toString("base64");

/** Whole or not at all, and never over a file that another process made in the same moment. */
function createKeyFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = writeTemporary(path, `${newMaster()}\n`);
  try {
    linkSync(temporary, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Some file systems have no links: an exclusive copy is as safe but for a crash in the middle.
    if (code !== "EEXIST") copyExclusively(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dirname(path));
}

function copyExclusively(from: string, to: string): void {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    chmodSync(to, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function writeTemporary(path: string, text: string): string {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const file = openSync(temporary, "wx", 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return temporary;
}

function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function attempt<T>(path: string, work: () => T): Result<T, KeyFault> {
  try {
    return ok(work());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const message = `${path} cannot be read or made (${code}). Give the user that runs Rapport the right to it.`;
    return fail({ tag: "key-unreadable", message });
  }
}

const missing = (path: string) =>
  `There is a database, but ${path} is gone: without it no channel's credentials can be opened. ` +
  "Put the file back from a backup, or set RAPPORT_SECRET and connect the channels again.";
