/**
 * A time on the clock of a place: `2026-03-29T09:00` in `Europe/Madrid`. Posts are planned so, and stay at nine o'clock
 * when the clocks change. Pure; IANA time zone database, by luxon.
 */
import { DateTime, IANAZone } from "luxon";
import { fail, ok, type Result } from "../kernel/result.ts";

export interface LocalTime {
  /** `YYYY-MM-DDTHH:mm`, no offset. */
  local: string;
  /** IANA name. */
  zone: string;
  /** Which of the two, for a time that the clock shows twice in one night. */
  second?: boolean | undefined;
}

export type LocalTimeFault =
  | { tag: "unknown-zone" }
  | { tag: "no-time" }
  /** The clock is set forward over it: these are the nearest that exist. */
  | { tag: "skipped"; before: string; after: string }
  /** The clock is set back and shows it twice: somebody has to say which. */
  | { tag: "twice"; first: Date; second: Date };

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const form = "yyyy-MM-dd'T'HH:mm";

/** The one moment that is meant; a time that does not exist, or exists twice without `second`, is a fault and no guess. */
export function momentOf({ local, zone, second }: LocalTime): Result<Date, LocalTimeFault> {
  if (zone.length > 64 || !IANAZone.isValidZone(zone)) return fail({ tag: "unknown-zone" });
  if (!shape.test(local)) return fail({ tag: "no-time" });
  const at = DateTime.fromISO(local, { zone });
  if (!at.isValid) return fail({ tag: "no-time" });
  // luxon moves what does not exist forward by the hour that is missing.
  if (at.toFormat(form) !== local) return fail({ tag: "skipped", ...around(at) });
  const [first, later] = at
    .getPossibleOffsets()
    .toSorted((one, other) => one.toMillis() - other.toMillis())
    .map((each) => each.toJSDate());
  if (!first || !later) return ok(at.toJSDate());
  if (second === undefined) return fail({ tag: "twice", first, second: later });
  return ok(second ? later : first);
}

/** What the clock of the zone shows at a moment, with `second` where it shows that twice. */
export function localTimeOf(moment: Date, zone: string): LocalTime {
  const at = DateTime.fromJSDate(moment, { zone });
  const local = at.toFormat(form);
  const possible = at.startOf("minute").getPossibleOffsets();
  if (possible.length < 2) return { local, zone };
  return { local, zone, second: possible.every((each) => each.toMillis() <= at.toMillis()) };
}

/** The last minute before the missing hour, and the first one after it. */
function around(moved: DateTime): { before: string; after: string } {
  let after = moved.startOf("hour");
  // The missing stretch is an hour in most places, half an hour on Lord Howe Island, a whole day in a few histories.
  for (const step of [30, 60, 90, 120, 24 * 60])
    if (moved.minus({ minutes: step }).offset !== moved.offset) {
      after = changeBetween(moved.minus({ minutes: step }), moved);
      break;
    }
  return { before: after.minus({ minutes: 1 }).toFormat(form), after: after.toFormat(form) };
}

/** The first minute with the later one's offset. */
function changeBetween(from: DateTime, to: DateTime): DateTime {
  let [low, high] = [Math.floor(from.toMillis() / 60_000), Math.floor(to.toMillis() / 60_000)];
  const offsetAt = (minute: number) => DateTime.fromMillis(minute * 60_000, { zone: to.zone }).offset;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === to.offset) high = middle;
    else low = middle;
  }
  return DateTime.fromMillis(high * 60_000, { zone: to.zone });
}
