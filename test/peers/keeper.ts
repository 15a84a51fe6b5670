/**
 * Runs one server for a test and outlives the test just long enough to end it: `startDaemon` forks this file,
 * which starts the server in the foreground. When the test process is gone, the server is stopped and its
 * folder removed.
 */
import { spawn, spawnSync } from "node:child_process";
import { openSync, rmSync, writeSync } from "node:fs";
import type { KeeperOrder } from "./daemon.ts";
import { stopWithParent } from "./stop-with-parent.ts";

const order = JSON.parse(process.argv[2] ?? "") as KeeperOrder;
const log = openSync(order.logFile, "a");
const surroundings = {
  cwd: order.folder,
  env: { ...process.env, ...order.env },
  ...(order.user ? { uid: order.user.uid, gid: order.user.gid } : {}),
};

for (const step of order.prepare) {
  const done = spawnSync(step.command, step.args, {
    ...surroundings,
    input: step.input ?? "",
    stdio: ["pipe", log, log],
  });
  if (done.status !== 0) writeSync(log, `${step.command}: ${done.error?.message ?? `exit ${done.status}`}\n`);
}

// A process group of its own, so that helpers which outlive their server can be ended with it.
const server = spawn(order.command, order.args, {
  ...surroundings,
  detached: true,
  stdio: ["ignore", log, log],
});
let gone = false;
const ended = new Promise<void>((resolve) => {
  const end = (why: string): void => {
    gone = true;
    writeSync(log, `${order.command} ended: ${why}\n`);
    if (process.connected) process.send?.({ ended: why });
    resolve();
  };
  server.once("error", (error) => end(error.message));
  server.once("exit", (code, signal) => end(`exit ${code ?? signal}`));
});

stopWithParent(async () => {
  if (!gone) {
    server.kill(order.stopSignal);
    const hurry = setTimeout(() => server.kill("SIGKILL"), 4_000);
    await ended;
    clearTimeout(hurry);
  }
  // The dead stay in the group until they are reaped, which is not ours to hurry: a short wait is enough.
  for (let tries = 0; tries < 10 && signalGroup("SIGKILL"); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  rmSync(order.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}, 10_000);

/** Whether a process was left in the server's group to take the signal. */
function signalGroup(signal: NodeJS.Signals): boolean {
  try {
    return server.pid !== undefined && process.kill(-server.pid, signal);
  } catch {
    return false;
  }
}
