/** What the faults need of a network: a crowd that talks to the brand, and the truth of what stands on the server. */
import type { Client, Loose } from "../client.ts";
import type { ProxyPeer } from "../peers/proxy.ts";

export type NetworkName = "bluesky" | "mastodon" | "email" | "feed";

/** Something that the brand said, as the server holds it. */
export interface Standing {
  externalId: string;
  text: string;
  /** The external id of what it answers. */
  parentId: string | undefined;
}

export interface FaultNetwork {
  name: NetworkName;
  connect(client: Client): Promise<Loose>;
  /** Somebody of the crowd says one more thing that belongs in the brand's inbox. */
  speak(): Promise<void>;
  /** Whether the server has told the brand of all that was said. Absent: it does so at once. */
  passedOn?(): boolean;
  /** Everything that stands on the server and belongs in Rapport: its external ids, read from the server. */
  spoken(): Promise<string[]>;
  /** Everything that the brand has said, as it stands on the server or arrived at the others. Absent: it cannot. */
  brandSaid?(): Promise<Standing[]>;
  /** Breaks one of the next calls on the way between product and network. */
  breakOne(random: () => number, what: "ingest" | "reply"): void;
  /** How many calls have been broken so far. */
  broken(): number;
  /** What stands between the product and the network, for faults of its own. Absent: nothing does. */
  between?: ProxyPeer;
  /** The calls that say something, as the proxy sees them. */
  saying?: RegExp;
  /** How often the brand's account signed in with its password, as the proxy saw it. Absent: no password is kept. */
  signIns?(): number;
  /** What the server wrote, where it can be read. */
  log?(): string;
  stop(): Promise<void>;
}

export interface FaultOptions {
  random: () => number;
  /** Puts a proxy between the product and the network, for `breakOne`. */
  proxy: boolean;
  /** Bluesky: with the AppView. */
  appView: boolean;
}
