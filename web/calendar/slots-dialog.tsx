import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Modal, Select } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../api/query.ts";
import type { Channel } from "../channels/channels-api.ts";
import { toast } from "../shell/toasts.tsx";
import { type Weekday, weekdays } from "../team/week.ts";
import { zoneName } from "../team/zones.ts";
import { Note } from "../ui/note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { type Slot, slotsQuery, writeSlots } from "./calendar-api.ts";
import style from "./slots-dialog.module.css";

/** The hours of the week at which a channel speaks: "next free slot" fills them. */
export function SlotsDialog({
  channels,
  zone,
  onClose,
}: {
  channels: readonly Channel[];
  /** Of new slots. */
  zone: string;
  onClose(): void;
}) {
  const { t } = useLingui();
  const [id, setId] = useState(channels[0]?.id ?? "");
  const { data } = useQuery({ ...slotsQuery(id), enabled: id !== "" });
  return (
    <Modal opened onClose={onClose} title={t`Weekly slots`} closeButtonProps={{ "aria-label": t`Close` }}>
      {channels.length === 0 ? (
        <Note>
          <Trans>Connect a channel first; its slots stand here then.</Trans>
        </Note>
      ) : (
        <Select
          label={t`Channel`}
          data={channels.map((each) => ({ value: each.id, label: `${each.label} · ${each.handle}` }))}
          value={id}
          allowDeselect={false}
          onChange={(value) => value && setId(value)}
        />
      )}
      {id &&
        (data ? (
          <Week key={id} id={id} stood={data} zone={zone} onSaved={onClose} />
        ) : (
          <Skeleton lines={4} />
        ))}
    </Modal>
  );
}

function Week({
  id,
  stood,
  zone,
  onSaved,
}: {
  id: string;
  stood: readonly Slot[];
  zone: string;
  onSaved(): void;
}) {
  const { t, i18n } = useLingui();
  const [slots, setSlots] = useState<readonly Slot[]>(stood);
  const save = useMutation({
    mutationFn: () => writeSlots(id, [...slots]),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ["slots", id] });
      toast({ message: t`The weekly slots are saved.` });
      onSaved();
    },
  });
  const dayName = (day: Weekday) =>
    // 1 January 2024 was a Monday.
    new Intl.DateTimeFormat(i18n.locale, { weekday: "long", timeZone: "UTC" }).format(
      Date.UTC(2024, 0, 1 + weekdays.indexOf(day)),
    );
  return (
    <form
      className={style.week}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {weekdays.map((day) => (
        <fieldset key={day} className={style.day}>
          <legend>{dayName(day)}</legend>
          {slots.map((slot, at) =>
            slot.weekday === day ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a slot has no name but its place
              <span key={at} className={style.slot}>
                <input
                  type="time"
                  required
                  aria-label={t`Time on ${dayName(day)}`}
                  title={zoneName(slot.zone)}
                  value={slot.time}
                  onChange={(event) =>
                    setSlots(
                      slots.map((each, n) => (n === at ? { ...each, time: event.target.value } : each)),
                    )
                  }
                />
                <ActionIcon
                  variant="subtle"
                  size="sm"
                  aria-label={t`Remove ${slot.time} on ${dayName(day)}`}
                  onClick={() => setSlots(slots.filter((_, n) => n !== at))}
                >
                  <IconX size={14} stroke={1.8} />
                </ActionIcon>
              </span>
            ) : null,
          )}
          <ActionIcon
            variant="subtle"
            aria-label={t`Add a slot on ${dayName(day)}`}
            onClick={() => setSlots([...slots, { weekday: day, time: "09:00", zone }])}
          >
            <IconPlus size={16} stroke={1.8} />
          </ActionIcon>
        </fieldset>
      ))}
      <p className={style.zone}>
        <Trans>New slots follow the clock of {zoneName(zone)}, summer and winter.</Trans>
      </p>
      {save.error && <Note tone="bad">{save.error.message}</Note>}
      <Button type="submit" loading={save.isPending}>
        <Trans>Save the slots</Trans>
      </Button>
    </form>
  );
}
