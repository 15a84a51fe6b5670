import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Modal } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { queryClient } from "../api/query.ts";
import { confirm } from "../shell/confirm.tsx";
import { Note } from "../ui/note.tsx";
import { addPillar, changePillar, dropPillar, type Pillar, pillarsQuery } from "./calendar-api.ts";
import style from "./pillars-dialog.module.css";

/** The few themes that the brand speaks about: their names, colours and order. */
export function PillarsDialog({ onClose }: { onClose(): void }) {
  const { t } = useLingui();
  const pillars = useQuery(pillarsQuery).data ?? [];
  const change = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: pillarsQuery.queryKey }),
  });
  /** Writes the order as it is to be; only what stands elsewhere is written. */
  const swap = (at: number, by: number) =>
    change.mutate(async () => {
      const next = [...pillars];
      const [one] = next.splice(at, 1);
      if (one) next.splice(at + by, 0, one);
      for (const [position, each] of next.entries())
        if (each.position !== position) await changePillar(each.id, { position });
    });
  const drop = async (pillar: Pillar) => {
    const sure = await confirm({
      title: t`Remove the pillar ${pillar.name}?`,
      body: t`Its posts stay, without a pillar.`,
      yes: t`Remove`,
      danger: true,
    });
    if (sure) change.mutate(() => dropPillar(pillar.id));
  };
  return (
    <Modal opened onClose={onClose} title={t`Pillars`} closeButtonProps={{ "aria-label": t`Close` }}>
      <p className={style.lead}>
        <Trans>The few themes you speak about. Every post can belong to one.</Trans>
      </p>
      <ul className={style.list}>
        {pillars.map((pillar, at) => (
          <li key={pillar.id}>
            <input
              type="color"
              aria-label={t`Colour of ${pillar.name}`}
              defaultValue={pillar.color}
              onBlur={(event) => {
                const color = event.target.value;
                if (color !== pillar.color) change.mutate(() => changePillar(pillar.id, { color }));
              }}
            />
            <input
              key={pillar.name}
              className={style.name}
              aria-label={t`Name of ${pillar.name}`}
              defaultValue={pillar.name}
              maxLength={60}
              onBlur={(event) => {
                const name = event.target.value.trim();
                if (name && name !== pillar.name) change.mutate(() => changePillar(pillar.id, { name }));
              }}
              onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
            />
            <ActionIcon
              variant="subtle"
              aria-label={t`Move ${pillar.name} up`}
              disabled={at === 0 || change.isPending}
              onClick={() => swap(at, -1)}
            >
              <IconArrowUp size={16} stroke={1.7} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              aria-label={t`Move ${pillar.name} down`}
              disabled={at === pillars.length - 1 || change.isPending}
              onClick={() => swap(at, 1)}
            >
              <IconArrowDown size={16} stroke={1.7} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="bad"
              aria-label={t`Remove ${pillar.name}`}
              onClick={() => void drop(pillar)}
            >
              <IconTrash size={16} stroke={1.7} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {change.error && <Note tone="bad">{change.error.message}</Note>}
      <form
        className={style.add}
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const values = new FormData(form);
          const draft = { name: String(values.get("name")).trim(), color: String(values.get("color")) };
          if (draft.name) change.mutate(() => addPillar(draft), { onSuccess: () => form.reset() });
        }}
      >
        <input type="color" name="color" aria-label={t`Colour of the new pillar`} defaultValue="#2f7d6d" />
        <input
          className={style.name}
          name="name"
          aria-label={t`Name of the new pillar`}
          placeholder={t`A new pillar`}
          maxLength={60}
          required
        />
        <Button type="submit" variant="default" loading={change.isPending}>
          <Trans>Add</Trans>
        </Button>
      </form>
    </Modal>
  );
}
