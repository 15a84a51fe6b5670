import { createStore } from "../shell/store.ts";
import type { Question } from "./shapes.ts";

/** What is asked of a teammate in a dialog, about which conversations. */
export type Dialog =
  | { kind: "assign" | "close" | "snooze" | "priority" | "hand-over" | "hand-back"; ids: readonly string[] }
  | { kind: "save-view"; question: Question }
  | { kind: "change-view"; id: string };

export const dialog = createStore<Dialog | undefined>(undefined);
export const searchOpen = createStore(false);
/** The views, over the list, where there is no room for them beside it. */
export const viewsOpen = createStore(false);
