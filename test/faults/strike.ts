/** What a strike has in its hands. */
import { type Client, eventually, type Loose } from "../client.ts";
import { sleep } from "../peers/daemon.ts";
import type { PostgresPeer } from "../peers/postgres.ts";
import type { ProxyPeer } from "../peers/proxy.ts";
import type { Product } from "../product.ts";
import type { FaultNetwork } from "./network.ts";

export interface Struck {
  product: Product;
  network: FaultNetwork;
  random: () => number;
  /** How long a limit lasts. */
  seconds: number;
  client: Client;
  /** Resolves when the product has just been given something to do. */
  work(): Promise<void>;
  /** Every delivery that has been ordered so far. */
  deliveries(): Promise<Loose[]>;
  /** Sets the product's clock this many seconds ahead of the others'. */
  setClock(seconds: number): void;
  /** Where the product has one. */
  server: PostgresPeer | undefined;
  /** Another process beside the product; the same one each time. */
  second(): Promise<Pick<Product, "halt" | "goOn">>;
}
export type Strike = (struck: Struck) => Promise<void>;

export const calls = ({ network }: Struck): { between: ProxyPeer; saying: RegExp } => {
  const { between, saying } = network;
  if (!between || !saying) throw new Error(`Nothing stands before ${network.name}.`);
  return { between, saying };
};

/** Resolves when a call is on its way, which takes 150 ms; after eight seconds without one, too. */
export async function callUnderWay(struck: Struck): Promise<void> {
  const { between, saying } = calls(struck);
  const held = between.fault({ path: saying, fault: { kind: "delay", ms: 150 } });
  await Promise.race([eventually(() => held.struck() > 0, "a call is on its way", 60_000), sleep(8_000)]);
}
