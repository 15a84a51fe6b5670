import { useLingui } from "@lingui/react/macro";
import { Checkbox, Select, TextInput } from "@mantine/core";
import { IconPlus, IconTrash, IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import type { Poll } from "../../src/publishing/content.ts";
import style from "./carried.module.css";
import type { Field } from "./doc.ts";

const day = 1440; // minutes
export const newPoll: Poll = { options: ["", ""], minutes: day, multiple: false };
const lengths = [5, 30, 60, 360, 720, day, 3 * day, 7 * day];

/** How long, in the reader's words: 30 minutes, 6 hours, 3 days. */
function lengthWords(minutes: number, locale: string): string {
  const [value, unit] =
    minutes % day === 0
      ? [minutes / day, "day"]
      : minutes % 60 === 0
        ? [minutes / 60, "hour"]
        : [minutes, "minute"];
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: unit as string,
    unitDisplay: "long",
  }).format(value as number);
}

/** A question's answers, and how long people may give theirs. */
export function PollField({
  poll,
  most,
  locked,
  write,
}: {
  poll: Poll;
  /** What every chosen network that has polls takes. */
  most: { options: number; length: number };
  locked: boolean;
  write(field: Field, value: unknown): void;
}) {
  const { t, i18n } = useLingui();
  const { options } = poll;
  const change = (part: Partial<Poll>) => write("poll", { ...poll, ...part });
  const data = useMemo(
    () =>
      [...new Set([...lengths, poll.minutes])]
        .sort((one, other) => one - other)
        .map((minutes) => ({ value: String(minutes), label: lengthWords(minutes, i18n.locale) })),
    [poll.minutes, i18n.locale],
  );
  return (
    <section className={style.field} aria-label={t`Poll`}>
      <header>
        <b>{t`Poll`}</b>
        {!locked && (
          <button
            type="button"
            className={`${style.icon} ${style.last}`}
            aria-label={t`Remove the poll`}
            title={t`Remove`}
            onClick={() => write("poll", null)}
          >
            <IconTrash size={17} stroke={1.6} />
          </button>
        )}
      </header>
      <ol className={style.options}>
        {options.map((option, index) => {
          const number = index + 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place in the poll
            <li key={index}>
              <TextInput
                aria-label={t`Option ${number}`}
                placeholder={t`Option ${number}`}
                value={option}
                maxLength={Math.min(200, most.length)}
                readOnly={locked}
                onChange={(event) =>
                  change({
                    options: options.map((one, at) => (at === index ? event.target.value : one)),
                  })
                }
              />
              {!locked && options.length > 2 && (
                <button
                  type="button"
                  className={style.icon}
                  aria-label={t`Remove option ${number}`}
                  onClick={() => change({ options: options.filter((_, at) => at !== index) })}
                >
                  <IconX size={16} stroke={1.7} />
                </button>
              )}
            </li>
          );
        })}
      </ol>
      {!locked && options.length < Math.min(10, most.options) && (
        <button type="button" className={style.more} onClick={() => change({ options: [...options, ""] })}>
          <IconPlus size={16} stroke={1.7} />
          {t`Another option`}
        </button>
      )}
      <div className={style.two}>
        <Select
          label={t`Open for`}
          data={data}
          value={String(poll.minutes)}
          allowDeselect={false}
          readOnly={locked}
          onChange={(value) => change({ minutes: Number(value) })}
        />
        <Checkbox
          label={t`People may choose several`}
          checked={poll.multiple}
          disabled={locked}
          onChange={(event) => change({ multiple: event.target.checked })}
        />
      </div>
    </section>
  );
}
