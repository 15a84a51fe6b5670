import type { CalendarRef } from "@fullcalendar/react";
import { useLingui } from "@lingui/react/macro";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { channelsQuery } from "../channels/channels-api.ts";
import { usePageTitle } from "../shell/page.tsx";
import { useSession } from "../shell/session.ts";
import { useZone } from "../ui/time.tsx";
import { Bar } from "./bar.tsx";
import {
  calendarQuery,
  exportAddress,
  freeSlotsQuery,
  pillarsQuery,
  type Warnings,
  warningsQuery,
  watchCalendar,
} from "./calendar-api.ts";
import style from "./calendar-screen.module.css";
import { dayIn, entriesOf, localIn } from "./entries.ts";
import { type AskedMenu, EntryMenu } from "./entry-menu.tsx";
import { type Free, freeOf } from "./free.ts";
import { Grid, type Shown } from "./grid.tsx";
import { lookOf } from "./look.ts";
import { MoveDialog } from "./move-dialog.tsx";
import type { CalendarSearch } from "./question.ts";
import { type AskedSlots, SlotMenu } from "./slot-menu.tsx";
import { Tray } from "./tray.tsx";
import { type Moved, useMove } from "./use-move.ts";
import { WhichTime } from "./which-time.tsx";

const noWarnings: Warnings = new Map();
const none = { rows: [], cut: false };

/** When posts go out: by month, week, day or as a list, on the clock of the workspace or one's own. */
export function CalendarScreen() {
  const { t } = useLingui();
  usePageTitle(t`Calendar`);
  const { workspace, teammate } = useSession();
  const search: CalendarSearch = useSearch({ from: "/app/calendar" });
  const navigate = useNavigate({ from: "/calendar" });
  const set = (change: { [K in keyof CalendarSearch]?: CalendarSearch[K] | undefined }) =>
    void navigate({ search: clean({ ...search, ...change }), replace: true });
  const ownZone = useZone();
  const zone = search.clock === "own" ? ownZone : workspace.timeZone;
  const phone = useMediaQuery("(max-width: 48rem)", false, { getInitialValueInEffect: false });
  const wanted = search.view ?? (phone ? "list" : "month");
  const view = phone && wanted !== "day" ? "list" : wanted;
  const day = search.day ?? dayIn(zone)(new Date());
  const mayMove = teammate.role !== "guest";

  const [shown, setShown] = useState<Shown>();
  const { data = none } = useQuery(
    calendarQuery(shown && { from: shown.from, to: shown.to }, {
      ...(search.channel ? { channel: search.channel } : {}),
      ...(search.pillar ? { pillar: search.pillar } : {}),
    }),
  );
  const channels = useQuery(channelsQuery()).data ?? [];
  const pillars = useQuery(pillarsQuery).data ?? [];
  useEffect(watchCalendar, []);
  const entries = useMemo(
    () => entriesOf(data.rows).filter((each) => !search.status || each.standing === search.status),
    [data.rows, search.status],
  );
  const slots = useQuery(
    freeSlotsQuery(search.status || view === "list" ? undefined : shown, search.channel),
  ).data;
  const free = useMemo(() => (search.status || !slots ? [] : freeOf(slots)), [slots, search.status]);
  const warnings = useQuery(warningsQuery(shown)).data ?? noWarnings;
  const color = search.color ?? "channel";
  const look = useMemo(() => lookOf(color, channels, pillars), [color, channels, pillars]);
  const { move, next } = useMove(zone);
  const [menu, setMenu] = useState<AskedMenu>();
  const [slotMenu, setSlotMenu] = useState<AskedSlots>();
  const begin = (at: string | Free) =>
    void navigate({
      to: "/publishing/new",
      search: typeof at === "string" ? { at, zone } : { ...beginningOf(at), on: at.channelIds.join(",") },
    });
  const [moving, setMoving] = useState<Moved & { brief: string; local: string }>();
  const calendar = useRef<CalendarRef>(null);

  return (
    <div className={style.screen}>
      <Bar
        title={shown?.title ?? ""}
        view={view}
        day={shown?.day ?? day}
        phone={phone}
        search={search}
        zones={{ workspace: workspace.timeZone, own: ownZone }}
        channels={channels}
        pillars={pillars}
        cut={data.cut}
        leads={teammate.role === "owner" || teammate.role === "lead"}
        writes={mayMove}
        exportAddress={
          shown && exportAddress(shown, { channel: search.channel, pillar: search.pillar }, workspace.id)
        }
        set={set}
      />
      <div className={style.body}>
        <Grid
          calendar={calendar}
          view={view}
          day={day}
          zone={zone}
          entries={entries}
          free={free}
          channels={channels}
          look={look}
          warnings={warnings}
          mayMove={mayMove}
          menuOpen={menu !== undefined || slotMenu !== undefined}
          onShow={setShown}
          onMove={(entry, local) => move(entry, local)}
          onDraft={(postId, local) => void move({ postId, channelIds: [] }, local)}
          onMenu={setMenu}
          onBegin={begin}
          onSlots={setSlotMenu}
        />
        <Tray
          channels={channels}
          mayMove={mayMove}
          onMoveTo={({ id, brief }) =>
            setMoving({ postId: id, channelIds: [], brief, local: `${dayIn(zone)(new Date())}T09:00` })
          }
          onNextSlot={({ id }) => void next({ postId: id, channelIds: [] })}
        />
      </div>
      {menu && (
        <EntryMenu
          asked={menu}
          mayMove={mayMove}
          onMoveTo={(entry) => setMoving({ ...entry, local: localIn(new Date(entry.at), zone) })}
          onNextSlot={(entry) => void next(entry)}
          onNoTime={(entry) => void move(entry, null)}
          onClose={() => setMenu(undefined)}
        />
      )}
      {slotMenu && (
        <SlotMenu
          asked={slotMenu}
          zone={zone}
          channels={channels}
          onBegin={begin}
          onClose={() => setSlotMenu(undefined)}
        />
      )}
      {moving && (
        <MoveDialog
          brief={moving.brief}
          local={moving.local}
          zone={zone}
          onMove={(local) => {
            setMoving(undefined);
            void move(moving, local);
          }}
          onClose={() => setMoving(undefined)}
        />
      )}
      <WhichTime />
    </div>
  );
}

/** Without what is not set, so that the address stays short. */
const clean = (search: { [K in keyof CalendarSearch]?: CalendarSearch[K] | undefined }): CalendarSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as CalendarSearch;

const beginningOf = ({ time: { local, zone, second } }: Free) => ({
  at: local,
  zone,
  ...(second === undefined ? {} : { second }),
});
