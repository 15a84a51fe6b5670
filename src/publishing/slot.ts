/** Weekly slots: the hours at which a channel speaks, and the next of them that is free. Pure. */
import { DateTime } from "luxon";
import { type LocalTime, momentOf } from "./local-time.ts";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** Every week at this time, on the clock of the zone. */
export interface Slot {
  weekday: Weekday;
  /** `HH:mm` */
  time: string;
  /** IANA name. */
  zone: string;
}

/** Beyond this the queue is so full that a person has to look at it. */
const horizonWeeks = 104;

/**
 * The first slot after `from` at whose moment nothing stands yet. A slot in an hour that the clock leaps over is left
 * out that week; one that the clock shows twice is meant the first time. `taken`: moments, in ms since the epoch.
 */
export function nextFreeSlot(
  slots: readonly Slot[],
  taken: ReadonlySet<number>,
  from: Date,
): { time: LocalTime; at: Date } | undefined {
  const found = slots.flatMap((slot) => freeOf(slot, taken, from) ?? []);
  return found.toSorted((one, other) => one.at.getTime() - other.at.getTime())[0];
}

function freeOf(
  { weekday, time, zone }: Slot,
  taken: ReadonlySet<number>,
  from: Date,
): { time: LocalTime; at: Date } | undefined {
  const start = DateTime.fromJSDate(from, { zone });
  const ahead = (weekdays.indexOf(weekday) + 1 - start.weekday + 7) % 7;
  for (let week = 0; week <= horizonWeeks; week += 1) {
    const local = `${start.plus({ days: ahead + 7 * week }).toFormat("yyyy-MM-dd")}T${time}`;
    const once = momentOf({ local, zone });
    const twice = !once.ok && once.fault.tag === "twice";
    const moment = twice ? momentOf({ local, zone, second: false }) : once;
    if (!moment.ok || moment.value <= from || taken.has(moment.value.getTime())) continue;
    return { time: { local, zone, ...(twice ? { second: false } : {}) }, at: moment.value };
  }
  return undefined;
}
