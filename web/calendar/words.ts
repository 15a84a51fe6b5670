import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import type { Standing, View } from "./question.ts";

export const viewWords: Record<View, MessageDescriptor> = {
  month: msg`Month`,
  week: msg`Week`,
  day: msg`Day`,
  list: msg`List`,
};

export const standingWords: Record<Standing, MessageDescriptor> = {
  draft: msg`Draft`,
  planned: msg`Planned`,
  sent: msg`Published`,
  trouble: msg`Needs you`,
};

/** Times in the person's language, on the clock of a zone. */
export function useWords(zone: string) {
  const { i18n } = useLingui();
  return useMemo(() => {
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone } as const;
    const time = new Intl.DateTimeFormat(i18n.locale, clock);
    const full = new Intl.DateTimeFormat(i18n.locale, {
      ...clock,
      weekday: "long",
      day: "numeric",
      month: "long",
      timeZoneName: "short",
    });
    const day = new Intl.DateTimeFormat(i18n.locale, {
      weekday: "long",
      day: "numeric",
      month: "long",
      timeZone: "UTC",
    });
    const date = new Intl.DateTimeFormat(i18n.locale, {
      weekday: "long",
      day: "numeric",
      month: "long",
      timeZone: zone,
    });
    return {
      /** "Monday 29 March" of a moment. */
      dayName: (at: Date | string) => date.format(new Date(at)),
      /** "Monday 29 March, 09:00" of `2027-03-29T09:00`. */
      localTime: (local: string) => `${day.format(new Date(`${local}Z`))}, ${local.slice(11)}`,
      clock: (at: Date | string) => time.format(new Date(at)),
      fullTime: (at: Date | string) => full.format(new Date(at)),
    };
  }, [i18n.locale, zone]);
}

/** The address of a post's own screen. */
export const postAddress = (id: string): string => `/publishing/posts/${id}`;
