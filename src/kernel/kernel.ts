import type { Database } from "./database.ts";
import type { Live } from "./live.ts";
import type { OutboundFetch, OutboundSocket } from "./outbound.ts";

/** What the house hands to every module: the database and the doors in and out. */
export interface Kernel {
  database: Database;
  /** The public address, without a slash at the end. */
  origin: string;
  outbound: { fetch: OutboundFetch; socket: OutboundSocket };
  live: Live;
}
