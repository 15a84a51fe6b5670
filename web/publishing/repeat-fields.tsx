import { useLingui } from "@lingui/react/macro";
import { NumberInput, Select, TextInput } from "@mantine/core";
import { type Ends, type Often, type RepeatForm, saysEnd, weekdays } from "./repeat.ts";
import style from "./repeat-panel.module.css";
import { useRepeatWords } from "./repeat-words.ts";

/** How often, on which days, and until when. */
export function RepeatFields({
  form,
  local,
  trouble,
  onChange,
}: {
  form: RepeatForm;
  /** The first time: what “on this day of the month” means. */
  local: string;
  trouble: { rule: string | undefined; end: string | undefined };
  onChange(form: RepeatForm): void;
}) {
  const { t } = useLingui();
  const words = useRepeatWords();
  const often: Array<{ value: Often; label: string }> = [
    { value: "never", label: t`Never` },
    { value: "daily", label: t`Every day` },
    { value: "weekly", label: t`Every week` },
    { value: "monthly-day", label: words.monthly(local) },
    { value: "monthly-nth", label: words.monthlyNth(local) },
    { value: "own", label: t`By a rule of your own` },
  ];
  const ends: Array<{ value: Ends; label: string }> = [
    { value: "count", label: t`After so many times` },
    { value: "day", label: t`On a day` },
    { value: "stopped", label: t`When somebody stops it` },
  ];
  const toggle = (day: string) =>
    onChange({
      ...form,
      days: form.days.includes(day) ? form.days.filter((each) => each !== day) : [...form.days, day],
    });
  const ownEnd = form.often === "own" && saysEnd(form.own);
  return (
    <div className={style.fields}>
      <Select
        className={style.wide ?? ""}
        label={t`How often`}
        data={often}
        value={form.often}
        allowDeselect={false}
        {...(form.often !== "own" && form.often !== "weekly" && trouble.rule ? { error: trouble.rule } : {})}
        onChange={(value) => value && onChange({ ...form, often: value as Often })}
      />
      {form.often === "weekly" && (
        <fieldset className={style.days}>
          <legend className="visually-hidden">{t`On these days`}</legend>
          {weekdays.map((day) => (
            <button
              key={day}
              type="button"
              aria-pressed={form.days.includes(day)}
              onClick={() => toggle(day)}
            >
              <span aria-hidden="true">{words.weekday(day, "short")}</span>
              <span className="visually-hidden">{words.weekday(day)}</span>
            </button>
          ))}
          {trouble.rule && <p className={style.error}>{trouble.rule}</p>}
        </fieldset>
      )}
      {form.often === "own" && (
        <TextInput
          className={style.wide ?? ""}
          label={t`Rule`}
          description={t`As RFC 5545 writes it: FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH`}
          value={form.own}
          maxLength={400}
          spellCheck={false}
          error={trouble.rule}
          onChange={(event) => onChange({ ...form, own: event.target.value })}
        />
      )}
      {form.often !== "never" && !ownEnd && (
        <>
          <Select
            className={form.ends === "stopped" ? (style.wide ?? "") : ""}
            label={t`It ends`}
            data={ends}
            value={form.ends}
            allowDeselect={false}
            error={trouble.end}
            onChange={(value) => value && onChange({ ...form, ends: value as Ends })}
          />
          {form.ends === "count" && (
            <NumberInput
              label={t`Times`}
              value={form.count}
              min={1}
              max={9999}
              clampBehavior="strict"
              allowDecimal={false}
              allowNegative={false}
              onChange={(value) => onChange({ ...form, count: Number(value) || 1 })}
            />
          )}
          {form.ends === "day" && (
            <TextInput
              type="date"
              label={t`Last day`}
              value={form.last}
              min={local.slice(0, 10)}
              onChange={(event) => onChange({ ...form, last: event.target.value })}
            />
          )}
        </>
      )}
    </div>
  );
}
