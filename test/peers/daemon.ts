/** Starts and stops one real server in a private folder. Every peer that is a program of its own stands on this. */
import { type ChildProcess, fork } from "node:child_process";
import { randomInt } from "node:crypto";
import { chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/** A program run to its end before the server starts. */
export interface Step {
  command: string;
  args: string[];
  /** What it reads from its standard input. */
  input?: string;
}

export interface KeeperOrder {
  prepare: Step[];
  command: string;
  args: string[];
  env: Record<string, string>;
  folder: string;
  logFile: string;
  stopSignal: NodeJS.Signals;
  user?: SystemUser | undefined;
}

export interface DaemonOptions {
  /** For messages: "redis-server could not start: …". */
  name: string;
  /** Run in order, as `user`, before the server; they belong to the keeper, so a killed test leaves none behind. */
  prepare?: Step[];
  command: string;
  args: string[];
  env?: Record<string, string>;
  /** Working folder; removed with everything in it when the daemon stops. */
  folder: string;
  user?: SystemUser | undefined;
  /** How the server is asked to leave; `SIGKILL` follows after 4 s. Default `SIGTERM`. */
  stopSignal?: NodeJS.Signals;
  /** Asked every 25 ms until it answers true. A throw counts as "not yet". */
  ready: () => Promise<boolean>;
  /** Default 30,000. */
  startTimeoutMs?: number;
}

export interface Daemon {
  /** What the server wrote to its standard output and error. */
  log(): string;
  /** Stops the server, waits until it is gone and its folder removed. May be called twice. */
  stop(): Promise<void>;
}

/** Starts a server and waits until it is ready. Throws with the end of its log if it does not get there. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const logFile = join(options.folder, "daemon.log");
  const order: KeeperOrder = {
    prepare: options.prepare ?? [],
    command: options.command,
    args: options.args,
    env: options.env ?? {},
    folder: options.folder,
    logFile,
    stopSignal: options.stopSignal ?? "SIGTERM",
    user: options.user,
  };
  const keeper = forkPeer("keeper.ts", [JSON.stringify(order)]);
  let ended: string | undefined;
  keeper.on("message", (message: { ended: string }) => {
    ended = message.ended;
  });
  keeper.once("error", (error) => {
    ended = error.message;
  });
  const daemon: Daemon = { log: () => readLog(logFile), stop: () => stopChild(keeper) };
  const deadline = Date.now() + (options.startTimeoutMs ?? 30_000);
  while (!(await options.ready().catch(() => false))) {
    if (ended === undefined && keeper.exitCode !== null) ended = `keeper exit ${keeper.exitCode}`;
    if (ended === undefined && Date.now() < deadline) {
      await sleep(25);
      continue;
    }
    const log = daemon.log().slice(-2_000);
    await daemon.stop();
    // A keeper that could not even start has removed nothing.
    rmSync(options.folder, { recursive: true, force: true });
    throw new Error(`${options.name} could not start (${ended ?? "not ready in time"}): ${log}`);
  }
  // A peer that a test forgot must not keep the test process alive; it ends with it.
  keeper.unref();
  keeper.channel?.unref();
  return daemon;
}

/**
 * Forks a TypeScript file of this folder. Detached, so that Ctrl-C in a terminal reaches the tests only: the
 * child leaves when its IPC channel closes, in its own order.
 */
export function forkPeer(file: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...inherited } = process.env;
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    detached: true,
    execArgv: [],
    env: { ...inherited, ...env },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

/** Closes the IPC channel of a forked peer and waits until its process is gone. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  if (child.connected) child.disconnect();
  await exited;
}

/** A new private folder under the system's temporary folder, given to `user` where there is one. */
export function makeFolder(name: string, user?: SystemUser): string {
  const folder = mkdtempSync(join(tmpdir(), `rapport-${name}-`));
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

/**
 * A TCP port of the loopback interface that was free a moment ago.
 * Ports once given are not given again by this process, so that two peers starting at once do not collide.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await new Promise<number>((resolve, reject) => {
      const server = createServer().once("error", reject);
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
      });
    });
    if (!given.has(port)) {
      given.add(port);
      return port;
    }
  }
}
const given = new Set<number>();

/** An address of the loopback network (127.0.0.0/8) whose port 80 nobody answers. Linux serves them all. */
export async function freeAddress(): Promise<string> {
  for (;;) {
    const address = `127.${randomInt(10, 250)}.${randomInt(1, 250)}.${randomInt(1, 250)}`;
    if (!(await portAnswers(80, address))) return address;
  }
}

/** Whether something accepts connections on this loopback port. */
export function portAnswers(port: number, address = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function readLog(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
