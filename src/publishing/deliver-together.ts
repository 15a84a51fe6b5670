/**
 * What deliveries ask of the database while they go out. Many are under way at once: what several of a workspace ask at
 * the same moment goes in one transaction.
 */
import { seconds } from "../kernel/clock.ts";
import { gatherByWorkspace } from "../kernel/gather.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { log } from "../kernel/log.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import type { Claimed } from "./claim-deliveries.ts";
import { keepLeases } from "./delivery-queue.ts";
import { standingPauses } from "./pause.ts";
import { type Answered, settleSends } from "./settle-delivery.ts";

export interface Together {
  /** A sign of life. False: the lease was lost, and the network must not be called any more. */
  keepLease(claimed: Claimed): Promise<boolean>;
  /**
   * Whether a pause has begun since the delivery was taken: then nothing is called. Asked as late as can be; what is on
   * the wire by then is out.
   */
  paused(claimed: Claimed): Promise<boolean>;
  /** Writes what came of a call. An answer outlives a database that is away for moments. */
  settle(answer: Answered): Promise<void>;
}

const most = 200;
/** How often an answer is tried to be written; its delivery is searched for on the network after that. */
const tries = 8;

export function together(kernel: Kernel, worker: string): Together {
  const inside = <T>(workspaceId: string, work: () => Promise<T>): Promise<T> =>
    inWorkspace(kernel.database, workspaceId, { kind: "system" }, work);
  const keep = gatherByWorkspace<Claimed, boolean>(most, (workspaceId, claims) =>
    inside(workspaceId, async () => {
      const kept = await keepLeases(claims, worker);
      return claims.map(({ delivery }) => kept.has(delivery.id));
    }),
  );
  const paused = gatherByWorkspace<Claimed, boolean>(most, (workspaceId, claims) =>
    inside(workspaceId, async () => {
      const pauses = await standingPauses();
      // Taking back is what one does in a crisis.
      return claims.map(
        ({ delivery }) =>
          delivery.kind !== "remove" &&
          pauses.some(({ channel_id }) => channel_id === null || channel_id === delivery.channel_id),
      );
    }),
  );
  const settleAll = (workspaceId: string, answers: Answered[]) =>
    inside(workspaceId, () => settleSends(answers, worker));
  const settle = gatherByWorkspace<Answered, void>(most, async (workspaceId, answers) => {
    try {
      await settleAll(workspaceId, answers);
    } catch (error) {
      log.warn({ error }, "answers could not be written together; each is written by itself");
      await Promise.all(answers.map((answer) => persist(() => settleAll(workspaceId, [answer]))));
    }
    return answers.map(() => undefined);
  });
  return {
    keepLease: (claimed) => keep(claimed.delivery.workspace_id, claimed),
    paused: (claimed) => paused(claimed.delivery.workspace_id, claimed),
    settle: (answer) => settle(answer.claimed.delivery.workspace_id, answer),
  };
}

async function persist(work: () => Promise<void>): Promise<void> {
  for (let n = 1; ; n++) {
    try {
      return await work();
    } catch (error) {
      // Its lease runs out, and the network is searched for it.
      if (n === tries) return log.error({ error }, "an answer of a network could not be written");
      await new Promise((resolve) => setTimeout(resolve, seconds(1)));
    }
  }
}
