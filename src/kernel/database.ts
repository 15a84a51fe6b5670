/** The one database, embedded or on a server, with the same behaviour on both. */
import { join } from "node:path";
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
} from "kysely";
import pg from "pg";
import { beginStatement } from "./begin.ts";
import { type Lock, lockFolder } from "./lock.ts";
import { log } from "./log.ts";
import { Pglite, pgliteDialect } from "./pglite.ts";
import { PreparingClient } from "./prepared.ts";
import { currentScope } from "./scope.ts";
import type { Tables } from "./tables.ts";

export interface Database {
  engine: "pglite" | "postgres";
  /** The root handle: for migrations and the sign-in library. Modules use `db()`. */
  root: Kysely<Tables>;
  /** Calls `listener` for each notification on a channel, across processes on a server. */
  listen(channel: string, listener: (payload: string) => void): Promise<() => void>;
  /** The statement door that pg-boss wants. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  /** A consistent copy (embedded only), gzip. */
  dump(): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/** The data folder is held by another process. */
export class DatabaseBusy extends Error {}

/** Opens the server's database when a URL is given, else the embedded one in `folder` (undefined: in memory, for tests). */
export function openDatabase(options: {
  url?: string | undefined;
  folder?: string | undefined;
}): Promise<Database> {
  return options.url ? openServer(options.url) : openEmbedded(options.folder);
}

async function openEmbedded(folder: string | undefined): Promise<Database> {
  let lock: Lock | undefined;
  if (folder) {
    const taken = await lockFolder(folder);
    if (!taken.ok) throw new DatabaseBusy(taken.fault.message);
    lock = taken.value;
  }
  let pglite: Pglite;
  try {
    pglite = await Pglite.open(folder && join(folder, "database"));
  } catch (error) {
    await lock?.release();
    throw error;
  }
  return {
    engine: "pglite",
    root: new Kysely<Tables>({ dialect: pgliteDialect(pglite) }),
    listen: (channel, listener) => pglite.listen(channel, listener),
    executeSql: (text, values) => pglite.executeSql(text, values),
    dump: () => pglite.dump(),
    async close() {
      await pglite.close();
      await lock?.release();
    },
  };
}

class ServerDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(beginStatement(currentScope())));
  }
}

class ServerDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }
  override createDriver(): PostgresDriver {
    return new ServerDriver(this.#config);
  }
}

// int8 as a number and date as its text, as in the embedded database.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

async function openServer(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 12,
    application_name: "rapport",
    Client: PreparingClient,
    // Runs of a kept statement do not wait for each other's answers.
    pipeline: true,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", (error) => log.warn({ error }, "an idle database connection broke"));
  // One that breaks between two statements of a transaction has no listener but this; the next statement fails.
  pool.on("connect", (client) => client.on("error", () => {}));
  const listening = new ServerListener(url);
  try {
    await pool.query("select 1");
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    engine: "postgres",
    root: new Kysely<Tables>({ dialect: new ServerDialect({ pool }) }),
    listen: (channel, listener) => listening.add(channel, listener),
    executeSql: async (text, values) => {
      const result = await pool.query(text, values);
      // A text of several statements answers with a list of results.
      const results = Array.isArray(result) ? result : [result];
      return { rows: results.flatMap((each) => each.rows ?? []) };
    },
    dump: async () => undefined,
    async close() {
      await listening.close();
      await pool.end();
    },
  };
}

/** One connection that listens, opened again when it breaks. What was missed meanwhile is re-read by those who listen (empty payload). */
class ServerListener {
  readonly #url: string;
  readonly #listeners = new Map<string, Set<(payload: string) => void>>();
  #client: pg.Client | undefined;
  #opening: Promise<void> | undefined;
  #closed = false;

  constructor(url: string) {
    this.#url = url;
  }

  async add(channel: string, listener: (payload: string) => void): Promise<() => void> {
    const listeners = this.#listeners.get(channel) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(channel, listeners);
    await this.#open();
    await this.#client?.query(`listen ${pg.escapeIdentifier(channel)}`);
    return () => listeners.delete(listener);
  }

  #open(): Promise<void> {
    this.#opening ??= this.#connect().catch((error) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      keepAlive: true,
      application_name: "rapport listener",
    });
    client.on("notification", ({ channel, payload }) => {
      for (const listener of this.#listeners.get(channel) ?? []) listener(payload ?? "");
    });
    client.on("error", (error) => log.warn({ error }, "the listening database connection broke"));
    client.once("end", () => this.#again());
    await client.connect();
    this.#client = client;
    for (const channel of this.#listeners.keys())
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
  }

  #again(): void {
    this.#client = undefined;
    this.#opening = undefined;
    if (this.#closed) return;
    setTimeout(async () => {
      if (this.#closed) return;
      try {
        await this.#open();
        for (const listeners of this.#listeners.values()) for (const listener of listeners) listener("");
      } catch {
        this.#again();
      }
    }, 1000).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end();
  }
}
