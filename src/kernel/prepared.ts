/**
 * Statements that a server parses and plans once for each connection instead of every time. Their values may be those of
 * several runs in a row: these are sent one behind the other without waiting for answers between them.
 */
import pg from "pg";
import { isAfterFault, takeUnread, type Unread } from "./unread.ts";

const kept = new Map<string, { name: string; parameters: number }>();

/**
 * From here on connections keep this statement prepared, and take its values many times over. For texts that come again
 * and again, and of which there are few.
 */
export function keepPrepared(text: string, parameters: number): void {
  if (!kept.has(text)) kept.set(text, { name: `kept_${kept.size + 1}`, parameters });
}

/** The runs that values of a kept statement stand for; undefined for any other statement, and for a single run. */
export function runsOf(text: string, values: readonly unknown[]): unknown[][] | undefined {
  const parameters = kept.get(text)?.parameters;
  if (parameters === undefined || values.length <= parameters) return undefined;
  if (values.length % parameters !== 0) throw new Error("Values of a kept statement are missing.");
  return Array.from({ length: values.length / parameters }, (_, run) =>
    values.slice(run * parameters, (run + 1) * parameters),
  );
}

const noAnswer = { command: "", rowCount: null, rows: [] };

/**
 * A connection that sends kept statements by their name (the extended query protocol's named statements), and does not
 * wait for those whose answer nobody reads (`unread.ts`).
 */
export class PreparingClient extends pg.Client {
  /** Of the transaction that last left statements without waiting. */
  #unread: Unread | undefined;

  // biome-ignore lint/suspicious/noExplicitAny: the driver's method has ten overloads; this one only hands on.
  override query(...asked: any[]): any {
    const [text, values] = asked;
    const unread = takeUnread(values);
    if (unread) {
      unread.add(text, this.#send(asked));
      this.#unread = unread;
      return Promise.resolve(noAnswer);
    }
    const sent = this.#send(asked);
    if (this.#unread?.over) this.#unread = undefined;
    const before = this.#unread;
    if (!before || !(sent instanceof Promise)) return sent;
    return sent.catch(async (error) => {
      throw isAfterFault(error) ? await before.causeOf(error) : error;
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above.
  #send(asked: any[]): any {
    const [text, values] = asked;
    const name = typeof text === "string" && asked.length === 2 ? kept.get(text)?.name : undefined;
    // @ts-expect-error: as above.
    if (name === undefined) return super.query(...asked);
    const runs = runsOf(text, values) ?? [values];
    return this.#runAll(runs.map((run) => super.query({ name, text, values: run })));
  }

  /** One answer for all runs. Of those that fail only the first tells why: the others fail with its transaction. */
  async #runAll(running: Promise<pg.QueryResult>[]): Promise<pg.QueryResult> {
    const settled = await Promise.allSettled(running);
    const failed = settled.find((each) => each.status === "rejected");
    if (failed) throw failed.reason;
    const results = await Promise.all(running);
    const [first] = results;
    if (!first) throw new Error("A kept statement has no values.");
    const rowCount = results.reduce((sum, each) => sum + (each.rowCount ?? 0), 0);
    return { ...first, rowCount, rows: results.flatMap((each) => each.rows) };
  }
}
