import { useSyncExternalStore } from "react";

/** The smallest shared state: a value, a way to change it, and a hook. */
export interface Store<T> {
  get(): T;
  set(next: T | ((now: T) => T)): void;
  use(): T;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const watchers = new Set<() => void>();
  const subscribe = (watcher: () => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  };
  const get = () => value;
  return {
    get,
    set(next) {
      value = typeof next === "function" ? (next as (now: T) => T)(value) : next;
      for (const watcher of watchers) watcher();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}
