/**
 * One process per data folder: two on one embedded database corrupt it without a word. The lock is an abstract unix
 * socket named by the folder's device and inode, so it dies with the process and no path spelling gets around it.
 * Network namespaces do not share such sockets (containers on one volume): a heartbeat file covers that case.
 */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, now, seconds } from "./clock.ts";
import { fail, ok, type Result } from "./result.ts";

export interface Lock {
  release(): Promise<void>;
}
export interface LockHeld {
  tag: "locked";
  message: string;
}

const beat = seconds(5);

/** Takes the folder's lock, or says who holds it. */
export async function lockFolder(folder: string): Promise<Result<Lock, LockHeld>> {
  mkdirSync(folder, { recursive: true });
  const { dev, ino } = statSync(folder);
  const held = (by: string): Result<Lock, LockHeld> =>
    fail({
      tag: "locked",
      message: `The data folder ${folder} is in use by ${by}. Stop that one first, or set RAPPORT_DATA to another folder.`,
    });
  const server = createServer((socket) => socket.destroy());
  const bound = await new Promise<boolean>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(false) : reject(error),
    );
    server.listen({ path: socketPath(folder, dev, ino), exclusive: true }, () => resolve(true));
  });
  const path = join(folder, "lock.json");
  const other = readBeat(path);
  if (!bound) return held(other ? `another Rapport (process ${other.pid})` : "another process");
  server.unref();
  const foreign = other && other.namespace !== namespace() && after(other.at, beat * 3) > now();
  if (foreign) {
    await new Promise((resolve) => server.close(resolve));
    return held(`a Rapport in another container (last sign of life ${other.at.toISOString()})`);
  }
  const write = () =>
    writeFileSync(
      path,
      JSON.stringify({ pid: process.pid, namespace: namespace(), at: now().toISOString() }),
    );
  write();
  const timer = setInterval(write, beat).unref();
  return ok({
    async release() {
      clearInterval(timer);
      rmSync(path, { force: true });
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function socketPath(folder: string, dev: number, ino: number): string {
  // Linux has abstract sockets; Windows named pipes die with their process as well. Elsewhere a file must do.
  if (process.platform === "linux") return `\0rapport-${dev}-${ino}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\rapport-${dev}-${ino}`;
  const path = join(folder, "lock.sock");
  return path;
}

function namespace(): string {
  if (process.platform !== "linux") return process.platform;
  try {
    return String(statSync("/proc/self/ns/net").ino);
  } catch {
    return "unknown";
  }
}

function readBeat(path: string): { pid: number; namespace: string; at: Date } | undefined {
  try {
    const { pid, namespace, at } = JSON.parse(readFileSync(path, "utf8"));
    return { pid, namespace, at: new Date(at) };
  } catch {
    return undefined;
  }
}
