/** Turns all arrivals of a channel that wait, batch by batch: read outside, write inside a transaction. */
import { accountOf, connectorFor, findChannel } from "../channels/index.ts";
import { after, minutes, now } from "../kernel/clock.ts";
import { noteGrowth } from "../kernel/growth.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { waitingArrivals } from "./arrivals.ts";
import { readArrivals } from "./read-arrivals.ts";
import { type Identify, turnBatch } from "./turn.ts";

const batchSize = 500;

/** Returns how many messages were made. */
export async function turnWaiting(
  context: { kernel: Kernel; identify: Identify },
  workspaceId: string,
  channelId: string,
  backfill: boolean,
): Promise<number> {
  const { kernel, identify } = context;
  const inside = <T>(work: () => Promise<T>) =>
    inWorkspace(kernel.database, workspaceId, { kind: "channel", id: channelId }, work);
  let made = 0;
  const read = async (after: string | undefined) => {
    const [channel, arrivals] = await inside(
      async () => [await findChannel(channelId), await waitingArrivals(channelId, batchSize, after)] as const,
    );
    if (!channel || arrivals.length === 0) return undefined;
    const connector = connectorFor(channel.network);
    const batch = await readArrivals(connector, accountOf(channel), kernel.files, arrivals);
    return {
      channel,
      connector,
      batch,
      more: arrivals.length === batchSize ? arrivals.at(-1)?.id : undefined,
    };
  };
  let current = await read(undefined);
  while (current) {
    const { channel, connector, batch, more } = current;
    // While the database writes this batch, the next one is read.
    const ahead = more === undefined ? undefined : read(more);
    ahead?.catch(() => {});
    const turned = await inside(() =>
      turnBatch(
        { channel, identify, backfill, sweepDueAt: connector.sweep ? after(now(), minutes(1)) : null },
        batch,
      ),
    );
    made += turned.messages;
    await noteGrowth(kernel.database, turned.messages);
    if (!ahead) return made;
    // At the end once more from the beginning: what changed meanwhile waits again.
    current = (await ahead) ?? (await read(undefined));
  }
  return made;
}

export interface Turner {
  /** More has been stored: it is turned as soon as what came before it is. Does not wait. */
  more(): void;
  /** Waits until all that was told of is turned; throws what went wrong. */
  done(): Promise<void>;
}

/** Turns what waits while the next page is asked for and stored: one batch after the other. */
export function turnAlongside(...of: Parameters<typeof turnWaiting>): Turner {
  let waiting = false;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    while (waiting) {
      waiting = false;
      await turnWaiting(...of);
    }
    running = undefined;
  };
  return {
    more() {
      waiting = true;
      // Once it broke it stays broken, and `done` says so: whatever is stored waits for the next pull.
      running ??= run();
      running.catch(() => {});
    },
    done: async () => running,
  };
}
