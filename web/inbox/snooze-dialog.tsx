import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useZone } from "../ui/time.tsx";
import style from "./choose-dialog.module.css";
import { type Choice, ChooseDialog } from "./choose-dialog.tsx";
import { localValue, pickedTime, snoozeTimes } from "./snooze-times.ts";

/** When it comes back, on the person's own clock. */
export function SnoozeDialog({
  asleep,
  onChoose,
  onWake,
  onClose,
}: {
  asleep: boolean;
  onChoose(at: Date): void;
  onWake(): void;
  onClose(): void;
}) {
  const { t, i18n } = useLingui();
  const zone = useZone();
  const [now] = useState(() => new Date());
  const times = snoozeTimes(now, zone);
  const [picked, setPicked] = useState(() => localValue(times.at(-1)?.at ?? now, zone));
  const at = pickedTime(picked, now, zone);
  const names = {
    later: t`Later today`,
    tomorrow: t`Tomorrow`,
    monday: t`Monday`,
    week: t`In a week`,
  };
  const clock = new Intl.DateTimeFormat(i18n.locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  });
  const choices: Choice[] = times.map(({ name, at }) => ({
    id: at.toISOString(),
    label: names[name],
    more: clock.format(at),
  }));
  return (
    <ChooseDialog
      title={t`Until when?`}
      onClose={onClose}
      onChoose={(id) => (id === "wake" ? onWake() : onChoose(new Date(id)))}
      choices={asleep ? [{ id: "wake", label: t`Wake now` }, ...choices] : choices}
    >
      <form
        className={style.pick}
        onSubmit={(event) => {
          event.preventDefault();
          if (at) onChoose(at);
        }}
      >
        <label>
          {t`Another time (${zone})`}
          <input
            type="datetime-local"
            value={picked}
            min={localValue(now, zone)}
            onChange={(event) => setPicked(event.target.value)}
          />
        </label>
        <Button type="submit" variant="default" disabled={!at}>
          {t`Snooze`}
        </Button>
      </form>
    </ChooseDialog>
  );
}
