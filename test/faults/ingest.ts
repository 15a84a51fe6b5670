/** The community talks while the product is killed; afterwards every message on the server is in Rapport once. */
import { type Client, eventually } from "../client.ts";
import { sleep } from "../peers/daemon.ts";
import type { Product } from "../product.ts";
import { foundTeam } from "../world.ts";
import { killOften } from "./kill.ts";
import type { FaultNetwork } from "./network.ts";

export interface FaultRun {
  kills: number;
  random: () => number;
  /** Milliseconds between two messages or replies. */
  pace: number;
  /** The longest life of the product between two kills, in milliseconds. */
  longestLife: number;
  /** How many messages or replies at least, also when the kills are over sooner. */
  least: number;
  /** How long the product may come no closer while it catches up in the end, in milliseconds. */
  patience: number;
  /** Says how far it is. */
  tell(progress: string): void;
}

/** What came of a run: how many were looked for, and which of them stand wrong. */
export interface Outcome {
  messages: number;
  lost: string[];
  doubled: string[];
  /** Neither lost nor doubled, and wrong all the same: not from the server, not treated, not settled, not in its place. */
  wrong: string[];
}

/** How often each message is in Rapport, by its external id, and what is amiss, through the API alone. */
async function inRapport(
  client: Client,
  channelId: string,
): Promise<{ counts: Map<string, number>; wrong: string[] }> {
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  const rows = await client.all(`/conversations?status=any&channel=${channelId}`);
  // A conversation that somebody speaks in moves to the top of the list while the list is read.
  for (const id of new Set(rows.map((row) => row.id))) {
    let before = "";
    let within = 0;
    let said = 0;
    do {
      const page = await client.get(
        `/conversations/${id}${before ? `?before=${encodeURIComponent(before)}` : ""}`,
      );
      for (const { externalId } of page.messages) counts.set(externalId, (counts.get(externalId) ?? 0) + 1);
      within += page.messages.length;
      said = page.conversation.messageCount;
      before = page.earlier ?? "";
    } while (before);
    if (within !== said) wrong.push(`conversation ${id} counts ${said} and has ${within}`);
  }
  const { arrivals } = await client.get(`/channels/${channelId}`);
  if (arrivals.waiting + arrivals.failed > 0)
    wrong.push(`arrivals: ${arrivals.waiting} wait, ${arrivals.failed} failed`);
  return { counts, wrong };
}

/** What stands on the server against what is in Rapport. */
export async function compare(network: FaultNetwork, client: Client, channelId: string): Promise<Outcome> {
  const server = new Set(await network.spoken());
  const { counts, wrong } = await inRapport(client, channelId);
  const strange = [...counts.keys()].filter((id) => !server.has(id)).map((id) => `not on the server: ${id}`);
  return {
    messages: server.size,
    lost: [...server].filter((id) => !counts.has(id)),
    doubled: [...counts].filter(([, count]) => count > 1).map(([id]) => id),
    wrong: [...wrong, ...strange],
  };
}

export interface Steady {
  end(): Promise<void>;
  done(): number;
  /** Resolves when the next one is done. */
  next(): Promise<void>;
}

/** Repeats work until told to end; what breaks is somebody else's fault and is tried again. */
export function steadily(pace: number, work: () => Promise<unknown>): Steady {
  let going = true;
  let done = 0;
  let waiting: Array<() => void> = [];
  const loop = (async () => {
    while (going) {
      const well = await work().then(
        () => true,
        () => false,
      );
      if (well) {
        done += 1;
        for (const resolve of waiting) resolve();
        waiting = [];
      }
      await sleep(pace);
    }
  })();
  return {
    done: () => done,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    async end() {
      going = false;
      await loop;
    },
  };
}

export async function ingestFaults(product: Product, network: FaultNetwork, run: FaultRun): Promise<Outcome> {
  const { ines } = await foundTeam(product);
  const channel = await network.connect(ines);
  let unheard: unknown;
  const talk = steadily(run.pace, () =>
    network.speak().catch((error: unknown) => {
      unheard = error;
      throw error;
    }),
  );
  // Somebody who looks again and again, as people do: the streams are asked without their usual pauses.
  const look = steadily(1_100, () => ines.post(`/channels/${channel.id}/wake`));
  const before = () => network.breakOne(run.random, "ingest");
  await killOften(product, { ...run, work: look.next, before });
  await eventually(
    () => talk.done() >= run.least,
    `${run.least} messages are said (${unheard})`,
    run.patience,
  );
  await talk.end();
  await eventually(() => network.passedOn?.() ?? true, "the server passes on what was said", run.patience);
  run.tell(`${talk.done()} messages are said; it settles`);
  let found: Outcome;
  let least = Number.POSITIVE_INFINITY;
  let deadline = 0;
  do {
    await sleep(1_500);
    found = await compare(network, ines, channel.id);
    run.tell(`lost ${found.lost.length} doubled ${found.doubled.length} wrong ${found.wrong.length}`);
    const open = found.lost.length + found.wrong.length;
    // As long as it comes closer it may go on: what a network forgot to announce is found thread by thread.
    if (open < least) deadline = Date.now() + run.patience;
    least = Math.min(least, open);
  } while (least > 0 && Date.now() < deadline);
  // Whatever is read once more must not come twice.
  const reads = look.done();
  await eventually(() => look.done() >= reads + 2, "it is looked once more", run.patience);
  await look.end();
  return compare(network, ines, channel.id);
}
