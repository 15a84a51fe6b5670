import { useEffect, useId, useRef } from "react";
import { spell, worksWhileTyping } from "./keys.ts";
import { createStore } from "./store.ts";

export interface Shortcut {
  /** "j", "shift+j", "?", "mod+Enter", "g i". See keys.ts. */
  keys: string;
  /** What it does, for the help. */
  label: string;
  /** A heading in the help; without one it stands under "Here". */
  group?: string;
  /** False leaves the key alone for now (and it stays in the help). */
  enabled?: boolean;
  /** "page" (the default) rests while a dialog is open; "dialog" works only then; "always" both. */
  scope?: "page" | "dialog" | "always";
  /** Return false to leave the key to the browser. */
  run(event: KeyboardEvent): unknown;
}

const registered = createStore<ReadonlyMap<string, readonly Shortcut[]>>(new Map());
export const helpOpen = createStore(false);
const patience = 1_200; // ms that a sequence waits for its next key

/** Listens for shortcuts while the calling component is mounted; the latest registered wins. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const owner = useId();
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const signature = shortcuts
    .map((s) => `${s.keys}\u0000${s.label}\u0000${s.group}\u0000${s.enabled}\u0000${s.scope}`)
    .join("\u0001");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the array, which is new on every render
  useEffect(() => {
    const stable = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: (event: KeyboardEvent) => latest.current[index]?.run(event),
    }));
    registered.set((now) => new Map(now).set(owner, stable));
    return () =>
      registered.set((now) => {
        const next = new Map(now);
        next.delete(owner);
        return next;
      });
  }, [owner, signature]);
}

export const useListedShortcuts = (): readonly Shortcut[] => [...registered.use().values()].flat();

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches(
      "textarea, select, [role=textbox], input:not([type=checkbox], [type=radio], [type=button])",
    ));

/** A control that has its own use for Enter, Space and arrows keeps them. */
const keepsKey = (target: EventTarget | null, key: string): boolean =>
  target instanceof HTMLElement &&
  /^(Enter|Space|Arrow\w+|Home|End)$/.test(key) &&
  target.matches(
    "button, a[href], summary, [role=menuitem], [role=option], [role=tab], input, [role=slider]",
  );

let typed: string[] = [];
let typedAt = 0;

/** The one listener of the app; the shell adds it to the document. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || /^(Shift|Control|Alt|Meta|Dead)$/.test(event.key))
    return;
  const key = spell(event);
  if (keepsKey(event.target, key)) return;
  if (event.timeStamp - typedAt > patience) typed = [];
  typedAt = event.timeStamp;
  typed = [...typed, key].slice(-3);
  const inDialog = document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
  const inField = typing(event.target);
  const all = [...registered.get().values()].flat().reverse();
  const usable = all.filter(({ keys, scope = "page", enabled = true }) => {
    if (!enabled || (inField && !worksWhileTyping(keys))) return false;
    return scope === "always" || (scope === "dialog") === inDialog;
  });
  // The longest sequence that has just been completed wins: after "g", "i" means "g i" and not "i".
  for (let length = typed.length; length > 0; length--) {
    const sequence = typed.slice(-length).join(" ");
    const hit = usable.find((shortcut) => shortcut.keys === sequence);
    if (hit && hit.run(event) !== false) {
      event.preventDefault();
      typed = [];
      return;
    }
  }
}
