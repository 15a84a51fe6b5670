/** The listening worker: claims due streams of every workspace and runs them, a few at a time. */
import { seconds } from "../kernel/clock.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { log } from "../kernel/log.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { holdLine } from "./line.ts";
import { type PullContext, pullStream } from "./pull.ts";
import {
  claimStreams,
  freeStreams,
  keepLease,
  lineStream,
  type StreamRecord,
  sweepStream,
  workspacesWithDueStreams,
} from "./stream-store.ts";
import { sweepThreads } from "./sweep.ts";
import type { Identify } from "./turn.ts";

/** Pulls at the same time; lines that merely wait are not counted. */
const most = 8;
const pause = 500;

export interface Listening {
  stop(): Promise<void>;
}

export function startListening(kernel: Kernel, identify: Identify): Listening {
  const controller = new AbortController();
  const context: PullContext = { kernel, identify, signal: controller.signal };
  const running = new Set<Promise<void>>();
  let pulling = 0;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();

  /** After kill -9 nobody waits for leases to run out where this is the only process. */
  let alone = kernel.database.engine === "pglite";

  async function look(): Promise<void> {
    if (alone) await asSystem(kernel.database, freeStreams);
    alone = false;
    const workspaces = await asSystem(kernel.database, workspacesWithDueStreams);
    for (const workspace of workspaces) {
      if (controller.signal.aborted || pulling >= most) return;
      const claimed = await inWorkspace(kernel.database, workspace, { kind: "system" }, () =>
        claimStreams(kernel.worker, most - pulling),
      );
      for (const stream of claimed) start(stream);
    }
  }

  function start(stream: StreamRecord): void {
    const isLine = stream.name === lineStream;
    if (!isLine) pulling++;
    const work = run(context, stream)
      .catch((error) =>
        log.error(
          { error, channel: stream.channel_id, stream: stream.name },
          "a stream broke; its lease runs out and it is tried again",
        ),
      )
      .finally(() => {
        if (!isLine) pulling--;
        running.delete(work);
      });
    running.add(work);
  }

  function loop(): void {
    looking = look()
      .catch((error) => log.error({ error }, "due streams could not be claimed"))
      .finally(() => {
        if (!controller.signal.aborted) timer = setTimeout(loop, pause);
      });
  }
  loop();
  return {
    async stop() {
      controller.abort();
      clearTimeout(timer);
      await looking;
      await Promise.race([
        Promise.allSettled(running),
        new Promise((resolve) => setTimeout(resolve, seconds(5)).unref()),
      ]);
    },
  };
}

/** Runs one claimed stream with a heartbeat on its lease; a lost lease ends the work. */
async function run(context: PullContext, stream: StreamRecord): Promise<void> {
  const { kernel } = context;
  const lost = new AbortController();
  const beat = setInterval(() => {
    inWorkspace(kernel.database, stream.workspace_id, { kind: "system" }, () =>
      keepLease(stream, kernel.worker),
    ).then(
      (kept) => {
        if (!kept) lost.abort();
      },
      () => {},
    );
  }, seconds(8));
  const inner = { ...context, signal: AbortSignal.any([context.signal, lost.signal]) };
  try {
    if (stream.name === lineStream) await holdLine(inner, stream);
    else if (stream.name === sweepStream) await sweepThreads(inner, stream);
    else await pullStream(inner, stream);
  } finally {
    clearInterval(beat);
  }
}
