import { createStore } from "../shell/store.ts";

/** A wish to write in a conversation, by key or button: the composer there opens in that mode and takes the focus. */
export const composing = createStore<
  { id: string; mode: "reply" | "note"; targetId?: string; turn: number } | undefined
>(undefined);

export const write = (id: string, mode: "reply" | "note", targetId?: string): void =>
  composing.set((now) => ({ id, mode, ...(targetId ? { targetId } : {}), turn: (now?.turn ?? 0) + 1 }));
