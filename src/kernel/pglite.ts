/** The near side of the embedded database: one connection behind one mutex, spoken to over messages. */
import { Worker } from "node:worker_threads";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import { beginStatement } from "./begin.ts";
import { runsOf } from "./prepared.ts";
import { currentScope } from "./scope.ts";

export type Request = { id: number } & (
  | { op: "open" | "commit" | "dump" | "close" }
  | { op: "query"; sql: string; parameters: unknown[] }
  | { op: "exec"; sql: string }
  | { op: "listen"; channel: string }
);
export type Answer =
  | { id: number; value: unknown }
  | { id: number; error: Record<string, unknown> }
  | { channel: string; payload: string };

/** An error of the database with its SQLSTATE in `code`, the same on both engines. */
export class DatabaseError extends Error {
  readonly code: string | undefined;
  constructor(fields: Record<string, unknown>) {
    super(String(fields.message ?? "database error"));
    this.name = "DatabaseError";
    this.code = typeof fields.code === "string" ? fields.code : undefined;
    for (const [key, value] of Object.entries(fields))
      if (!(key in this)) Object.assign(this, { [key]: value });
  }
}

interface Rows {
  rows: Record<string, unknown>[];
  affectedRows?: number;
}

export class Pglite {
  readonly #worker: Worker;
  readonly #waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  readonly #listeners = new Map<string, Set<(payload: string) => void>>();
  #next = 0;
  #dead: Error | undefined;
  #tail: Promise<void> = Promise.resolve();

  private constructor(folder: string | undefined) {
    this.#worker = new Worker(new URL("./pglite-worker.ts", import.meta.url), { workerData: { folder } });
    this.#worker.on("message", (answer: Answer) => this.#receive(answer));
    this.#worker.on("error", (error) => this.#die(error as Error));
    this.#worker.on("exit", () => this.#die(new Error("The embedded database has stopped.")));
  }

  /** Opens the database in a folder, or in memory when there is none. The caller holds the folder's lock. */
  static async open(folder: string | undefined): Promise<Pglite> {
    const pglite = new Pglite(folder);
    try {
      await pglite.call({ op: "open" });
    } catch (error) {
      await pglite.#worker.terminate();
      throw error;
    }
    return pglite;
  }

  #receive(answer: Answer): void {
    if ("channel" in answer) {
      for (const listener of this.#listeners.get(answer.channel) ?? []) listener(answer.payload);
      return;
    }
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("error" in answer) waiting?.reject(new DatabaseError(answer.error));
    else waiting?.resolve(answer.value);
  }

  #die(error: Error): void {
    this.#dead ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }

  call(request: DistributiveOmit<Request, "id">): Promise<unknown> {
    if (this.#dead) return Promise.reject(this.#dead);
    return new Promise((resolve, reject) => {
      const id = ++this.#next;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id });
    });
  }

  /** Waits for the one connection. Inside a transaction that already holds it, that would wait for ever: throws instead. */
  async acquire(): Promise<() => void> {
    if (currentScope()?.transaction)
      throw new Error("The root handle is used inside an open transaction: use db() there.");
    let release: () => void = () => {};
    const before = this.#tail;
    this.#tail = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }

  async listen(channel: string, listener: (payload: string) => void): Promise<() => void> {
    const listeners = this.#listeners.get(channel) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(channel, listeners);
    await this.alone(() => this.call({ op: "listen", channel }));
    return () => listeners.delete(listener);
  }

  /** What pg-boss needs: one statement or several, outside of any transaction of ours. */
  async executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }> {
    return this.alone(async () => {
      try {
        return (await (values?.length
          ? this.call({ op: "query", sql: text, parameters: values })
          : this.call({ op: "exec", sql: text }))) as Rows;
      } catch (error) {
        await this.call({ op: "exec", sql: "rollback" }).catch(() => {});
        throw error;
      }
    });
  }

  /** A consistent copy of the whole database, gzip. */
  dump(): Promise<Uint8Array> {
    return this.alone(() => this.call({ op: "dump" })) as Promise<Uint8Array>;
  }

  async close(): Promise<void> {
    if (this.#dead) return;
    await this.alone(async () => {
      const gone = new Promise((resolve) => this.#worker.once("exit", resolve));
      await this.call({ op: "close" });
      await gone;
    });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

class PgliteConnection implements DatabaseConnection {
  readonly pglite: Pglite;
  readonly release: () => void;
  constructor(pglite: Pglite, release: () => void) {
    this.pglite = pglite;
    this.release = release;
  }
  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const rows: R[] = [];
    let affected: bigint | undefined;
    for (const run of runsOf(sql, parameters) ?? [[...parameters]]) {
      const result = (await this.pglite.call({ op: "query", sql, parameters: run })) as Rows;
      rows.push(...(result.rows as R[]));
      if (result.affectedRows !== undefined) affected = (affected ?? 0n) + BigInt(result.affectedRows);
    }
    return affected === undefined ? { rows } : { rows, numAffectedRows: affected };
  }
  // biome-ignore lint/correctness/useYield: the interface asks for it, and nothing of ours streams rows.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("The embedded database does not stream rows.");
  }
}

class PgliteDriver implements Driver {
  readonly #pglite: Pglite;
  constructor(pglite: Pglite) {
    this.#pglite = pglite;
  }
  async init(): Promise<void> {}
  async destroy(): Promise<void> {}
  async acquireConnection(): Promise<PgliteConnection> {
    return new PgliteConnection(this.#pglite, await this.#pglite.acquire());
  }
  async releaseConnection(connection: PgliteConnection): Promise<void> {
    connection.release();
  }
  async beginTransaction(): Promise<void> {
    try {
      await this.#pglite.call({ op: "exec", sql: beginStatement(currentScope()) });
    } catch (error) {
      // Half of the message may have run: an aborted transaction must not stay open on the only connection.
      await this.#pglite.call({ op: "exec", sql: "rollback" }).catch(() => {});
      throw error;
    }
  }
  async commitTransaction(): Promise<void> {
    await this.#pglite.call({ op: "commit" });
  }
  async rollbackTransaction(): Promise<void> {
    await this.#pglite.call({ op: "exec", sql: "rollback" });
  }
}

export const pgliteDialect = (pglite: Pglite): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new PgliteDriver(pglite),
  createIntrospector: (kysely) => new PostgresIntrospector(kysely),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});
