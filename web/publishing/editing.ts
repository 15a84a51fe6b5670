/** Writing a post: what stands in the fields, kept on the server by itself, and what another wrote meanwhile. */
import { useSyncExternalStore } from "react";
import type { Content } from "../../src/publishing/content.ts";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { changesBetween, contentIn, type Doc, docOf, type Key, meet } from "./doc.ts";
import { keepPost, type Post } from "./posts-api.ts";

const rest = 600; // ms after the last key
const again = 4_000; // ms, when no answer came

export type Kept = "kept" | "waits" | "keeping" | "unreached" | "refused";
export interface EditingState {
  doc: Doc;
  kept: Kept;
  /** Why the server would not take it. */
  refused: string | undefined;
  /** What another wrote, by the key where we wrote too. */
  conflicts: ReadonlyMap<Key, unknown>;
}
export type Editing = ReturnType<typeof openEditing>;

export function openEditing(post: Post) {
  let saved: Doc = docOf(post);
  let version = post.version;
  let state: EditingState = { doc: saved, kept: "kept", refused: undefined, conflicts: new Map() };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  const watchers = new Set<() => void>();
  const contents = new Map<string | null, { of: Doc; content: Content }>();

  function become(next: Partial<EditingState>): void {
    state = { ...state, ...next };
    for (const watcher of watchers) watcher();
  }
  const pending = () => changesBetween(saved, state.doc, new Set(state.conflicts.keys()));
  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  };

  async function save(): Promise<void> {
    const changes = pending();
    if (changes.length === 0) return become({ kept: "kept", refused: undefined });
    const sent = state.doc;
    become({ kept: "keeping" });
    try {
      const answer = await unwrap(
        api.PATCH("/posts/{id}", {
          params: { path: { id: post.id } },
          body: { changes: changes.map(({ change }) => change) as never },
        }),
      );
      const conflicts = new Map(state.conflicts);
      for (const { change, stands } of answer.conflicts) {
        const key = changes[change]?.key;
        if (key) conflicts.set(key, stands);
      }
      const met = meet({ doc: state.doc, saved }, docOf(answer.post), sent, new Set(conflicts.keys()));
      saved = met.saved;
      version = answer.post.version;
      become({ doc: met.doc, conflicts, refused: undefined });
      keepPost(answer.post);
      if (pending().length > 0) {
        become({ kept: "waits" });
        later(rest);
      } else become({ kept: "kept" });
    } catch (error) {
      if (error instanceof ApiError && error.status > 0 && error.status < 500)
        return become({ kept: "refused", refused: error.message });
      become({ kept: "unreached" });
      later(again);
    }
  }

  /** Keeps what is written now; answers whether all of it stands on the server. */
  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    while (running) await running;
    running = save().finally(() => {
      running = undefined;
    });
    await running;
    return pending().length === 0 && state.conflicts.size === 0;
  }

  function set(key: Key, value: unknown): void {
    become({ doc: { ...state.doc, [key]: value }, kept: "waits" });
    later(rest);
  }

  return {
    id: post.id,
    subscribe: (watcher: () => void) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    state: () => state,
    set,
    flush,
    unkept: () => state.kept !== "kept" || pending().length > 0,
    /** What others did, as it comes in. */
    take(from: Post): void {
      if (from.version < version) return;
      version = from.version;
      const met = meet({ doc: state.doc, saved }, docOf(from));
      saved = met.saved;
      const asked = [...state.conflicts].filter(([key]) => key in met.doc);
      const conflicts = asked.length === state.conflicts.size ? state.conflicts : new Map(asked);
      become({ doc: met.doc, conflicts });
    },
    /** Chooses between the two texts of a field. */
    settle(key: Key, theirs: boolean): void {
      const conflicts = new Map(state.conflicts);
      const standing = conflicts.get(key);
      conflicts.delete(key);
      saved = { ...saved, [key]: standing };
      become({ conflicts });
      set(key, theirs ? standing : state.doc[key]);
    },
    /** The same object as long as nothing in it changes. */
    content(channelId: string | null): Content {
      const last = contents.get(channelId);
      if (last?.of === state.doc) return last.content;
      const next = contentIn(state.doc, channelId);
      const kept = last && sameFields(last.content, next) ? last.content : next;
      contents.set(channelId, { of: state.doc, content: kept });
      return kept;
    },
  };
}

const sameFields = (one: Content, other: Content): boolean => {
  const keys = Object.keys({ ...one, ...other }) as (keyof Content)[];
  return keys.every((key) => one[key] === other[key]);
};

/** One thing of it; the component draws itself again when that changes, and only then. */
export const useEditing = <T>(editing: Editing, pick: () => T): T =>
  useSyncExternalStore(editing.subscribe, pick);
export const useValue = (editing: Editing, key: Key): unknown =>
  useEditing(editing, () => editing.state().doc[key]);
export const useContent = (editing: Editing, channelId: string | null): Content =>
  useEditing(editing, () => editing.content(channelId));
