/** The week as the editor holds it, and back. Pure. */
import { type Hours, minuteOfDay, type Weekday, weekdays } from "../team/week.ts";

/** One stretch of a day. `key` is only for the screen. */
export interface Stretch {
  key: number;
  from: string;
  to: string;
}
export type Week = Record<Weekday, Stretch[]>;

let lastKey = 0;
export const stretch = (from: string, to: string): Stretch => ({ key: ++lastKey, from, to });

/** A time field has no 24:00: there the end of the day is 00:00. */
export const fromHours = (hours: Hours): Week =>
  Object.fromEntries(
    weekdays.map((day) => [
      day,
      (hours[day] ?? []).map(([from = "", to = ""]) => stretch(from, to === "24:00" ? "00:00" : to)),
    ]),
  ) as Week;

export const toHours = (week: Week): { [day in Weekday]?: [string, string][] } =>
  Object.fromEntries(
    weekdays
      .filter((day) => week[day].length > 0)
      .map((day) => [
        day,
        [...week[day]]
          .sort((a, b) => minuteOfDay(a.from) - minuteOfDay(b.from))
          .map(({ from, to }): [string, string] => [from, to === "00:00" ? "24:00" : to]),
      ]),
  );

/** Minutes of the day from its beginning; an end before its beginning lies on the next day. */
function ends({ from, to }: Stretch): [number, number] {
  const start = minuteOfDay(from);
  const end = to === "00:00" ? 1440 : minuteOfDay(to);
  return [start, end <= start ? end + 1440 : end];
}

/** What is wrong, by the stretch's key. */
export function problemsOf(week: Week, words: { unfinished: string; overlap: string }): Map<number, string> {
  const found = new Map<number, string>();
  for (const day of weekdays) {
    let until = 0;
    const inOrder = [...week[day]].sort((a, b) => minuteOfDay(a.from) - minuteOfDay(b.from));
    for (const one of inOrder) {
      if (!one.from || !one.to || one.from === one.to) {
        found.set(one.key, words.unfinished);
        continue;
      }
      const [start, end] = ends(one);
      if (start < until) found.set(one.key, words.overlap);
      until = Math.max(until, end);
    }
  }
  return found;
}

export const weekHours = (week: Week): number =>
  weekdays
    .flatMap((day) => week[day])
    .filter(({ from, to }) => from && to && from !== to)
    .reduce((sum, one) => sum + (ends(one)[1] - ends(one)[0]) / 60, 0);

/** A next stretch that makes sense after those of the day: an hour after the last, or a working day. */
export function nextStretch(day: readonly Stretch[]): Stretch {
  const last = day.at(-1);
  if (!last?.to) return stretch("09:00", "17:00");
  const start = Math.min(minuteOfDay(last.to) + 60, 22 * 60);
  const time = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:00`;
  return stretch(time(start), time(Math.min(start + 120, 23 * 60)));
}
