/**
 * Live updates: one server-sent stream per workspace. A message names a topic and the ids that changed; modules say
 * with `onLive` what that means for their cached queries. After any gap everything on screen is asked for again.
 */
import { queryClient } from "./query.ts";

export interface LiveMessage {
  topic: string;
  ids: string[];
  [detail: string]: unknown;
}
export type LiveState = "online" | "reconnecting" | "offline";
type Handler = (message: LiveMessage) => void;

const handlers = new Map<string, Set<Handler>>();
const watchers = new Set<() => void>();
let state: LiveState = "online";
let source: EventSource | undefined;
let workspace: string | undefined;
let lastId = "";
let pause = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let gap = false;

/** Calls `handler` for every message of `topic` ("*" for all). Returns the way to stop. */
export function onLive(topic: string, handler: Handler): () => void {
  const set = handlers.get(topic) ?? new Set();
  handlers.set(topic, set.add(handler));
  return () => set.delete(handler);
}

/** For a topic whose every message means: ask again for the queries under `queryKey`. */
export const refetchOnLive = (topic: string, queryKey: readonly unknown[]): (() => void) =>
  onLive(topic, () => void queryClient.invalidateQueries({ queryKey }));

export const liveState = (): LiveState => state;
export function watchLive(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function become(next: LiveState): void {
  if (state === next) return;
  state = next;
  for (const watcher of watchers) watcher();
}

function receive(event: MessageEvent<string>): void {
  if (event.lastEventId) lastId = event.lastEventId;
  let message: LiveMessage;
  try {
    message = JSON.parse(event.data) as LiveMessage;
  } catch {
    return;
  }
  // The server lost its own thread for a moment: whatever is on the screen may be old.
  if (message.topic === "missed") return void queryClient.invalidateQueries();
  for (const key of [message.topic, "*"]) for (const handler of handlers.get(key) ?? []) handler(message);
}

/** 1 s, 2 s, 4 s … 30 s, each up to a quarter longer so that many browsers do not come back at the same moment. */
export function nextPause(previous: number, random: number): number {
  return Math.round(Math.min(30_000, Math.max(1_000, previous * 2)) * (1 + random / 4));
}

function open(): void {
  clearTimeout(timer);
  if (!workspace) return;
  const query = new URLSearchParams({ workspace, ...(lastId ? { lastEventId: lastId } : {}) });
  const stream = new EventSource(`/api/live?${query}`);
  source = stream;
  stream.onmessage = receive;
  stream.onopen = () => {
    pause = 0;
    become("online");
    if (gap) void queryClient.invalidateQueries();
    gap = false;
  };
  stream.onerror = () => {
    // The browser's own retries neither grow nor tell us of a gap: close and come back ourselves.
    stream.close();
    if (source !== stream) return;
    gap = true;
    become(navigator.onLine ? "reconnecting" : "offline");
    pause = nextPause(Math.min(pause, 30_000), Math.random());
    timer = setTimeout(open, pause);
  };
}

function comeBack(): void {
  if (state === "online") return;
  pause = 0;
  source?.close();
  open();
}

/** Starts (or moves) the stream to a workspace; undefined stops it. */
export function connectLive(id: string | undefined): void {
  if (id === workspace) return;
  source?.close();
  source = undefined;
  clearTimeout(timer);
  workspace = id;
  lastId = "";
  gap = false;
  pause = 0;
  if (id) open();
  else become("online");
}

if (typeof window !== "undefined") {
  window.addEventListener("online", comeBack);
  window.addEventListener("offline", () => {
    gap = true;
    become("offline");
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") comeBack();
  });
}
