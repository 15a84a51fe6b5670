import { Trans } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { createStore } from "./store.ts";
import style from "./confirm.module.css";

export interface Question {
  title: string;
  /** What will happen, and whether it can be undone. */
  body?: ReactNode;
  /** The verb itself: "Disconnect", never "OK". */
  yes: string;
  /** Colours the verb as something that takes away. */
  danger?: boolean;
}
interface Asked extends Question {
  answer(yes: boolean): void;
}
const asked = createStore<{ question: Asked | undefined; open: boolean }>({ question: undefined, open: false });

/** Asks before something that cannot be undone. `if (await confirm({ title, body, yes })) …`. Prefer undo to asking. */
export function confirm(question: Question): Promise<boolean> {
  asked.get().question?.answer(false);
  return new Promise((answer) => asked.set({ question: { ...question, answer }, open: true }));
}

export function ConfirmHost() {
  const { question, open } = asked.use();
  const close = (yes: boolean) => {
    question?.answer(yes);
    asked.set((now) => ({ ...now, open: false }));
  };
  return (
    <Modal opened={open} onClose={() => close(false)} title={question?.title} withCloseButton={false} size="sm">
      <div className={style.body}>{question?.body}</div>
      <div className={style.answers}>
        <Button variant="default" onClick={() => close(false)} data-autofocus={question?.danger || undefined}>
          <Trans>Cancel</Trans>
        </Button>
        <Button
          color={question?.danger ? "bad" : "accent"}
          onClick={() => close(true)}
          data-autofocus={question?.danger ? undefined : true}
        >
          {question?.yes}
        </Button>
      </div>
    </Modal>
  );
}
