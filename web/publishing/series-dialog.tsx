import { useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import style from "./repeat-panel.module.css";

export type Whom = "this" | "following" | "all";

/** For which posts of a series a change is meant. */
export function SeriesDialog({
  only,
  onChoose,
  onClose,
}: {
  /** Whether it may be for this post alone. */
  only: boolean;
  onChoose(whom: Whom): void;
  onClose(): void;
}) {
  const { t } = useLingui();
  const choices: Array<[Whom, string, string]> = [
    ["this", t`Only this one`, t`The others stay as they are.`],
    ["following", t`This one and those that follow`, t`Those before it stay as they are.`],
    ["all", t`All of them`, t`All that are not out yet.`],
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`It is one of a series. Which of them do you mean?`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <div className={style.whom}>
        {choices
          .filter(([whom]) => only || whom !== "this")
          .map(([whom, label, says]) => (
            <Button
              key={whom}
              variant="default"
              fullWidth
              justify="flex-start"
              classNames={{ root: style.choice ?? "", label: style.choiceLabel ?? "" }}
              onClick={() => onChoose(whom)}
            >
              <strong>{label}</strong>
              <span>{says}</span>
            </Button>
          ))}
      </div>
      <p className={style.says}>
        {t`What you changed in another one by itself stays, and so does what is out.`}
      </p>
    </Modal>
  );
}
