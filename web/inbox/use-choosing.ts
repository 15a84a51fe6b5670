import { useEffect, useRef, useState } from "react";
import { activeIndex, extend, stepFrom, toggle } from "./list-keys.ts";
import type { ConversationRow } from "./shapes.ts";

export interface Choosing {
  /** The active row: where the keys are. */
  index: number;
  active: ConversationRow | undefined;
  chosen: ReadonlySet<string>;
  activate(id: string): void;
  /** The row one step away, made active. */
  step(by: 1 | -1): { row: ConversationRow; index: number } | undefined;
  /** Adds or takes a row; with `range`, everything from the last chosen one to it. */
  choose(id: string, range: boolean): void;
  chooseAll(): void;
  clear(): void;
}

/** Which row is active and which are chosen. `list` names the list: another list begins with nothing chosen. */
export function useChoosing(rows: readonly ConversationRow[], list: string, openId?: string): Choosing {
  const [active, setActive] = useState<string | undefined>(openId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string>(undefined);
  const lastIndex = useRef(0);
  const ids = rows.map((row) => row.id);
  const index = activeIndex(ids, active, lastIndex.current);
  lastIndex.current = index;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is the reason to begin anew
  useEffect(() => {
    setChosen(new Set());
    anchor.current = undefined;
  }, [list]);
  useEffect(() => {
    if (openId) setActive(openId);
  }, [openId]);

  return {
    index,
    active: rows[index],
    chosen,
    activate: setActive,
    step(by) {
      const to = stepFrom(ids, active, lastIndex.current, by);
      const row = rows[to];
      if (!row) return undefined;
      setActive(row.id);
      return { row, index: to };
    },
    choose(id, range) {
      const from = anchor.current ?? active;
      anchor.current = id;
      // The next step goes on from here, also when no key has moved yet.
      setActive(id);
      setChosen((now) => (range ? extend(now, ids, from, id) : toggle(now, id)));
    },
    chooseAll: () => setChosen(new Set(ids)),
    clear: () => setChosen(new Set()),
  };
}
