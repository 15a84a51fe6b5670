import type { Config } from "./config.ts";
import type { Database } from "./database.ts";
import type { Files } from "./files.ts";
import type { KeyRing } from "./key-ring.ts";
import type { Live } from "./live.ts";
import type { Mailer } from "./mailer.ts";
import type { OutboundFetch, OutboundSocket } from "./outbound.ts";

/** What the house hands to every module: its settings, the database, and the doors in and out. */
export interface Kernel {
  config: Config;
  database: Database;
  /** The public address, without a slash at the end. */
  origin: string;
  keys: KeyRing;
  files: Files;
  outbound: { fetch: OutboundFetch; socket: OutboundSocket };
  live: Live;
  /** Absent when no SMTP server is set. */
  mailer: Mailer | undefined;
  /** Names this process among workers, for leases. */
  worker: string;
}
