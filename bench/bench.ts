/** What a figure works with: an engine, databases on it, the product opened on them, and room on the disk. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { readConfig } from "../src/kernel/config.ts";
import { type Running, start } from "../src/main.ts";
import { type PostgresPeer, startPostgres } from "../test/peers/postgres.ts";
import { loopback } from "../test/product.ts";
import type { Engine } from "./figure.ts";

/** A production server's choices: what is acknowledged is on the disk. Memory for a machine of 4 GB. */
const serverSettings = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: "1GB",
  effective_cache_size: "2GB",
  work_mem: "16MB",
  maintenance_work_mem: "256MB",
  max_wal_size: "4GB",
  random_page_cost: "1.1",
  jit: "off",
};

/** Runs one statement as the database's superuser on a plain connection: no role, no transaction, no library between. */
export type Bare = (
  text: string,
  values?: readonly unknown[],
) => Promise<{ rows: Record<string, unknown>[] }>;

/** The product on one database of its own, served on a port of this process, without its background work. */
export interface Product {
  running: Running;
  bare: Bare;
}

export interface Bench {
  engine: Engine;
  /** Small: a few seconds and tiny data, to show that everything runs. */
  small: boolean;
  say(text: string): void;
  /** Environment variables of a database that is new, for a product of its own process. */
  freshEnvironment(name: string): Promise<Record<string, string>>;
  /** Opens the product in this process on a new database; `more` settings on top of those of `freshEnvironment`. */
  openProduct(name: string, more?: Record<string, string>): Promise<Product>;
  /** Runs when all is over, before the product and the database end. */
  atEnd(end: () => Promise<unknown>): void;
  /** Makes something once for all figures of this engine. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openBench(engine: Engine, small: boolean, say: (text: string) => void): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), "rapport-bench-"));
  const ends: Array<() => Promise<unknown>> = [() => rm(folder, { recursive: true, force: true })];
  const made = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const standing = made.get(key) ?? make();
    made.set(key, standing);
    return standing as Promise<T>;
  };
  const server = () =>
    once("server", async (): Promise<PostgresPeer> => {
      const peer = await startPostgres({ settings: serverSettings });
      ends.push(() => peer.stop());
      return peer;
    });
  const freshEnvironment = async (name: string): Promise<Record<string, string>> => ({
    RAPPORT_DATA: join(folder, name),
    RAPPORT_LOG: "error",
    // The real networks that some figures are taken with stand on this machine.
    RAPPORT_ALLOW: loopback,
    PORT: "0",
    ...(engine === "postgres" ? { DATABASE_URL: await (await server()).createDatabase(name) } : {}),
  });
  const openBare = async (name: string, running: Running): Promise<Bare> => {
    const { database } = running.kernel;
    // The embedded database has one connection, whose user is its superuser.
    if (engine === "pglite") return (text, values) => database.executeSql(text, [...(values ?? [])]);
    const url = (await server()).superuserUrl.replace(/\/postgres$/, `/${name}`);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    ends.push(() => client.end());
    return (text, values) => client.query(text, [...(values ?? [])]);
  };
  return {
    engine,
    small,
    say,
    once,
    freshEnvironment,
    atEnd: (end) => void ends.push(end),
    async openProduct(name, more = {}) {
      const config = readConfig({ ...(await freshEnvironment(name)), ...more });
      if (!config.ok) throw new Error(JSON.stringify(config.fault));
      const running = await start(config.value, { web: true, worker: false });
      ends.push(() => running.stop());
      return { running, bare: await openBare(name, running) };
    },
    async close() {
      for (const end of ends.reverse()) await end();
    },
  };
}
