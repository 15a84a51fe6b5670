import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, NumberInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../api/query.ts";
import { toast } from "../shell/toasts.tsx";
import { Note } from "../ui/note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { spacingQuery, writeSpacing } from "./calendar-api.ts";
import style from "./spacing-dialog.module.css";

type Spacing = Awaited<ReturnType<typeof writeSpacing>>;

/** How far apart posts are to be before somebody is told. */
export function SpacingDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui();
  const { data } = useQuery(spacingQuery);
  return (
    <Modal opened onClose={onClose} title={t`How far apart`} closeButtonProps={{ "aria-label": t`Close` }}>
      {data ? <Form stood={data} onSaved={onClose} /> : <Skeleton lines={3} />}
    </Modal>
  );
}

function Form({ stood, onSaved }: { stood: Spacing; onSaved(): void }) {
  const { t } = useLingui();
  const [spacing, setSpacing] = useState(stood);
  const save = useMutation({
    mutationFn: () => writeSpacing(spacing),
    async onSuccess(written) {
      queryClient.setQueryData(spacingQuery.queryKey, written);
      await queryClient.invalidateQueries({ queryKey: ["calendar-warnings"] });
      toast({ message: t`It is kept.` });
      onSaved();
    },
  });
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p>
        <Trans>Who plans is told when posts come closer than this. Nothing is held for it.</Trans>
      </p>
      <NumberInput
        label={t`Minutes between two posts of one channel`}
        description={t`0: nobody is told`}
        min={0}
        max={1440}
        clampBehavior="strict"
        allowDecimal={false}
        value={spacing.minutes}
        onChange={(minutes) => setSpacing({ ...spacing, minutes: Number(minutes) || 0 })}
      />
      <NumberInput
        label={t`Days before nearly the same words come again`}
        description={t`0: nobody is told`}
        min={0}
        max={365}
        clampBehavior="strict"
        allowDecimal={false}
        value={spacing.days}
        onChange={(days) => setSpacing({ ...spacing, days: Number(days) || 0 })}
      />
      {save.error && <Note tone="bad">{save.error.message}</Note>}
      <Button type="submit" loading={save.isPending}>
        <Trans>Save</Trans>
      </Button>
    </form>
  );
}
