/** What stands in the grid, as the library takes it: entries, free slots behind them, and the time that is being chosen. */
import { drawnUntil, type Entry } from "./entries.ts";
import { type Free, freeByDay, shifted } from "./free.ts";
import type { View } from "./question.ts";
import { postAddress } from "./words.ts";

/** Carried by each thing that is drawn. Neither: the time that is being chosen. */
export interface Drawn {
  /** In a day's cell the lower one comes first. */
  rank: number;
  entry?: Entry;
  free?: readonly Free[];
}

export function drawnOf({
  entries,
  free,
  zone,
  view,
  mayMove,
  chosen,
}: {
  entries: readonly Entry[];
  free: readonly Free[];
  zone: string;
  view: View;
  mayMove: boolean;
  /** On the clock of the zone. */
  chosen: string | undefined;
}) {
  const posts = entries.map((entry) => ({
    id: entry.key,
    title: entry.brief,
    start: entry.at,
    end: drawnUntil(entry.at, zone),
    url: postAddress(entry.postId),
    editable: mayMove && entry.movable,
    extendedProps: { rank: 0, entry } satisfies Drawn,
  }));
  // A cell of the month has room for one mark; a day by the hour shows each slot where it is.
  const marks =
    view === "list"
      ? []
      : view === "month"
        ? [...freeByDay(free, zone).values()]
        : free.map((each) => [each]);
  const slots = marks.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return {
      id: `free ${first.at}`,
      title: "",
      start: first.at,
      end: drawnUntil(first.at, zone),
      editable: false,
      interactive: mayMove,
      extendedProps: { rank: 1, free: group } satisfies Drawn,
    };
  });
  if (!chosen) return [...posts, ...slots];
  const month = view === "month";
  const pointed = {
    id: "chosen",
    title: "",
    display: "background",
    color: "var(--accent)",
    editable: false,
    allDay: month,
    start: month ? chosen.slice(0, 10) : chosen,
    ...(month ? {} : { end: shifted(chosen, 30) }),
    extendedProps: { rank: 2 } satisfies Drawn,
  };
  return [...posts, ...slots, pointed];
}
