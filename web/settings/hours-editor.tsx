import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button } from "@mantine/core";
import { IconCopy, IconPlus, IconX } from "@tabler/icons-react";
import { announce } from "../shell/announce.tsx";
import { type Weekday, weekdays } from "../team/week.ts";
import { nextStretch, type Stretch, stretch, type Week } from "./hours.ts";
import style from "./settings.module.css";

/** Days by stretches: native time fields, so that the keyboard and the phone work as they do elsewhere. */
export function HoursEditor({
  week,
  onChange,
  problems,
}: {
  week: Week;
  onChange(week: Week): void;
  problems: ReadonlyMap<number, string>;
}) {
  const { i18n } = useLingui();
  // 2024 began on a Monday.
  const dayName = (index: number) =>
    new Intl.DateTimeFormat(i18n.locale, { weekday: "long", timeZone: "UTC" }).format(
      Date.UTC(2024, 0, 1 + index),
    );
  return (
    <div className={style.week}>
      {weekdays.map((day, index) => (
        <Day
          key={day}
          day={day}
          name={dayName(index)}
          stretches={week[day]}
          problems={problems}
          onChange={(stretches) => onChange({ ...week, [day]: stretches })}
          onCopy={(days) =>
            onChange({
              ...week,
              ...Object.fromEntries(
                days.map((to) => [to, week[day].map(({ from, to: end }) => stretch(from, end))]),
              ),
            })
          }
        />
      ))}
    </div>
  );
}

const workdays = weekdays.slice(0, 5);

function Day({
  day,
  name,
  stretches,
  problems,
  onChange,
  onCopy,
}: {
  day: Weekday;
  name: string;
  stretches: Stretch[];
  problems: ReadonlyMap<number, string>;
  onChange(stretches: Stretch[]): void;
  onCopy(days: readonly Weekday[]): void;
}) {
  const { t } = useLingui();
  const others = (workdays.includes(day) ? workdays : weekdays).filter((one) => one !== day);
  const copy = () => {
    onCopy(others);
    announce(t`Copied`);
  };
  return (
    <fieldset className={style.day}>
      <legend>{name}</legend>
      <div className={style.stretches}>
        {stretches.length === 0 && (
          <p className={style.free}>
            <Trans>free</Trans>
          </p>
        )}
        {stretches.map((one, index) => (
          <StretchFields
            key={one.key}
            day={name}
            number={index + 1}
            value={one}
            problem={problems.get(one.key)}
            onChange={(next) => onChange(stretches.map((old) => (old.key === one.key ? next : old)))}
            onRemove={() => onChange(stretches.filter(({ key }) => key !== one.key))}
          />
        ))}
      </div>
      <div className={style.dayDoes}>
        <ActionIcon
          aria-label={t`Add hours on ${name}`}
          disabled={stretches.length >= 8}
          onClick={() => onChange([...stretches, nextStretch(stretches)])}
        >
          <IconPlus size={17} stroke={1.7} />
        </ActionIcon>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconCopy size={14} stroke={1.7} />}
          onClick={copy}
          aria-label={
            workdays.includes(day) ? t`Copy ${name} to the working days` : t`Copy ${name} to every day`
          }
        >
          {workdays.includes(day) ? <Trans>to the working days</Trans> : <Trans>to every day</Trans>}
        </Button>
      </div>
    </fieldset>
  );
}

function StretchFields({
  day,
  number,
  value,
  problem,
  onChange,
  onRemove,
}: {
  day: string;
  number: number;
  value: Stretch;
  problem: string | undefined;
  onChange(value: Stretch): void;
  onRemove(): void;
}) {
  const { t } = useLingui();
  const faulty = problem ? { "aria-invalid": true, "aria-describedby": `stretch-${value.key}` } : {};
  return (
    <div className={style.stretch}>
      <input
        type="time"
        value={value.from}
        step={900}
        aria-label={t`${day}, from (${number})`}
        {...faulty}
        onChange={(event) => onChange({ ...value, from: event.currentTarget.value })}
      />
      <span aria-hidden="true">–</span>
      <input
        type="time"
        value={value.to}
        step={900}
        aria-label={t`${day}, until (${number})`}
        {...faulty}
        onChange={(event) => onChange({ ...value, to: event.currentTarget.value })}
      />
      <ActionIcon aria-label={t`Remove these hours of ${day} (${number})`} onClick={onRemove}>
        <IconX size={16} stroke={1.7} />
      </ActionIcon>
      {problem && (
        <p id={`stretch-${value.key}`} className={style.bad}>
          {problem}
        </p>
      )}
    </div>
  );
}
