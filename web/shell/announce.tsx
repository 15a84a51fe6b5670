import { createStore } from "./store.ts";

const spoken = createStore({ text: "", turn: 0 });

/** Says a sentence to screen readers, politely, without showing it: "3 new conversations". */
export function announce(text: string): void {
  spoken.set((now) => ({ text, turn: now.turn + 1 }));
}

/** Two regions taking turns, so that the same sentence is spoken again. */
export function Announcer() {
  const { text, turn } = spoken.use();
  return (
    <div className="visually-hidden">
      <div aria-live="polite">{turn % 2 === 0 ? text : ""}</div>
      <div aria-live="polite">{turn % 2 === 1 ? text : ""}</div>
    </div>
  );
}
