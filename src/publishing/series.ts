/**
 * A series: posts that come again by a rule. Each occurrence is a post of its own, known by the time that the rule gave
 * it. What the clock does not say clearly of such a time was asked when the rule was made. Pure.
 */
import { fail, ok, type Result } from "../kernel/result.ts";
import type { Content, OwnContent } from "./content.ts";
import { type LocalTime, type LocalTimeFault, momentOf } from "./local-time.ts";
import { type RuleFault, readRule, walkRule } from "./recurrence.ts";

/** What is done with a time that a night leaps over, and with one that it shows twice; null: nobody was asked. */
export interface ClockChoice {
  skipped: "before" | "after" | null;
  twice: "first" | "second" | null;
}

/** What a series says, everywhere alike. */
export interface SeriesText {
  base: Content;
  pillarId: string | null;
  /** `time`: a channel's own, as it stood beside the series' first. */
  variants: Array<{ channelId: string; own: OwnContent; time: { local: string; zone: string } | null }>;
}

export interface Repeating extends ClockChoice {
  /** RFC 5545. */
  rule: string;
  zone: string;
  /** The first, `YYYY-MM-DDTHH:mm`; all others are counted from it. */
  start: string;
  /** None from here on: another series goes on instead. */
  endsBefore: string | null;
}

/** A time as it is planned. `moved`: it is not quite the rule's, since the clock leaps over that, or shows it twice. */
export interface Settled {
  time: LocalTime;
  at: Date;
  moved: "skipped" | "twice" | null;
}

/** The moment of a rule's time, by what was chosen; what nobody was asked about is a fault and no guess. */
export function settleTime(
  local: string,
  zone: string,
  { skipped, twice }: ClockChoice,
): Result<Settled, LocalTimeFault> {
  const plain = momentOf({ local, zone });
  if (plain.ok) return ok({ time: { local, zone }, at: plain.value, moved: null });
  const { fault } = plain;
  if (fault.tag === "skipped" && skipped !== null) {
    const near = fault[skipped];
    const moved = momentOf({ local: near, zone });
    return moved.ok ? ok({ time: { local: near, zone }, at: moved.value, moved: "skipped" }) : moved;
  }
  if (fault.tag === "twice" && twice !== null) {
    const second = twice === "second";
    return ok({ time: { local, zone, second }, at: second ? fault.second : fault.first, moved: "twice" });
  }
  return plain;
}

const minuteOf = (local: string): number => Date.parse(`${local}:00Z`) / 60_000;
/** How far two times are apart on one clock, in its minutes. */
export const wallMinutes = (from: string, to: string): number => minuteOf(to) - minuteOf(from);
export const addWall = (local: string, minutes: number): string =>
  new Date((minuteOf(local) + minutes) * 60_000).toISOString().slice(0, 16);

/** The times of a series on its clock, the earliest first. */
export function occurrencesOf(
  { rule, start, zone, endsBefore }: Repeating,
  span: { from?: string; through?: string; most: number },
): string[] {
  const found = walkRule(rule, start, zone, span);
  return endsBefore === null ? found : found.filter((local) => local < endsBefore);
}

/** When a channel's own time comes in an occurrence: as far from it as in the first. */
export const ownTimeAt = (start: string, at: string, own: string): string =>
  addWall(own, wallMinutes(start, at));

export interface ClockQuestions {
  skipped?: { local: string; before: string; after: string };
  twice?: { local: string; first: string; second: string };
}

/** How far ahead the clock's questions are looked for: two years know every night that comes back each year. */
const questionDays = 731;
const questionMost = 800;

/** What the clock does not say clearly of a series' times, the first of each sort, unless it was answered. */
export function clockQuestions(series: Repeating, own: SeriesText["variants"] = []): ClockQuestions {
  const through = addWall(series.start, questionDays * 24 * 60);
  const asked: ClockQuestions = {};
  for (const at of occurrencesOf(series, { through, most: questionMost })) {
    const times = [
      { local: at, zone: series.zone },
      ...own.flatMap(({ time }) =>
        time ? [{ local: ownTimeAt(series.start, at, time.local), zone: time.zone }] : [],
      ),
    ];
    for (const { local, zone } of times) {
      const settled = settleTime(local, zone, series);
      if (settled.ok) continue;
      const { fault } = settled;
      if (fault.tag === "skipped") asked.skipped ??= { local, before: fault.before, after: fault.after };
      if (fault.tag === "twice")
        asked.twice ??= {
          local,
          first: fault.first.toISOString(),
          second: fault.second.toISOString(),
        };
    }
    if (asked.skipped && asked.twice) break;
  }
  return asked;
}

/** Why a wish for repetition is not met. */
export type RepeatFault =
  | { tag: "rule"; fault: RuleFault }
  /** The clock does not say clearly when: somebody has to choose. */
  | { tag: "clock"; questions: ClockQuestions };

export interface Wish extends ClockChoice {
  rule: string;
  /** That it has no end is chosen, and never happens by leaving something out. */
  untilStopped: boolean;
}

/** Reads what somebody wishes for a first time; everything that is wrong with it comes out here. */
export function readWish(wish: Wish, time: LocalTime, present: Date): Result<Repeating, RuleFault> {
  const rule = readRule(wish.rule, wish.untilStopped);
  if (!rule.ok) return rule;
  const series: Repeating = {
    rule: rule.value.text,
    zone: time.zone,
    start: time.local,
    endsBefore: null,
    skipped: wish.skipped,
    twice: wish.twice,
  };
  const [first] = occurrencesOf(series, { most: 1 });
  if (first === undefined) return fail({ tag: "none" });
  if (first !== time.local) return fail({ tag: "start-outside", first });
  // A day of slack: which of its hours is over is seen where the moments are known.
  const today = addWall(present.toISOString().slice(0, 16), -24 * 60);
  const [coming] = occurrencesOf(series, { from: today, most: 1 });
  return coming === undefined ? fail({ tag: "past" }) : ok(series);
}
