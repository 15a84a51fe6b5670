import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  addWorkingMinutes,
  type Calendar,
  type Hours,
  isWithin,
  nextOpening,
  type Span,
  weekdays,
  workingClock,
  workingMinutesBetween,
} from "./hours.ts";

const office: Hours = Object.fromEntries(
  weekdays.slice(0, 5).map((day) => [
    day,
    [
      ["09:00", "13:00"],
      ["15:00", "18:00"],
    ],
  ]),
);
const at = (text: string) => new Date(text);
const madrid = (hours: Hours): Calendar => ({ hours, zone: "Europe/Madrid" });

describe("working hours", () => {
  it("open at the start of a span and close at its end, in the person's zone", () => {
    // 23 November 2026 is a Monday; Madrid is one hour ahead of UTC.
    assert.equal(isWithin(office, "Europe/Madrid", at("2026-11-23T07:59:59Z")), false);
    assert.equal(isWithin(office, "Europe/Madrid", at("2026-11-23T08:00:00Z")), true);
    assert.equal(isWithin(office, "Europe/Madrid", at("2026-11-23T11:59:59Z")), true);
    assert.equal(isWithin(office, "Europe/Madrid", at("2026-11-23T12:00:00Z")), false);
    assert.equal(isWithin(office, "Pacific/Chatham", at("2026-11-23T08:00:00Z")), false);
    assert.equal(isWithin({}, "Europe/Madrid", at("2026-11-23T08:00:00Z")), false);
  });

  it("count on where somebody is always at work", () => {
    const always: Hours = Object.fromEntries(weekdays.map((day) => [day, [["00:00", "24:00"]]]));
    const calendars = [madrid(always), { hours: always, zone: "America/Lima" }];
    const from = at("2026-10-20T10:07:00Z");
    assert.deepEqual(addWorkingMinutes(calendars, from, 14 * 1440), at("2026-11-03T10:07:00Z"));
    assert.equal(workingMinutesBetween(calendars, from, at("2026-11-03T10:07:00Z")), 14 * 1440);
    assert.deepEqual(workingClock(calendars)(from, 90), at("2026-10-20T11:37:00Z"));
  });

  it("go on past midnight when they end before they begin", () => {
    const night: Hours = { fri: [["22:00", "02:00"]] };
    assert.equal(isWithin(night, "Europe/Madrid", at("2026-11-28T00:30:00Z")), true);
    assert.equal(isWithin(night, "Europe/Madrid", at("2026-11-28T01:00:00Z")), false);
    assert.equal(isWithin({ fri: [["22:00", "24:00"]] }, "Europe/Madrid", at("2026-11-27T22:59:00Z")), true);
  });

  it("name the next opening, over a weekend and never when there are no hours", () => {
    const friday = at("2026-11-27T18:30:00Z");
    assert.deepEqual(nextOpening(office, "Europe/Madrid", friday), at("2026-11-30T08:00:00Z"));
    const open = at("2026-11-23T09:10:00Z");
    assert.deepEqual(nextOpening(office, "Europe/Madrid", open), open);
    assert.equal(nextOpening({}, "Europe/Madrid", friday), undefined);
  });

  it("count a promise over lunch, night and weekend", () => {
    const asked = at("2026-11-27T11:30:00Z"); // Friday 12:30
    assert.deepEqual(addWorkingMinutes([madrid(office)], asked, 30), at("2026-11-27T12:00:00Z"));
    assert.deepEqual(addWorkingMinutes([madrid(office)], asked, 60), at("2026-11-27T14:30:00Z"));
    assert.deepEqual(addWorkingMinutes([madrid(office)], asked, 240), at("2026-11-30T08:30:00Z"));
    assert.deepEqual(addWorkingMinutes([madrid(office)], asked, 0), asked);
  });

  it("count time in which two work once, and the hours of both", () => {
    const evening: Calendar = { hours: { mon: [["12:00", "20:00"]] }, zone: "Europe/Madrid" };
    const nine = at("2026-11-23T08:00:00Z");
    assert.deepEqual(addWorkingMinutes([madrid(office), evening], nine, 11 * 60), at("2026-11-23T19:00:00Z"));
  });

  it("count every minute where nobody has hours", () => {
    const asked = at("2026-11-28T03:00:00Z");
    assert.deepEqual(addWorkingMinutes([], asked, 90), at("2026-11-28T04:30:00Z"));
    assert.deepEqual(
      addWorkingMinutes([madrid({}), madrid({ mon: [] })], asked, 90),
      at("2026-11-28T04:30:00Z"),
    );
  });

  it("are as long as the night really is when the clock changes", () => {
    const night: Hours = { sat: [["22:00", "06:00"]] };
    const hours = (zone: string, from: string, to: string) =>
      workingMinutesBetween([{ hours: night, zone }], at(from), at(to)) / 60;
    assert.equal(hours("Europe/Madrid", "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"), 7);
    assert.equal(hours("Europe/Madrid", "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z"), 9);
    assert.equal(hours("Australia/Sydney", "2026-10-03T03:00:00Z", "2026-10-04T03:00:00Z"), 7);
    assert.equal(hours("Australia/Sydney", "2026-04-04T03:00:00Z", "2026-04-05T03:00:00Z"), 9);
    assert.equal(hours("Pacific/Chatham", "2026-09-26T00:00:00Z", "2026-09-27T00:00:00Z"), 7);
    assert.equal(hours("Pacific/Chatham", "2026-04-04T00:00:00Z", "2026-04-05T00:00:00Z"), 9);
  });

  it("lose a span that the change of the clock swallows, and nothing else", () => {
    const hours: Hours = {
      sun: [
        ["02:00", "03:00"],
        ["08:00", "09:00"],
      ],
    };
    const saturday = at("2026-03-28T20:00:00Z");
    assert.deepEqual(nextOpening(hours, "Europe/Madrid", saturday), at("2026-03-29T06:00:00Z"));
    assert.equal(workingMinutesBetween([madrid(hours)], saturday, at("2026-03-30T00:00:00Z")), 60);
  });
});

/** A small generator of numbers (mulberry32), so that a failure can be run again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const step = 15;
/** Starts of weeks in which the clocks of these zones change, and one in which none does. */
const zones: Record<string, string[]> = {
  "Europe/Madrid": ["2026-03-25", "2026-10-21", "2026-06-10"],
  "Australia/Sydney": ["2026-03-31", "2026-09-30", "2026-06-10"],
  "Pacific/Chatham": ["2026-03-31", "2026-09-23", "2026-06-10"],
};

/** Hours whose edges keep clear of 02:00–04:00, where a change of the clock makes a local time mean two moments or none. */
function anyHours(pick: (below: number) => number): Hours {
  const edge = () => {
    const slots = [...Array(96).keys()].filter((slot) => slot < 8 || slot >= 16);
    const slot = slots[pick(slots.length)] ?? 0;
    return `${String(Math.floor(slot / 4)).padStart(2, "0")}:${String((slot % 4) * step).padStart(2, "0")}`;
  };
  const hours: Hours = {};
  for (const day of weekdays) {
    const spans: Span[] = [];
    for (let index = pick(3); index > 0; index--) {
      const span: Span = [edge(), edge()];
      if (span[0] !== span[1]) spans.push(span);
    }
    if (spans.length > 0) hours[day] = spans;
  }
  return hours;
}

/** What the platform's own calendar says the clock on the wall shows: an oracle that shares no code with ours. */
function wallClock(zone: string): (moment: number) => { day: number; minute: number } {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
  return (moment) => {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    return {
      day: names.indexOf(parts.weekday ?? ""),
      minute: Number(parts.hour) * 60 + Number(parts.minute),
    };
  };
}

const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

function shows(hours: Hours, { day, minute }: { day: number; minute: number }): boolean {
  const spans = (index: number) => hours[weekdays[(index + 7) % 7] ?? "mon"] ?? [];
  const today = spans(day).some(([from, to]) => {
    const [start, end] = [minuteOf(from), minuteOf(to)];
    return minute >= start && (end <= start || minute < end);
  });
  return (
    today || spans(day - 1).some(([from, to]) => minuteOf(to) <= minuteOf(from) && minute < minuteOf(to))
  );
}

describe("working hours, against the platform's calendar", () => {
  for (const seed of [...Array(40).keys()]) {
    const pick = numbers(seed + 1);
    const names = Object.keys(zones);
    const calendars = [...Array(1 + pick(3)).keys()].map(() => ({
      zone: names[pick(names.length)] ?? "UTC",
      hours: anyHours(pick),
    }));
    const weeks = zones[calendars[0]?.zone ?? ""] ?? [];
    const from = new Date(Date.parse(`${weeks[pick(weeks.length)]}T00:00:00Z`) + pick(96) * step * 60_000);

    it(`agree for week ${from.toISOString()} in ${calendars.map(({ zone }) => zone).join(", ")} (${seed})`, () => {
      const clocks = calendars.map(({ zone }) => wallClock(zone));
      const working: number[] = [];
      for (let slot = 0; slot < 10 * 96; slot++) {
        const moment = from.getTime() + slot * step * 60_000;
        const open = calendars.map(({ hours }, index) =>
          shows(hours, clocks[index]?.(moment) ?? { day: 0, minute: 0 }),
        );
        for (const [index, { hours, zone }] of calendars.entries())
          assert.equal(
            isWithin(hours, zone, new Date(moment)),
            open[index],
            `${zone} ${new Date(moment).toISOString()}`,
          );
        if (open.includes(true)) working.push(moment);
      }
      const clock = workingClock(calendars);
      for (let tries = 0; tries < 12 && working.length > 0; tries++) {
        const slots = 1 + pick(working.length);
        const due = addWorkingMinutes(calendars, from, slots * step);
        assert.equal(due.getTime(), (working[slots - 1] ?? 0) + step * 60_000, `${slots} slots`);
        assert.equal(workingMinutesBetween(calendars, from, due), slots * step);
        assert.deepEqual(clock(from, slots * step), due, "on a clock that is kept");
        const earlier = new Date(from.getTime() - pick(60) * 86_400_000 - pick(1440) * 60_000);
        assert.deepEqual(clock(earlier, slots * step), addWorkingMinutes(calendars, earlier, slots * step));
        const part = pick(slots);
        const half = addWorkingMinutes(calendars, from, part * step);
        assert.deepEqual(addWorkingMinutes(calendars, half, (slots - part) * step), due, "in two parts");
      }
      for (const [index, { hours, zone }] of calendars.entries()) {
        const opening = nextOpening(hours, zone, from);
        const first = [...Array(10 * 96).keys()]
          .map((slot) => from.getTime() + slot * step * 60_000)
          .find((moment) => shows(hours, clocks[index]?.(moment) ?? { day: 0, minute: 0 }));
        if (first !== undefined) assert.equal(opening?.getTime(), first);
      }
    });
  }
});
