/**
 * The delivery worker: sleeps until the next row is due, is nudged when a reply is made, and takes what is due of every
 * workspace, a few at a time.
 */
import { now, seconds, watchClock } from "../kernel/clock.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { log } from "../kernel/log.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { type Claimed, claimDue, claimSearches } from "./claim-deliveries.ts";
import { type DeliverContext, deliver, searchFor } from "./deliver.ts";
import { together } from "./deliver-together.ts";
import { clockSlack } from "./delivery.ts";
import { nextLooks, reapDead } from "./delivery-queue.ts";
import { nudgeChannel } from "./delivery-store.ts";
import { mendOrders, mendTimes, writtenAhead } from "./mend-times.ts";

/** Given to their networks at the same time, with the bytes of their pictures. */
const mostCalled = 300;
/** Under way in all: with those whose answer is being written while the next ones are claimed. */
const most = 600;
/** Taken with one claim: while their networks are called the next ones are claimed. */
const mostOfClaim = 200;
/** Of one channel at the same time: a slow network must not keep the others waiting. */
const mostOfChannel = 50;
/** An answer younger than this says that a network is there. */
const freshAnswer = seconds(10);
/** What another process changed is seen after this long at the latest, also when its nudge was lost. */
const longestSleep = seconds(1);

export interface DeliveryWorker {
  /** Ends the loop; what is under way gets five seconds, then it is cut off and found again later. */
  stop(): Promise<void>;
}

export async function startDeliveries(kernel: Kernel): Promise<DeliveryWorker> {
  const controller = new AbortController();
  const context: DeliverContext = {
    kernel,
    worker: kernel.worker,
    signal: controller.signal,
    together: together(kernel, kernel.worker),
    answered: (channelId) => void lastAnswers.set(channelId, performance.now()),
    makeRoom,
  };
  const running = new Set<Promise<void>>();
  /** What has no answer yet; and by channel. */
  const called = new Set<Claimed>();
  const underWay = new Map<string, number>();
  /** When a channel's network last took something, on a clock that nobody sets. */
  const lastAnswers = new Map<string, number>();
  const answered = (channelId: string) =>
    performance.now() - (lastAnswers.get(channelId) ?? Number.NEGATIVE_INFINITY) < freshAnswer;
  const setBack = watchClock();
  // While it was not running the clock may have been set back, too.
  let mend = await asSystem(kernel.database, writtenAhead);
  let lastMended = Number.NEGATIVE_INFINITY;
  let stopped = false;
  let nudged = false;
  let wake: () => void = () => {};
  const nudge = (): void => {
    nudged = true;
    wake();
  };

  /** Answers how long to sleep. */
  async function look(): Promise<number> {
    mend ||= setBack() > clockSlack;
    const looks = await asSystem(kernel.database, async () => {
      if (mend) await mendTimes();
      if (mend || performance.now() - lastMended > longestSleep) {
        lastMended = performance.now();
        await mendOrders();
      }
      return nextLooks();
    });
    mend = false;
    let sleep = longestSleep;
    for (const { workspaceId, ripe, open, at } of looks) {
      if (at) sleep = Math.min(sleep, Math.max(at.getTime() - now().getTime(), 0));
      const free = Math.min(mostCalled - called.size, most - running.size, mostOfClaim);
      if (!(ripe || open) || free <= 0 || stopped) continue;
      const { sends, searches } = await inWorkspace(
        kernel.database,
        workspaceId,
        { kind: "system" },
        async () => {
          if (open) await reapDead();
          const due = await claimDue(kernel.worker, {
            most: ripe ? free : 0,
            mostOfChannel,
            underWay,
            answered,
          });
          const left = free - due.claimed.length;
          return { sends: due, searches: open ? await claimSearches(kernel.worker, left) : [] };
        },
      );
      for (const claimed of sends.claimed) start(claimed, deliver);
      for (const claimed of searches) start(claimed, searchFor);
      if (sends.more && sends.claimed.length > 0) sleep = 0;
    }
    return sleep;
  }

  function start(claimed: Claimed, work: typeof deliver): void {
    const { channel_id: channelId } = claimed.delivery;
    underWay.set(channelId, (underWay.get(channelId) ?? 0) + 1);
    called.add(claimed);
    const run = work(context, claimed)
      .catch((error) =>
        log.error(
          { error, delivery: claimed.delivery.id },
          "a delivery broke; its lease runs out and it is looked for",
        ),
      )
      .finally(() => {
        running.delete(run);
        makeRoom(claimed);
        nudge();
      });
    running.add(run);
  }

  function makeRoom(claimed: Claimed): void {
    if (!called.delete(claimed)) return;
    const { channel_id: channelId } = claimed.delivery;
    underWay.set(channelId, (underWay.get(channelId) ?? 1) - 1);
    nudge();
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      nudged = false;
      let sleep = longestSleep;
      try {
        sleep = await look();
      } catch (error) {
        log.error({ error }, "due deliveries could not be claimed");
      }
      if (nudged || stopped || sleep === 0) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, sleep);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  const unlisten = await kernel.database.listen(nudgeChannel, nudge);
  const looping = loop();
  return {
    async stop() {
      stopped = true;
      unlisten();
      wake();
      await looping;
      const done = Promise.allSettled(running);
      const patience = new Promise((resolve) => setTimeout(resolve, seconds(5)).unref());
      await Promise.race([done, patience]);
      controller.abort();
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, seconds(2)).unref())]);
    },
  };
}
