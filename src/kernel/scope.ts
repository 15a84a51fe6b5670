/**
 * Who is being served, carried by AsyncLocalStorage: the open transaction, its workspace, the actor, and what is to
 * be told once it commits. `db()` is the only handle that modules use.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Transaction } from "kysely";
import type { JsonObject } from "./result.ts";
import type { Tables } from "./tables.ts";
import type { Unread } from "./unread.ts";

export type Actor =
  | { kind: "teammate"; id: string }
  | { kind: "key"; id: string; userId: string }
  | { kind: "channel"; id: string }
  | { kind: "system"; id?: undefined };

/** What a transaction tells others once it stands: live topics and jobs. Written as one outbox row. */
export interface Announcements {
  live: Map<string, Set<string>>;
  jobs: Array<{ name: string; data: JsonObject; after?: Date; key?: string }>;
}

export interface Scope {
  /** undefined: the system's own scope, across workspaces. */
  workspaceId: string | undefined;
  actor: Actor;
  transaction?: Transaction<Tables>;
  /** What the transaction sent and does not wait for. */
  unread: Unread;
  announcements: Announcements;
  /** Run after the commit; a failure there is logged and changes nothing. */
  afterCommit: Array<() => void>;
}

const storage = new AsyncLocalStorage<Scope>();

export const withScope = <T>(scope: Scope, work: () => Promise<T>): Promise<T> => storage.run(scope, work);
export const outsideScope = <T>(work: () => T): T => storage.exit(work);
export const currentScope = (): Scope | undefined => storage.getStore();

/** The present scope, or a broken invariant. */
export function scope(): Scope {
  const found = storage.getStore();
  if (!found) throw new Error("No scope is open: wrap the work in inWorkspace() or asSystem().");
  return found;
}

/** The open transaction. Throws outside of one: nothing reads or writes the database without a scope. */
export function db(): Transaction<Tables> {
  const open = scope().transaction;
  if (!open) throw new Error("No transaction is open in this scope.");
  return open;
}

/** The workspace served. Throws in the system's scope. */
export function workspaceId(): string {
  const id = scope().workspaceId;
  if (!id) throw new Error("This needs a workspace, but runs in the system's scope.");
  return id;
}

/** Tells live listeners, after the commit, that things of a topic changed. */
export function announce(topic: string, ...ids: string[]): void {
  const live = scope().announcements.live;
  const set = live.get(topic) ?? new Set();
  for (const id of ids) set.add(id);
  live.set(topic, set);
}

/** Orders a job in the same transaction. `key` folds equal orders that are still waiting into one, for jobs that fold. */
export function order(name: string, data: JsonObject, options: { after?: Date; key?: string } = {}): void {
  scope().announcements.jobs.push({ name, data, ...options });
}

export function afterCommit(work: () => void): void {
  scope().afterCommit.push(work);
}
