/**
 * Lets statements of one transaction that do not need each other's answers go to a server together: it works them off in
 * the order in which they were asked, and nobody waits for the wire between them. The query builder would send each only
 * when the one before is answered, and on the embedded database it does.
 */
import type { ConnectionProvider, DatabaseConnection, Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/**
 * Answers all of what was asked together. Waits until none of it is under way any more before it throws what went wrong
 * first: a statement that is still to come when its transaction is rolled back would run outside of it. The order in which
 * statements run is that of the calls, as long as none of these waits for something before its first statement.
 */
export async function together<T extends readonly unknown[]>(
  asked: {
    [K in keyof T]: Promise<T[K]> | T[K];
  },
): Promise<T> {
  const settled = await Promise.allSettled(asked);
  return settled.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  }) as unknown as T;
}

class Open implements ConnectionProvider {
  readonly #guarded: ConnectionProvider;
  #connection: Promise<DatabaseConnection> | undefined;
  constructor(guarded: ConnectionProvider) {
    this.#guarded = guarded;
  }
  async provideConnection<T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    // It is the transaction's own from its beginning to its end: only the line before it is left out.
    this.#connection ??= this.#guarded.provideConnection(async (connection) => connection);
    return consumer(await this.#connection);
  }
}

/** For a driver whose connections take statements while others run (pg's `pipeline`). */
export function overlapStatements(root: Kysely<Tables>): Kysely<Tables> {
  const executor = root.getExecutor();
  const guarded = executor.withConnectionProvider.bind(executor);
  executor.withConnectionProvider = (provider) => guarded(new Open(provider));
  return root;
}
