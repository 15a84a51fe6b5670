import { Trans, useLingui } from "@lingui/react/macro";
import { Modal, Select } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { useUndo } from "../shell/toasts.tsx";
import { Form, Submit, TextField, useField } from "../ui/form.tsx";
import style from "./desk-dialog.module.css";
import { useDuration } from "./duration.ts";
import type { Desk } from "./team-api.ts";

const colours = ["#2f7d6d", "#c2553a", "#7a5aa6", "#a97b12", "#2d6da3", "#b0507a", "#5b7a2e", "#6b625a"];
const promises = [30, 60, 120, 240, 480, 960, 2400];

/** Makes a desk, or changes one; a change can be undone. */
export function DeskDialog({
  desk,
  open,
  onClose,
}: {
  desk: Desk | undefined;
  open: boolean;
  onClose(): void;
}) {
  const { t } = useLingui();
  const undoable = useUndo();
  const [color, setColor] = useState(desk?.color ?? colours[0] ?? "");
  const [promise, setPromise] = useState(String(desk?.promiseMinutes ?? (desk ? "" : 240)));
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["desks"] });
  const change = (body: { name: string; color: string; promiseMinutes: number | null }) =>
    unwrap(
      desk
        ? api.PATCH("/desks/{id}", { params: { path: { id: desk.id } }, body })
        : api.POST("/desks", { body }),
    );
  const save = useMutation({
    mutationFn: change,
    async onSuccess({ name }) {
      await refresh();
      onClose();
      if (!desk) return;
      const before = { name: desk.name, color: desk.color, promiseMinutes: desk.promiseMinutes };
      undoable(t`The desk ${name} was changed.`, () => change(before).then(refresh));
    },
  });
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={desk ? desk.name : t`New desk`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <Form
        error={save.error}
        busy={save.isPending}
        onSubmit={({ name = "" }) =>
          save.mutate({ name, color, promiseMinutes: promise ? Number(promise) : null })
        }
      >
        <TextField
          name="name"
          label={t`Name`}
          defaultValue={desk?.name ?? ""}
          maxLength={120}
          autoComplete="off"
          data-autofocus
        />
        <fieldset className={style.colours}>
          <legend>
            <Trans>Colour</Trans>
          </legend>
          {[...new Set([...colours, color])].map((one, index) => (
            <label key={one} className={style.colour} style={{ background: one }}>
              <input
                type="radio"
                name="shade"
                value={one}
                checked={color === one}
                onChange={() => setColor(one)}
                aria-label={t`Colour ${index + 1}`}
              />
            </label>
          ))}
        </fieldset>
        <PromiseField value={promise} onChange={setPromise} />
        <Submit>{desk ? <Trans>Save</Trans> : <Trans>Make the desk</Trans>}</Submit>
      </Form>
    </Modal>
  );
}

function PromiseField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useLingui();
  const duration = useDuration();
  const field = useField("promiseMinutes");
  const all = [...new Set([...promises, ...(value ? [Number(value)] : [])])].sort((a, b) => a - b);
  return (
    <Select
      {...field}
      label={t`Promised answer time`}
      description={t`Counted in the working hours of the desk's people, so nights and holidays do not count.`}
      value={value}
      onChange={(next) => onChange(next ?? "")}
      allowDeselect={false}
      data={[
        { value: "", label: t`No promise` },
        ...all.map((minutes) => ({ value: String(minutes), label: duration(minutes) })),
      ]}
    />
  );
}
