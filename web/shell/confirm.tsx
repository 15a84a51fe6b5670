import { lazy, type ReactNode, Suspense } from "react";
import { createStore } from "./store.ts";

const ConfirmDialog = lazy(() => import("./confirm-dialog.tsx").then((m) => ({ default: m.ConfirmDialog })));

export interface Question {
  title: string;
  /** What will happen, and whether it can be undone. */
  body?: ReactNode;
  /** The verb itself: "Disconnect", never "OK". */
  yes: string;
  /** Colours the verb as something that takes away. */
  danger?: boolean;
}
export interface Asked extends Question {
  answer(yes: boolean): void;
}
const asked = createStore<{ question: Asked | undefined; open: boolean }>({
  question: undefined,
  open: false,
});

/** Asks before something that cannot be undone. `if (await confirm({ title, body, yes })) …`. Prefer undo to asking. */
export function confirm(question: Question): Promise<boolean> {
  asked.get().question?.answer(false);
  return new Promise((answer) => asked.set({ question: { ...question, answer }, open: true }));
}

export function settle(yes: boolean): void {
  asked.get().question?.answer(yes);
  asked.set((now) => ({ ...now, open: false }));
}

export function ConfirmHost() {
  const { question, open } = asked.use();
  return <Suspense>{question && <ConfirmDialog question={question} open={open} />}</Suspense>;
}
