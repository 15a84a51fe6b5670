import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { NumberInput, Switch } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { Channel } from "../inbox/shapes.ts";
import { NetworkGlyph } from "../ui/network.tsx";
import { daysOf, rest } from "./evergreen-marks.ts";
import style from "./evergreen-panel.module.css";

const pause = 600; // ms after the last key

/** One channel's switch, and the days beside it. */
export function EvergreenRow({
  channel,
  named,
  days,
  trouble,
  locked,
  onDays,
}: {
  channel: Channel;
  /** The channel's name is told: there are several. */
  named: boolean;
  /** undefined: it is said once. */
  days: number | undefined;
  trouble: string | undefined;
  locked: boolean;
  onDays(days: number | undefined): void;
}) {
  const { t } = useLingui();
  const { handle, network } = channel;
  const [typed, setTyped] = useState<string | number>(days ?? rest.usual);
  useEffect(() => setTyped((now) => days ?? now), [days]);
  const keep = useDebouncedCallback(
    (value: string | number) => {
      const next = daysOf(value);
      if (next !== undefined && next !== days) onDays(next);
    },
    { delay: pause, flushOnUnmount: true },
  );
  const apart = daysOf(typed) ?? rest.usual;
  return (
    <li className={style.row}>
      <Switch
        size="sm"
        checked={days !== undefined}
        disabled={locked}
        error={trouble}
        label={
          <>
            {t`May be said again`}
            {named && (
              <span className={style.where}>
                <NetworkGlyph network={network} size={13} /> {handle}
              </span>
            )}
          </>
        }
        onChange={(event) => {
          keep.cancel();
          onDays(event.currentTarget.checked ? (daysOf(typed) ?? rest.usual) : undefined);
        }}
      />
      {days !== undefined && (
        <div className={style.days}>
          <Trans>
            at least{" "}
            <NumberInput
              size="xs"
              aria-label={t`Days from one time to the next on ${handle}`}
              value={typed}
              min={rest.least}
              max={rest.most}
              clampBehavior="blur"
              allowDecimal={false}
              allowNegative={false}
              disabled={locked}
              onChange={(value) => {
                setTyped(value);
                keep(value);
              }}
              onBlur={() => {
                if (daysOf(typed) === undefined) setTyped(days);
                keep.flush();
              }}
            />{" "}
            <Plural value={apart} one="day apart" other="days apart" />
          </Trans>
        </div>
      )}
    </li>
  );
}
