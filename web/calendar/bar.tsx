import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { Channel } from "../channels/channels-api.ts";
import { zoneName } from "../team/zones.ts";
import style from "./bar.module.css";
import type { Pillar } from "./calendar-api.ts";
import { Filters } from "./filters.tsx";
import { MoreMenu } from "./more-menu.tsx";
import { type CalendarSearch, type View, views } from "./question.ts";
import { viewWords } from "./words.ts";

export type SetSearch = (change: { [K in keyof CalendarSearch]?: CalendarSearch[K] | undefined }) => void;

/** Above the calendar: which days, how they are shown, what of them, on whose clock. */
export function Bar({
  title,
  view,
  day,
  phone,
  search,
  zones,
  channels,
  pillars,
  cut,
  leads,
  writes,
  exportAddress,
  set,
}: {
  title: string;
  view: View;
  /** The first day of what is shown. */
  day: string;
  phone: boolean;
  search: CalendarSearch;
  zones: { workspace: string; own: string };
  channels: readonly Channel[];
  pillars: readonly Pillar[];
  cut: boolean;
  leads: boolean;
  writes: boolean;
  exportAddress: string | undefined;
  set: SetSearch;
}) {
  const { t, i18n } = useLingui();
  const own = search.clock === "own";
  const zone = zoneName(own ? zones.own : zones.workspace);
  const more = (
    <MoreMenu
      channels={channels}
      zone={zones.workspace}
      leads={leads}
      writes={writes}
      exportAddress={exportAddress}
    />
  );
  return (
    <header className={style.bar}>
      <div className={style.row}>
        <h1 className={style.title}>
          <span className="visually-hidden">{t`Calendar`}: </span>
          {title}
        </h1>
        <div className={style.step}>
          <ActionIcon
            variant="subtle"
            aria-label={t`Earlier`}
            onClick={() => set({ day: step(day, view, -1) })}
          >
            <IconChevronLeft size={18} stroke={1.7} />
          </ActionIcon>
          <Button variant="default" size="compact-md" onClick={() => set({ day: undefined })}>
            {t`Today`}
          </Button>
          <ActionIcon variant="subtle" aria-label={t`Later`} onClick={() => set({ day: step(day, view, 1) })}>
            <IconChevronRight size={18} stroke={1.7} />
          </ActionIcon>
        </div>
        <SegmentedControl
          className={style.views}
          aria-label={t`View`}
          value={view}
          onChange={(value) => set({ view: value as View })}
          data={views
            .filter((each) => !phone || each === "list" || each === "day")
            .map((each) => ({ value: each, label: i18n._(viewWords[each]) }))}
        />
        {phone && <div className={style.more}>{more}</div>}
      </div>
      <div className={style.row}>
        <Filters search={search} channels={channels} pillars={pillars} set={set} />
        <p className={style.zone}>
          {t`Times in ${zone}`}
          {zones.own !== zones.workspace && (
            <button
              type="button"
              className={style.switch}
              onClick={() => set({ clock: own ? undefined : "own" })}
            >
              {own ? t`Show the workspace's clock` : t`Show my clock`}
            </button>
          )}
        </p>
        {!phone && more}
      </div>
      {cut && (
        <p
          className={style.cut}
        >{t`There is more in these days than fits. Choose fewer days or a channel.`}</p>
      )}
    </header>
  );
}

/** The day to go to: a month, a week or a day further or back. */
function step(day: string, view: View, by: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (view === "month" || view === "list") at.setUTCMonth(at.getUTCMonth() + by, 1);
  else at.setUTCDate(at.getUTCDate() + by * (view === "week" ? 7 : 1));
  return at.toISOString().slice(0, 10);
}
