/**
 * Live updates: what changed, told to every open browser of a workspace. Fed by the outbox relay through the
 * database's notifications, so that any number of web processes hear it.
 */
import type { Database } from "./database.ts";
import { newId } from "./ids.ts";
import { log } from "./log.ts";

export const liveChannel = "rapport_live";
/** A notification of PostgreSQL holds less than 8000 bytes: beyond that only the topic is told, and listeners read again. */
const mostBytes = 7500;

export interface LiveMessage {
  id: string;
  workspaceId: string;
  topic: string;
  /** Empty: many, read the topic again. */
  ids: string[];
}

export function liveNotification(message: Omit<LiveMessage, "id">): string {
  const text = JSON.stringify({ id: newId(), ...message });
  return text.length < mostBytes ? text : JSON.stringify({ id: newId(), ...message, ids: [] });
}

export interface Live {
  /** Hears a workspace's messages. An undefined message means: something may have been missed, read everything again. */
  hear(workspaceId: string, listener: (message: LiveMessage | undefined) => void): () => void;
  close(): void;
}

export async function openLive(database: Database): Promise<Live> {
  const listeners = new Map<string, Set<(message: LiveMessage | undefined) => void>>();
  const stop = await database.listen(liveChannel, (payload) => {
    if (payload === "") {
      for (const set of listeners.values()) for (const listener of set) listener(undefined);
      return;
    }
    try {
      const message = JSON.parse(payload) as LiveMessage;
      for (const listener of listeners.get(message.workspaceId) ?? []) listener(message);
    } catch (error) {
      log.warn({ error }, "a live message could not be read");
    }
  });
  return {
    hear(workspaceId, listener) {
      const set = listeners.get(workspaceId) ?? new Set();
      set.add(listener);
      listeners.set(workspaceId, set);
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(workspaceId);
      };
    },
    close: stop,
  };
}
