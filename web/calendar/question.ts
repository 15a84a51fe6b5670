/** What the address of the calendar says: which view of which days, and what of it is shown. */

export const views = ["month", "week", "day", "list"] as const;
export type View = (typeof views)[number];

/** What people filter by: a few words for the many states of a post. */
export const standings = ["draft", "planned", "sent", "trouble"] as const;
export type Standing = (typeof standings)[number];

export interface CalendarSearch {
  view?: View;
  /** The first day shown, or one within: `2027-03-01`. */
  day?: string;
  color?: "pillar";
  /** The times are shown on the person's own clock instead of the workspace's. */
  clock?: "own";
  channel?: string;
  pillar?: string;
  status?: Standing;
}

const isDay = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
const isText = (value: unknown): value is string => typeof value === "string" && value.length < 100;
const isOneOf = <T extends string>(known: readonly T[], value: unknown): value is T =>
  known.includes(value as T);

/** What cannot be read is left out: an old or mistyped link still opens the calendar. */
export function readSearch(search: Record<string, unknown>): CalendarSearch {
  const { view, day, color, clock, channel, pillar, status } = search;
  return {
    ...(isOneOf(views, view) ? { view } : {}),
    ...(isDay(day) ? { day } : {}),
    ...(color === "pillar" ? { color } : {}),
    ...(clock === "own" ? { clock } : {}),
    ...(isText(channel) ? { channel } : {}),
    ...(isText(pillar) ? { pillar } : {}),
    ...(isOneOf(standings, status) ? { status } : {}),
  };
}
