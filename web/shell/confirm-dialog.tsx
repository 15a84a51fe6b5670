import { Trans } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import style from "./confirm.module.css";
import { type Asked, settle } from "./confirm.tsx";

/** The dialog of `confirm`, loaded when the first question is asked. */
export function ConfirmDialog({ question, open }: { question: Asked; open: boolean }) {
  return (
    <Modal
      opened={open}
      onClose={() => settle(false)}
      title={question.title}
      withCloseButton={false}
      size="sm"
    >
      <div className={style.body}>{question.body}</div>
      <div className={style.answers}>
        <Button variant="default" onClick={() => settle(false)} data-autofocus={question.danger || undefined}>
          <Trans>Cancel</Trans>
        </Button>
        <Button
          color={question.danger ? "bad" : "accent"}
          onClick={() => settle(true)}
          data-autofocus={question.danger ? undefined : true}
        >
          {question.yes}
        </Button>
      </div>
    </Modal>
  );
}
