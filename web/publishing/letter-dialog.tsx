import { useLingui } from "@lingui/react/macro";
import { Modal } from "@mantine/core";
import style from "./letter.module.css";
import type { Letter } from "./letter-api.ts";
import { Envelope } from "./letter-envelope.tsx";
import { LetterFrame } from "./letter-frame.tsx";

/** The mail on a large screen, and its plain text beside it: some read only that. */
export function LetterDialog({ letter, onClose }: { letter: Letter; onClose(): void }) {
  const { t } = useLingui();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`How the mail will look`}
      size="76rem"
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <div className={style.both}>
        <section className={style.sheet} aria-label={t`The mail, on a large screen`}>
          <Envelope letter={letter} />
          <LetterFrame html={letter.html} subject={letter.subject} />
        </section>
        <section className={style.plain} aria-labelledby="plain-text">
          <h3 id="plain-text">{t`As plain text`}</h3>
          <pre>{letter.text}</pre>
        </section>
      </div>
    </Modal>
  );
}
