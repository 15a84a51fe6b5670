/**
 * Pictures of people, kept in `DATA/avatars/<sha256 of the address>`: a list of fifty faces asks their networks once in
 * some days, and a network that is down has a face still. Nothing here is worth a backup; the folder may be removed.
 */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, days, minutes, now } from "../kernel/clock.ts";
import { OutboundError, type OutboundFetch } from "../kernel/outbound.ts";

/** Milliseconds: a copy this young is answered without asking. */
const FRESH = days(3);
/** Milliseconds: a copy this old is removed. */
const OLD = days(30);
/** Milliseconds in which an address that gave nothing is not asked again. */
export const PAUSE = minutes(10);
const TIMEOUT = 8_000;
const MOST_BYTES = 4 * 1024 * 1024;
/** Addresses that gave nothing, remembered at most. */
const MOST_PAUSES = 2_000;

/** The picture at an address, from its server or our copy; undefined when there is neither. */
export type Avatars = (url: string) => Promise<Uint8Array | undefined>;

/** Opens the copies of a data folder. Makes the folder with the first one. */
export function openAvatars(data: string, fetch: OutboundFetch): Avatars {
  const folder = join(data, "avatars");
  const asking = new Map<string, Promise<Uint8Array | undefined>>();
  /** Until when an address, or a whole server, is left in peace. */
  const pauses = new Map<string, Date>();
  let swept = new Date(0);

  const paused = (key: string) => (pauses.get(key) ?? new Date(0)) > now();
  const pause = (key: string) => {
    if (pauses.size >= MOST_PAUSES) pauses.clear();
    pauses.set(key, after(now(), PAUSE));
  };

  async function ask(url: string, path: string): Promise<Uint8Array | undefined> {
    const { origin } = new URL(url);
    const there = await stat(path).catch(() => undefined);
    const copy = () => (there ? readFile(path).catch(() => undefined) : undefined);
    if (there && after(there.mtime, FRESH) > now()) return copy();
    if (paused(url) || paused(origin)) return copy();
    try {
      const answer = await fetch(url, { maxBytes: MOST_BYTES, timeout: TIMEOUT });
      if (answer.ok) {
        const bytes = new Uint8Array(await answer.arrayBuffer());
        await keep(path, bytes);
        return bytes;
      }
      await answer.body?.cancel();
      pause(url);
      // The network says that this picture is no more; a server in trouble says nothing about it.
      if (answer.status !== 404 && answer.status !== 410) return copy();
      await rm(path, { force: true });
      return undefined;
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      pause(error.tag === "unreachable" || error.tag === "no-answer" ? origin : url);
      return copy();
    }
  }

  async function keep(path: string, bytes: Uint8Array): Promise<void> {
    await mkdir(folder, { recursive: true });
    const temporary = `${path}.${randomBytes(6).toString("hex")}.new`;
    await writeFile(temporary, bytes, { mode: 0o600 });
    await utimes(temporary, now(), now());
    await rename(temporary, path);
    if (after(swept, days(1)) > now()) return;
    swept = now();
    for (const name of await readdir(folder)) {
      const found = await stat(join(folder, name)).catch(() => undefined);
      if (found && after(found.mtime, OLD) < now()) await rm(join(folder, name), { force: true });
    }
  }

  return (url) => {
    const under = asking.get(url);
    if (under) return under;
    const path = join(folder, createHash("sha256").update(url).digest("hex"));
    const asked = ask(url, path).finally(() => asking.delete(url));
    asking.set(url, asked);
    return asked;
  };
}
