import { Trans } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import { createStore } from "../shell/store.ts";
import style from "./which-time.module.css";

export interface Way<T> {
  label: string;
  value: T;
}
interface Asked {
  title: string;
  why: string;
  ways: Way<unknown>[];
  answer(value: unknown): void;
}
const asked = createStore<Asked | undefined>(undefined);

/** Asks which of a few times is meant; undefined where nobody says. */
export function askWhich<T>(title: string, why: string, ways: Way<T>[]): Promise<T | undefined> {
  asked.get()?.answer(undefined);
  return new Promise((resolve) =>
    asked.set({
      title,
      why,
      ways,
      answer(value) {
        asked.set(undefined);
        resolve(value as T | undefined);
      },
    }),
  );
}

/** The question of `askWhich`, where one stands. */
export function WhichTime() {
  const question = asked.use();
  if (!question) return null;
  return (
    <Modal
      opened
      onClose={() => question.answer(undefined)}
      title={question.title}
      withCloseButton={false}
      size="sm"
    >
      <p className={style.why}>{question.why}</p>
      <div className={style.ways}>
        {question.ways.map(({ label, value }, at) => (
          <Button
            key={label}
            variant="default"
            data-autofocus={at === 0 || undefined}
            onClick={() => question.answer(value)}
          >
            {label}
          </Button>
        ))}
        <Button variant="subtle" onClick={() => question.answer(undefined)}>
          <Trans>Leave it where it was</Trans>
        </Button>
      </div>
    </Modal>
  );
}
