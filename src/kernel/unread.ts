/**
 * Statements whose answer nobody reads. A server is sent them and not waited for: the next statement is laid out while
 * it writes. Before the transaction ends all of them are waited for, and the first that failed ends it with its own
 * error. The embedded database answers each at once; to the caller both are the same.
 */
import type { CompiledQuery } from "kysely";
import { sqlState } from "./errors.ts";
import { db, scope } from "./scope.ts";

/** What a transaction answers to everything that follows the statement that failed. */
export const isAfterFault = (error: unknown): boolean => sqlState(error) === "25P02";

/** What one transaction sent without waiting. It holds no rejected promise: nothing in it can go unhandled. */
export class Unread {
  readonly #outcomes: Promise<unknown>[] = [];
  #over = false;

  /** Takes a statement that is under way. */
  add(text: string, sent: Promise<unknown>): void {
    const outcome = sent.then(
      () => undefined,
      (error: unknown) => named(error, text),
    );
    this.#outcomes.push(outcome);
  }

  get over(): boolean {
    return this.#over;
  }

  /** From here on the transaction takes no more. */
  end(): void {
    this.#over = true;
  }

  /** Waits for all that is under way; answers with the error of the first that failed, undefined when none did. */
  async fault(): Promise<unknown> {
    let first: unknown;
    // In the order of the calls, not of the answers: runs of a kept statement answer only when the last of them has.
    for (const outcome of this.#outcomes) {
      const error = await outcome;
      first ??= error;
    }
    return first;
  }

  /** What really went wrong where `error` came out: a statement sent before it may have failed unseen. */
  async causeOf(error: unknown): Promise<unknown> {
    const fault = await this.fault();
    return fault === undefined || isAfterFault(fault) ? error : fault;
  }
}

/** Says which statement an error belongs to; its values are left out, for they are what people wrote. */
function named(error: unknown, text: string): unknown {
  if (error instanceof Error && !("statement" in error))
    Object.assign(error, { statement: text.slice(0, 120) });
  return error;
}

/** By the values they are sent with, which go from here to the driver untouched. */
const marked = new WeakMap<readonly unknown[], Unread>();

/** For the driver: the transaction that does not wait for the statement with these values, if it is one of those. */
export function takeUnread(values: unknown): Unread | undefined {
  if (!Array.isArray(values)) return undefined;
  const unread = marked.get(values);
  marked.delete(values);
  if (unread?.over) throw new Error("The transaction of this statement is over.");
  return unread;
}

/**
 * Runs a statement of the open transaction in its turn, and answers nothing. On a server its error comes out of a later
 * statement or of the end of the transaction, so it cannot be caught here: use it where an error is a broken invariant.
 */
export async function runUnread(query: CompiledQuery): Promise<void> {
  marked.set(query.parameters, scope().unread);
  await db().executeQuery(query);
}
