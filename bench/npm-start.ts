/** Starts the product as people do, with `npm start`, and watches it from outside. */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const longest = 60_000;

export interface Started {
  /** Seconds from the start of `npm` to the first 200. */
  seconds: number;
  /** Megabytes (10^6 bytes) of memory that its processes hold now, npm's own and the shell's left out. */
  memory(): number;
  stop(): Promise<void>;
}

/** Throws what it printed when it does not serve within a minute. */
export async function npmStart(environment: Record<string, string>): Promise<Started> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: root,
    env: { ...process.env, ...environment, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data: Buffer) => {
      printed += data;
    });
  const stop = () => ended(child);
  while (!(await serves(port))) {
    if (child.exitCode !== null || performance.now() - begun > longest) {
      await stop();
      throw new Error(`npm start does not serve:\n${printed}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { seconds: (performance.now() - begun) / 1000, memory: () => memoryOf(child.pid ?? 0), stop };
}

const serves = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    get({ port, host: "127.0.0.1", path: "/healthz", agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on("error", () => resolve(false));
  });

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("There is no port to listen on.");
  return address.port;
}

/** Ends npm and what it started, from the leaves up: npm passes a signal on, but not in every version. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  for (const pid of descendants(child.pid ?? 0).reverse()) {
    try {
      process.kill(pid, "SIGTERM");
    } catch {
      // It has ended by itself.
    }
  }
  await gone;
}

/** The processes that a process started, and those that these started, from /proc (Linux). */
function descendants(pid: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), Number(statusOf(Number(name), "PPid"))] as const);
  const below = (id: number): number[] =>
    parents.filter(([, parent]) => parent === id).flatMap(([each]) => [each, ...below(each)]);
  return below(pid);
}

function statusOf(pid: number, field: string): string {
  try {
    return (
      new RegExp(`^${field}:\\s*(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0"
    );
  } catch {
    return "0";
  }
}

const memoryOf = (npm: number): number =>
  descendants(npm).reduce((sum, pid) => sum + Number(statusOf(pid, "VmRSS")) * 1024, 0) / 1e6;
