import { type ReactNode, useEffect, useId, useRef } from "react";
import { createStore } from "./store.ts";

/** Something a person can ask for in the palette (Ctrl/⌘ K). */
export interface Command {
  /** Stable and unique, `module.verb`. A later registration of the same id wins while it is mounted. */
  id: string;
  label: string;
  /** Further words to find it by, not shown. */
  keywords?: string;
  /** A heading in the palette; commands without one stand under "Here". */
  group?: string;
  icon?: ReactNode;
  /** Shown at the right, as in `useShortcuts`: "g i". Registering the shortcut itself is separate. */
  keys?: string;
  run(): void;
}

const registered = createStore<ReadonlyMap<string, readonly Command[]>>(new Map());
export const paletteOpen = createStore(false);

/** Offers commands in the palette while the calling component is mounted. `run` always sees the latest render. */
export function useCommands(commands: readonly Command[]): void {
  const owner = useId();
  const latest = useRef(commands);
  latest.current = commands;
  const signature = commands
    .map((c) => `${c.id}\u0000${c.label}\u0000${c.keywords}\u0000${c.group}\u0000${c.keys}`)
    .join("\u0001");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the array, which is new on every render
  useEffect(() => {
    const stable = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find((c) => c.id === command.id)?.run(),
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

/** Every command on offer now, later registrations first. */
export function useOfferedCommands(): readonly Command[] {
  const byId = new Map<string, Command>();
  for (const commands of [...registered.use().values()].reverse()) {
    for (const command of commands) if (!byId.has(command.id)) byId.set(command.id, command);
  }
  return [...byId.values()];
}
