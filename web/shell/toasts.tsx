import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { useShortcuts } from "./shortcuts.ts";
import { createStore } from "./store.ts";
import style from "./toasts.module.css";

export interface Toast {
  message: string;
  tone?: "plain" | "good" | "bad";
  action?: { label: string; run(): unknown };
}
const shown = createStore<readonly (Toast & { id: number })[]>([]);
let lastId = 0;
const lasts = 8_000; // ms; a toast with an action waits while the pointer or the focus is on it

/** Shows a short sentence at the foot of the screen; at most three stand at once. Returns the way to take it away. */
export function toast(next: Toast): () => void {
  const id = ++lastId;
  shown.set((now) => [...now, { ...next, id }].slice(-3));
  return () => dismiss(id);
}
const dismiss = (id: number) => shown.set((now) => now.filter((one) => one.id !== id));

/** Says what was done and offers to undo it, by button and by `z`: `const undoable = useUndo()`, `undoable("Closed.", reopen)`. */
export function useUndo(): (message: string, undo: () => unknown) => void {
  const { t } = useLingui();
  return (message, undo) => toast({ message, action: { label: t`Undo`, run: undo } });
}

export function Toasts() {
  const { t } = useLingui();
  const toasts = shown.use();
  const last = toasts.findLast((one) => one.action);
  const act = (one: (typeof toasts)[number]) => {
    dismiss(one.id);
    one.action?.run();
  };
  useShortcuts([
    {
      keys: "z",
      label: t`Undo the last change`,
      group: t`Everywhere`,
      enabled: !!last,
      run: () => last && act(last),
    },
  ]);
  return (
    <section className={style.toasts} aria-label={t`Notices`} role="status">
      {toasts.map((one) => (
        <OneToast key={one.id} one={one} onAct={() => act(one)} />
      ))}
    </section>
  );
}

function OneToast({ one, onAct }: { one: Toast & { id: number }; onAct: () => void }) {
  const { t } = useLingui();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(one.id), lasts);
    return () => clearTimeout(timer);
  }, [held, one.id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: resting the pointer here only holds the clock
    <div
      className={style.toast}
      data-tone={one.tone ?? "plain"}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={style.message}>{one.message}</span>
      {one.action && (
        <button type="button" className={style.action} onClick={onAct}>
          {one.action.label}
        </button>
      )}
      <button type="button" className={style.close} onClick={() => dismiss(one.id)} aria-label={t`Dismiss`}>
        ×
      </button>
    </div>
  );
}
