/** The calendar itself: FullCalendar, with our entries in it and nothing else of its own. */
import FullCalendar, { type CalendarRef } from "@fullcalendar/react";
import dayGrid from "@fullcalendar/react/daygrid";
import interaction from "@fullcalendar/react/interaction";
import listView from "@fullcalendar/react/list";
import classic from "@fullcalendar/react/themes/classic";
import timeGrid from "@fullcalendar/react/timegrid";
import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/theme.css";
import "@fullcalendar/react/themes/classic/palette.css";
import { useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { Channel } from "../channels/channels-api.ts";
import { BeginAt } from "./begin-at.tsx";
import type { Stretch, Warnings } from "./calendar-api.ts";
import { type Drawn, drawnOf } from "./drawn.ts";
import { dayIn, daysOf, type Entry, localIn } from "./entries.ts";
import type { AskedMenu } from "./entry-menu.tsx";
import { EntryView } from "./entry-view.tsx";
import { type Free, firstTime } from "./free.ts";
import { FreeView } from "./free-view.tsx";
import style from "./grid.module.css";
import type { Look } from "./look.ts";
import type { View } from "./question.ts";
import type { AskedSlots } from "./slot-menu.tsx";
import { useHeld } from "./use-held.ts";
import { firstWeekday } from "./week.ts";
import { useWords } from "./words.ts";

const plugins = [dayGrid, timeGrid, listView, interaction, classic];
const viewTypes: Record<View, string> = {
  month: "dayGridMonth",
  week: "timeGridWeek",
  day: "timeGridDay",
  list: "listMonth",
};

export interface Shown extends Stretch {
  title: string;
  /** The first day of the month, week or day. */
  day: string;
}

export function Grid({
  calendar,
  view,
  day,
  zone,
  entries,
  free,
  channels,
  look,
  warnings,
  mayMove,
  menuOpen,
  onShow,
  onMove,
  onDraft,
  onMenu,
  onBegin,
  onSlots,
}: {
  calendar: RefObject<CalendarRef | null>;
  view: View;
  day: string;
  zone: string;
  entries: readonly Entry[];
  /** The slots at which nothing stands. */
  free: readonly Free[];
  channels: readonly Channel[];
  look: Look;
  warnings: Warnings;
  mayMove: boolean;
  menuOpen: boolean;
  onShow(shown: Shown): void;
  /** Answers whether it stays there. */
  onMove(entry: Entry, local: string): Promise<boolean>;
  onDraft(postId: string, local: string): void;
  /** The menu of an entry is asked for, by the keyboard or the other mouse button. */
  onMenu(asked: AskedMenu): void;
  /** A post is to be begun at a time on the clock of the zone, or in a free slot. */
  onBegin(at: string | Free): void;
  /** Which of a day's free slots is asked. */
  onSlots(asked: AskedSlots): void;
}) {
  const { t, i18n } = useLingui();
  const router = useRouter();
  const words = useWords(zone);
  const box = useRef<HTMLDivElement>(null);
  /** The time that the arrows are on. */
  const [chosen, setChosen] = useState<string>();
  const timed = view === "week" || view === "day";
  const events = useMemo(
    () => drawnOf({ entries, free, zone, view, mayMove, chosen }),
    [entries, free, zone, view, mayMove, chosen],
  );
  const busy = useMemo(() => daysOf(entries, zone), [entries, zone]);
  const today = dayIn(zone)(new Date());
  /** Nothing stands on a day to come. */
  const quiet = ({ date }: { date: Date }): string => {
    const name = dayIn(zone)(date);
    return name >= today && !busy.has(name) ? (style.quiet ?? "") : "";
  };

  // The view and the day follow the address.
  useEffect(() => {
    const api = calendar.current?.getApi();
    if (!api) return;
    // Outside of rendering: the library draws at once.
    const timer = setTimeout(() => api.changeView(viewTypes[view], day));
    return () => clearTimeout(timer);
  }, [calendar, view, day]);
  useEffect(() => {
    const timer = setTimeout(() => box.current && reach(box.current), 100);
    return () => clearTimeout(timer);
  });

  /** A press that only closes a menu begins nothing. */
  const closing = useRef(false);
  const ask = (target: EventTarget, at?: { x: number; y: number }): boolean => {
    const link = target instanceof Element ? target.closest<HTMLElement>("a") : null;
    const key = link?.querySelector<HTMLElement>("[data-entry]")?.dataset.entry;
    const entry = entries.find((each) => each.key === key);
    if (!link || !entry) return false;
    const { left, bottom } = link.getBoundingClientRect();
    // Once the key that asked has been dealt with: the menu would take it for its own and close.
    setTimeout(() => onMenu({ entry, at: at ?? { x: left, y: bottom }, from: link }));
    return true;
  };
  const held = useHeld(ask);
  const begins = mayMove && view !== "list";
  const first = firstTime(day > today ? day : today, zone, new Date());
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the entries within are links; these keys are theirs
    <div
      className={style.grid}
      ref={box}
      data-begins={begins || undefined}
      onPointerDownCapture={(event) => {
        closing.current = menuOpen || box.current?.querySelector("[role=dialog]") !== null;
        held.onPointerDownCapture(event);
      }}
      onPointerMoveCapture={held.onPointerMoveCapture}
      onPointerUpCapture={held.onPointerUpCapture}
      onPointerCancelCapture={held.onPointerUpCapture}
      onTouchEndCapture={held.onTouchEndCapture}
      onContextMenu={(event) => {
        const byKey = event.clientX === 0 && event.clientY === 0;
        if (ask(event.target, byKey ? undefined : { x: event.clientX, y: event.clientY }))
          event.preventDefault();
      }}
      onKeyDown={(event) => {
        if (event.key === "m" && !event.ctrlKey && !event.metaKey && !event.altKey && ask(event.target))
          event.preventDefault();
      }}
    >
      {begins && (
        <BeginAt timed={timed} at={chosen ?? first} zone={zone} onAt={setChosen} onBegin={onBegin} />
      )}
      <FullCalendar
        ref={calendar}
        plugins={plugins}
        initialView={viewTypes[view]}
        initialDate={day}
        headerToolbar={false}
        timeZone={zone}
        now={() => new Date()}
        locale={i18n.locale}
        firstDay={firstWeekday(i18n.locale, navigator.languages)}
        height="100%"
        fixedWeekCount={false}
        dayMaxEvents
        nowIndicator
        allDaySlot={false}
        scrollTime="07:00"
        slotDuration="00:30"
        snapDuration="00:15"
        defaultTimedEventDuration="00:45"
        forceEventDuration
        slotEventOverlap={false}
        eventDurationEditable={false}
        eventDisplay="block"
        eventTimeFormat={{ hour: "2-digit", minute: "2-digit", hour12: false }}
        slotHeaderFormat={{ hour: "2-digit", minute: "2-digit", hour12: false }}
        displayEventEnd={false}
        eventColor="transparent"
        eventContrastColor="var(--ink)"
        dayLaneClass={quiet}
        longPressDelay={350}
        droppable={mayMove}
        moreLinkText={(count) => t`${count} more`}
        moreLinkHint={(count) => t`Show ${count} more`}
        closeHint={t`Close`}
        noEventsText={t`Nothing stands in these days.`}
        events={events}
        eventOrder="rank,start,title"
        eventContent={({ event, view: shown }) => {
          const { entry, free: slots } = event.extendedProps as Drawn;
          if (slots) return <FreeView free={slots} zone={zone} channels={channels} />;
          if (!entry) return event.title;
          // While it is dragged, its time is the one it would get.
          const at = event.start ?? new Date(entry.at);
          return (
            <EntryView
              entry={entry}
              time={words.clock(at)}
              look={look}
              warning={warnings.get(entry.postId)}
              tall={shown.type.startsWith("timeGrid")}
            />
          );
        }}
        dayCellClass={quiet}
        datesSet={({ start, end, view: shown }) =>
          onShow({
            from: start.toISOString(),
            to: end.toISOString(),
            title: shown.title,
            day: dayIn(zone)(shown.currentStart),
          })
        }
        eventDidMount={({ el, event }) => {
          if (event.extendedProps.entry) el.setAttribute("aria-keyshortcuts", "m");
        }}
        eventClick={({ el, event, jsEvent }) => {
          const { free: slots } = event.extendedProps as Drawn;
          const [slot, ...more] = slots ?? [];
          if (slots && slot) {
            const button = el.closest<HTMLElement>("[role=button]") ?? el;
            const { left, bottom } = button.getBoundingClientRect();
            if (more.length === 0) onBegin(slot);
            // Once the key that asked has been dealt with.
            else setTimeout(() => onSlots({ free: slots, at: { x: left, y: bottom }, from: button }));
            return;
          }
          if (jsEvent.metaKey || jsEvent.ctrlKey || jsEvent.shiftKey) return;
          jsEvent.preventDefault();
          router.history.push(event.url);
        }}
        dateClick={({ date, allDay }) => {
          const name = dayIn(zone)(date);
          if (!begins || closing.current || (allDay ? name < today : date < new Date())) return;
          onBegin(allDay ? firstTime(name, zone, new Date()) : localIn(date, zone));
        }}
        eventDrop={({ event, revert }) => {
          const { entry } = event.extendedProps as Drawn;
          if (!event.start || !entry) return revert();
          void onMove(entry, localIn(event.start, zone)).then((stays) => {
            if (!stays) revert();
          });
        }}
        drop={({ draggedEl, date, allDay }) => {
          const id = draggedEl.dataset.draft;
          if (!id) return;
          // A day of the month has no hour: nine o'clock, to be moved from there.
          onDraft(id, allDay ? `${dayIn(zone)(date)}T09:00` : localIn(date, zone));
        }}
      />
    </div>
  );
}

/**
 * What scrolls can be reached by the keyboard, even where no entry stands in it: by its first cell, since the roles of a
 * table allow no focus on what only scrolls.
 */
function reach(box: HTMLElement): void {
  for (const one of box.querySelectorAll<HTMLElement>("div")) {
    const scrolls =
      /auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight;
    if (!scrolls || one.querySelector("a[href], button, [tabindex]")) continue;
    const cell = one.querySelector<HTMLElement>("[role=rowheader], [role=cell], [role=gridcell]");
    (cell ?? one).tabIndex = 0;
  }
}
