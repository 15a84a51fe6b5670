import { useLingui } from "@lingui/react/macro";
import { Modal, SegmentedControl, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { dayIn } from "../calendar/entries.ts";
import { firstWeekday } from "../calendar/week.ts";
import type { Names } from "../inbox/names.ts";
import type { Channel } from "../inbox/shapes.ts";
import { zoneName } from "../team/zones.ts";
import { type LibraryPost, planFill } from "./evergreen-api.ts";
import { addDays, weekOf } from "./evergreen-fill.ts";
import style from "./fill-dialog.module.css";
import { FillDone } from "./fill-done.tsx";
import { FillWeek } from "./fill-week.tsx";

type Week = "this" | "next" | "other";

/** Puts what may be said again into the free slots of a week: looked through first, then planned, then told row by row. */
export function FillDialog({
  zone,
  names,
  only,
  library,
  onSlots,
  onClose,
}: {
  /** On whose clock the week and its times are. */
  zone: string;
  names: Names;
  /** Its slots alone. */
  only: Channel | undefined;
  /** All that may be said again there. */
  library: readonly LibraryPost[];
  /** The way to the slots themselves, for who may set them. */
  onSlots?: () => void;
  onClose(): void;
}) {
  const { t, i18n } = useLingui();
  const today = dayIn(zone)(new Date());
  const [week, setWeek] = useState<Week>("next");
  const [picked, setPicked] = useState(addDays(today, 14));
  // One fill has one name: when no answer comes, asking again plans nothing twice.
  const id = useRef(crypto.randomUUID());
  const make = useMutation({ mutationFn: planFill });
  const day = { this: today, next: addDays(today, 7), other: picked }[week];
  const days = day === "" ? undefined : weekOf(day, firstWeekday(i18n.locale, navigator.languages));
  const timesIn = ((zone: string) => t`Times in ${zone}`)(zoneName(zone));
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={t`Fill free slots`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <div className={style.body}>
        {!make.data && (
          <SegmentedControl
            fullWidth
            aria-label={t`Which week`}
            value={week}
            disabled={!make.isIdle}
            onChange={(value) => setWeek(value as Week)}
            data={[
              { value: "this", label: t`This week` },
              { value: "next", label: t`Next week` },
              { value: "other", label: t`Another week` },
            ]}
          />
        )}
        {!make.data && week === "other" && (
          <TextInput
            type="date"
            label={t`A day of that week`}
            value={picked}
            min={today}
            disabled={!make.isIdle}
            onChange={(event) => setPicked(event.target.value)}
          />
        )}
        {days && (
          <p className={style.small}>
            {stretch(days, i18n.locale)} · {timesIn}
            {only && ` · ${only.handle}`}
          </p>
        )}
        {make.data ? (
          <FillDone rows={make.data} sent={make.variables.rows} names={names} zone={zone} onClose={onClose} />
        ) : (
          days && (
            <FillWeek
              key={days.from}
              question={{ ...days, zone, channelId: only?.id }}
              names={names}
              library={library}
              make={make}
              onPlan={(rows) => make.mutate({ id: id.current, rows })}
              {...(onSlots ? { onSlots } : {})}
            />
          )
        )}
      </div>
    </Modal>
  );
}

/** "30 November – 6 December 2026" */
const stretch = ({ from, to }: { from: string; to: string }, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).formatRange(
    new Date(from),
    new Date(to),
  );
