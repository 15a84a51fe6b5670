/** When the figures of a post are asked for: often while it is fresh, then once a day, for thirty days. Pure. */
import { after, days, hours, minutes } from "../kernel/clock.ts";

const first = [minutes(1), minutes(5), minutes(15), hours(1), hours(3), hours(6), hours(12)];
const last = 30;

/** The next moment after `present`; undefined: it is asked no more. */
export function nextFigures(saidAt: Date, present: Date): Date | undefined {
  const age = present.getTime() - saidAt.getTime();
  const soon = first.find((each) => each > age);
  if (soon !== undefined) return after(saidAt, soon);
  const day = Math.floor(age / days(1)) + 1;
  return day <= last ? after(saidAt, days(day)) : undefined;
}
