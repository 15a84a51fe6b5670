/** For tests of the peers themselves: what is still alive, or still lies there, under a temporary folder. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { sleep } from "./daemon.ts";

/** The processes (other than this one) that were started with, or work in, a path under `folder`. Linux only. */
export function processesUnder(folder: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) =>
      [command(pid), read(() => readFileSync(`/proc/${pid}/environ`, "utf8")), cwd(pid)]
        .join()
        .includes(folder),
    )
    .map((pid) => `${pid} ${command(pid)}`);
}

/** Waits up to 10 s for `folder` to be empty and unused; answers what is then left. */
export async function leftBehind(folder: string): Promise<string[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const left = [...processesUnder(folder), ...readdirSync(folder)];
    if (left.length === 0 || Date.now() > deadline) return left;
    await sleep(50);
  }
}

const command = (pid: string): string =>
  read(() => readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "));
const cwd = (pid: string): string => read(() => readlinkSync(`/proc/${pid}/cwd`));

/** A process may end while it is looked at. */
function read(what: () => string): string {
  try {
    return what();
  } catch {
    return "";
  }
}
