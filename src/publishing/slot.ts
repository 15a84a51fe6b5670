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
  const found = slots.flatMap((slot) => {
    for (const moment of momentsOf(slot, from)) if (!taken.has(moment.at.getTime())) return moment;
    return [];
  });
  return inOrder(found)[0];
}

/** The slots after `from` and before `to` at whose moments nothing stands, in the order of time. Otherwise as above. */
export function freeSlots<S extends Slot>(
  slots: readonly S[],
  taken: ReadonlySet<number>,
  from: Date,
  to: Date,
): Array<SlotMoment & { slot: S }> {
  const found: Array<SlotMoment & { slot: S }> = [];
  for (const slot of slots)
    for (const moment of momentsOf(slot, from)) {
      if (moment.at >= to) break;
      if (!taken.has(moment.at.getTime())) found.push({ ...moment, slot });
    }
  return inOrder(found);
}

const inOrder = <M extends SlotMoment>(moments: readonly M[]): M[] =>
  moments.toSorted((one, other) => one.at.getTime() - other.at.getTime());

/** A slot in one week. */
export interface SlotMoment {
  time: LocalTime;
  at: Date;
}

/** Week by week after `from`, in the order of time. */
function* momentsOf({ weekday, time, zone }: Slot, from: Date): Generator<SlotMoment> {
  const start = DateTime.fromJSDate(from, { zone });
  const ahead = (weekdays.indexOf(weekday) + 1 - start.weekday + 7) % 7;
  for (let week = 0; week <= horizonWeeks; week += 1) {
    const local = `${start.plus({ days: ahead + 7 * week }).toFormat("yyyy-MM-dd")}T${time}`;
    const once = momentOf({ local, zone });
    const twice = !once.ok && once.fault.tag === "twice";
    const moment = twice ? momentOf({ local, zone, second: false }) : once;
    if (!moment.ok || moment.value <= from) continue;
    yield { time: { local, zone, ...(twice ? { second: false } : {}) }, at: moment.value };
  }
}
