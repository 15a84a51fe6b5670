import { useLingui } from "@lingui/react/macro";
import { Button, Modal, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { askOf } from "./ask.ts";
import style from "./choose-dialog.module.css";
import { ChooseDialog } from "./choose-dialog.tsx";
import { deskMark } from "./desk-mark.tsx";
import type { Names } from "./names.ts";
import type { ConversationPage } from "./shapes.ts";

/** To which desk, and why: the next one reads the reason first. A hand-back goes where it came from. */
export function HandDialog({
  back,
  id,
  from,
  names,
  onHand,
  onClose,
}: {
  back: boolean;
  id: string;
  from: string | null;
  names: Names;
  onHand(deskId: string, reason: string): void;
  onClose(): void;
}) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<string>();
  const [reason, setReason] = useState("");
  const page = useQuery({
    queryKey: ["hand-back", id],
    queryFn: () => askOf<ConversationPage>("get", "/conversations/{id}", id),
    enabled: back,
    staleTime: 0,
  }).data;
  const to = back ? (page?.mayHandBack ?? undefined) : chosen;
  const desk = names.desk(to ?? null);
  if (!back && !chosen)
    return (
      <ChooseDialog
        title={t`To which desk?`}
        onClose={onClose}
        onChoose={setChosen}
        choices={names.desks
          .filter((one) => one.id !== from)
          .map((one) => ({ id: one.id, label: one.name, mark: deskMark(one.color) }))}
      />
    );
  const hand = () => desk && reason.trim() !== "" && onHand(desk.id, reason.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    hand();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") hand();
  };
  const nowhere = back && page && !page.mayHandBack;
  const name = desk?.name ?? "…";
  return (
    <Modal
      opened
      onClose={onClose}
      title={back ? t`Hand back to ${name}` : t`Hand over to ${name}`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      {nowhere ? (
        <p>{t`It came from no other desk.`}</p>
      ) : (
        <form className={style.fields} onSubmit={submit}>
          <Textarea
            label={t`Why?`}
            description={t`The desk reads this first.`}
            rows={4}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={onKeyDown}
            data-autofocus
          />
          <div className={style.answers}>
            <Button variant="default" onClick={onClose}>
              {t`Cancel`}
            </Button>
            <Button type="submit" disabled={!desk || reason.trim() === ""}>
              {back ? t`Hand back` : t`Hand over`}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
