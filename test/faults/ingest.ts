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
  /** How long the product may take to catch up in the end, in milliseconds. */
  patience: number;
}

export interface Outcome {
  messages: number;
  lost: string[];
  doubled: string[];
  /** In Rapport, and not on the server. */
  strange: string[];
  broken: number;
}

/** How often each message is in Rapport, by its external id, through the API alone. */
export async function inRapport(client: Client, channelId: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const row of await client.all(`/conversations?status=any&channel=${channelId}`)) {
    let before = "";
    do {
      const page = await client.get(
        `/conversations/${row.id}${before ? `?before=${encodeURIComponent(before)}` : ""}`,
      );
      for (const { externalId } of page.messages) counts.set(externalId, (counts.get(externalId) ?? 0) + 1);
      before = page.earlier ?? "";
    } while (before);
  }
  return counts;
}

export function compare(
  server: readonly string[],
  rapport: Map<string, number>,
): Omit<Outcome, "messages" | "broken"> {
  const wanted = new Set(server);
  return {
    lost: [...wanted].filter((id) => !rapport.has(id)),
    doubled: [...rapport].filter(([, count]) => count > 1).map(([id]) => id),
    strange: [...rapport.keys()].filter((id) => !wanted.has(id)),
  };
}

/** Repeats work until told to end; what breaks is somebody else's fault and is tried again. */
export function steadily(
  pace: number,
  work: () => Promise<unknown>,
): { end(): Promise<void>; done(): number } {
  let going = true;
  let done = 0;
  const loop = (async () => {
    while (going) {
      await work().then(
        () => {
          done += 1;
        },
        () => {},
      );
      await sleep(pace);
    }
  })();
  return {
    done: () => done,
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
  await killOften(product, { ...run, before: () => network.breakOne(run.random, "ingest") });
  await eventually(
    () => talk.done() >= run.least,
    `${run.least} messages are said (${unheard})`,
    run.patience,
  );
  await talk.end();
  let found = { messages: 0, lost: [] as string[], doubled: [] as string[], strange: [] as string[] };
  const deadline = Date.now() + run.patience;
  do {
    await sleep(2_000);
    const server = await network.spoken();
    const rapport = await inRapport(ines, channel.id);
    found = { messages: server.length, ...compare(server, rapport) };
  } while (found.lost.length > 0 && Date.now() < deadline);
  await look.end();
  return { ...found, broken: network.broken() };
}
