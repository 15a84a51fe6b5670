import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { nthOf, type RepeatForm, weekdayOf, weekdays } from "./repeat.ts";
import type { Stay } from "./series-api.ts";

/** Monday, 4 January 2027, and the days after it. */
const nameOf = (day: string, locale: string, form: "long" | "short"): string =>
  new Intl.DateTimeFormat(locale, { weekday: form, timeZone: "UTC" }).format(
    new Date(Date.UTC(2027, 0, 4 + weekdays.indexOf(day as (typeof weekdays)[number]))),
  );

/** How often a post comes, in words. */
export function useRepeatWords() {
  const { t, i18n } = useLingui();
  const weekday = (day: string, form: "long" | "short" = "long") => nameOf(day, i18n.locale, form);
  const nth = (at: string) =>
    ({
      "1": t({ message: "first", context: "of a month" }),
      "2": t({ message: "second", context: "of a month" }),
      "3": t({ message: "third", context: "of a month" }),
      "4": t({ message: "fourth", context: "of a month" }),
    })[String(nthOf(at))] ?? t({ message: "last", context: "of a month" });
  const monthly = (at: string) => {
    const date = Number(at.slice(8, 10));
    return t`Every month on day ${date}`;
  };
  const monthlyNth = (at: string) => {
    const which = nth(at);
    const day = weekday(weekdayOf(at));
    return t`Every month on the ${which} ${day}`;
  };
  const often = (form: RepeatForm, at: string): string => {
    const days = new Intl.ListFormat(i18n.locale).format(
      weekdays.filter((day) => form.days.includes(day)).map((day) => weekday(day)),
    );
    return {
      never: t`Never`,
      daily: t`Every day`,
      weekly: t`Every week on ${days}`,
      "monthly-day": monthly(at),
      "monthly-nth": monthlyNth(at),
      own: form.own,
    }[form.often];
  };
  const ends = (form: RepeatForm): string => {
    const { count } = form;
    if (form.ends === "stopped") return t`until somebody stops it`;
    if (form.ends === "count") return plural(count, { one: "# time", other: "# times" });
    if (!form.last) return "";
    const last = new Intl.DateTimeFormat(i18n.locale, { dateStyle: "long", timeZone: "UTC" }).format(
      new Date(`${form.last}T12:00:00Z`),
    );
    return t`until ${last}`;
  };
  /** Which posts of the series were left as they are, and why. */
  const stays = (stay: readonly Stay[]): string => {
    if (stay.length === 0) return "";
    const some = stay
      .slice(0, 3)
      .map(({ local, why }) => {
        const at = new Intl.DateTimeFormat(i18n.locale, {
          day: "numeric",
          month: "short",
          timeZone: "UTC",
        }).format(new Date(`${local}:00Z`));
        return why === "sent" ? t`${at} (out already)` : t`${at} (changed by itself)`;
      })
      .join(", ");
    const more = stay.length - 3;
    return more > 0
      ? t`These stay as they are: ${some}, and ${more} more.`
      : t`These stay as they are: ${some}.`;
  };
  return { weekday, monthly, monthlyNth, often, ends, stays };
}
