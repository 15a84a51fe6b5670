import { useLingui } from "@lingui/react/macro";
import { useId } from "react";
import style from "./begin-at.module.css";
import { dayIn } from "./entries.ts";
import { firstTime, shifted } from "./free.ts";
import { useWords } from "./words.ts";

const day = 24 * 60; // minutes

/**
 * Begins a post at a time that the arrows choose, for who has no mouse to point with. It stands before the grid, in a
 * layer of its own: the library hides what it draws into a day's head from screen readers.
 */
export function BeginAt({
  timed,
  at,
  zone,
  onAt,
  onBegin,
}: {
  /** Up and down go by half hours and not by weeks. */
  timed: boolean;
  /** On the clock of the zone. */
  at: string;
  zone: string;
  /** undefined: nothing is chosen any more. */
  onAt(local: string | undefined): void;
  onBegin(local: string): void;
}) {
  const { t } = useLingui();
  const { localTime } = useWords(zone);
  const how = useId();
  const steps: Record<string, number> = {
    ArrowLeft: -day,
    ArrowRight: day,
    ArrowUp: timed ? -30 : -7 * day,
    ArrowDown: timed ? 30 : 7 * day,
  };
  return (
    <div className={style.begin}>
      <button
        type="button"
        aria-describedby={how}
        onFocus={() => onAt(at)}
        onBlur={() => onAt(undefined)}
        onClick={() => onBegin(at)}
        onKeyDown={(event) => {
          const step = steps[event.key];
          if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          const next = shifted(at, step);
          const first = firstTime(next.slice(0, 10), zone, new Date());
          // Nothing is begun in the past: today's first time is the earliest.
          const today = firstTime(dayIn(zone)(new Date()), zone, new Date());
          onAt(next < today ? today : timed ? next : first);
        }}
      >
        {t`New post: ${localTime(at)}`}
      </button>
      <span id={how} className={style.how}>
        {timed ? t`The arrows choose the day and the time.` : t`The arrows choose the day.`}
      </span>
    </div>
  );
}
