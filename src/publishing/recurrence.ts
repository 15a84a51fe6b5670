/**
 * Repetition by RFC 5545 3.3.10, on the clock of a place: a rule is walked in wall time, without a zone, and what the
 * zone makes of each of its times is the business of `local-time.ts`. So nine o'clock stays nine o'clock, and a time that
 * a night leaps over is not silently left out. Pure; the walking is rrule-temporal's.
 */
import { DateTime } from "luxon";
import { RRuleTemporal } from "rrule-temporal";
import { fail, ok, type Result } from "../kernel/result.ts";

export type RuleFault =
  /** `part`: where it cannot be read. */
  | { tag: "unreadable"; part: string }
  | { tag: "too-often" }
  /** COUNT, UNTIL and “until stopped” go one at a time. */
  | { tag: "two-ends" }
  | { tag: "no-end" }
  | { tag: "none" }
  | { tag: "past" }
  /** The time of the first is none of the rule's. */
  | { tag: "start-outside"; first: string };

/** A rule that can be walked. */
export interface Rule {
  /** As RFC 5545 writes it, without `RRULE:`. */
  text: string;
  ends: boolean;
}

/** More says nothing that anybody wants to read. */
const mostADay = 4;
/** The walk ends here where a rule never comes true, as on 31 February: days for daily ones, else weeks, months or years. */
const mostSteps = (text: string): number => (text.includes("FREQ=DAILY") ? 20_000 : 4_000);

const weekday = /^(?:MO|TU|WE|TH|FR|SA|SU)$/;
const numbers =
  (low: number, high: number, signed = false) =>
  (value: string) =>
    value.split(",").every((each) => {
      if (!(signed ? /^[+-]?\d{1,3}$/ : /^\d{1,2}$/).test(each)) return false;
      const size = Math.abs(Number(each));
      return size >= low && size <= high;
    });
const parts: Readonly<Record<string, (value: string) => boolean>> = {
  FREQ: (value) => ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].includes(value),
  INTERVAL: (value) => /^[1-9]\d{0,2}$/.test(value),
  COUNT: (value) => /^[1-9]\d{0,4}$/.test(value),
  UNTIL: (value) => /^\d{8}(?:T\d{6}Z?)?$/.test(value) && untilOf(value, "UTC") !== undefined,
  BYDAY: (value) => value.split(",").every((each) => weekday.test(each.replace(/^[+-]?[1-9]\d?/, ""))),
  BYMONTHDAY: numbers(1, 31, true),
  BYYEARDAY: numbers(1, 366, true),
  BYWEEKNO: numbers(1, 53, true),
  BYMONTH: numbers(1, 12),
  BYSETPOS: numbers(1, 366, true),
  BYHOUR: numbers(0, 23),
  BYMINUTE: numbers(0, 59),
  WKST: (value) => weekday.test(value),
};

/** Reads a rule as somebody wrote it. `untilStopped`: they chose that it has no end. */
export function readRule(text: string, untilStopped: boolean): Result<Rule, RuleFault> {
  const said = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .replace(/;$/, "")
    .split(";")) {
    const [name = "", value = "", ...more] = part.split("=").map((each) => each.trim());
    if (/^(?:HOURLY|MINUTELY|SECONDLY)$/.test(value)) return fail({ tag: "too-often" });
    if (more.length > 0 || said.has(name) || !Object.hasOwn(parts, name) || !parts[name]?.(value))
      return fail({ tag: "unreadable", part: part.slice(0, 60) });
    said.set(name, value);
  }
  const odd = oddPart(said);
  if (odd) return fail({ tag: "unreadable", part: odd });
  const times = (name: string) => new Set(said.get(name)?.split(",") ?? [""]).size;
  if (times("BYHOUR") * times("BYMINUTE") > mostADay) return fail({ tag: "too-often" });
  const ends = [said.has("COUNT"), said.has("UNTIL"), untilStopped].filter(Boolean).length;
  if (ends > 1) return fail({ tag: "two-ends" });
  if (ends === 0) return fail({ tag: "no-end" });
  return ok({ text: [...said].map((each) => each.join("=")).join(";"), ends: !untilStopped });
}

/** What RFC 5545 allows to stand together, and what it does not. */
function oddPart(said: ReadonlyMap<string, string>): string | undefined {
  const frequency = said.get("FREQ");
  if (!frequency) return "FREQ=";
  const days = said.get("BYDAY") ?? "";
  if (/\d/.test(days) && (!/^(?:MONTHLY|YEARLY)$/.test(frequency) || said.has("BYWEEKNO")))
    return `BYDAY=${days}`;
  if (frequency === "WEEKLY" && said.has("BYMONTHDAY")) return "BYMONTHDAY=";
  if (frequency !== "YEARLY" && said.has("BYYEARDAY")) return "BYYEARDAY=";
  if (frequency !== "YEARLY" && said.has("BYWEEKNO")) return "BYWEEKNO=";
  const others = [...said.keys()].some((name) => name.startsWith("BY") && name !== "BYSETPOS");
  return said.has("BYSETPOS") && !others ? "BYSETPOS=" : undefined;
}

/** The last wall time of UNTIL: a day means all of it, and `Z` a moment that the zone's clock shows so. */
function untilOf(value: string, zone: string): string | undefined {
  if (value.length === 8) {
    const day = DateTime.fromFormat(value, "yyyyMMdd", { zone: "UTC" });
    return day.isValid ? `${value}T235900` : undefined;
  }
  const at = DateTime.fromFormat(value.slice(0, 15), "yyyyMMdd'T'HHmmss", { zone: "UTC" });
  if (!at.isValid) return undefined;
  return (value.endsWith("Z") ? at.setZone(zone) : at).toFormat("yyyyMMdd'T'HHmmss");
}

export interface Walk {
  /** `YYYY-MM-DDTHH:mm`, the earliest and the latest that are asked for. */
  from?: string | undefined;
  through?: string | undefined;
  most: number;
}

/** The times of a rule on the clock of its zone, the earliest first. `start`: the first, `YYYY-MM-DDTHH:mm`. */
export function walkRule(text: string, start: string, zone: string, { from, through, most }: Walk): string[] {
  const rule = text.replace(/UNTIL=([^;]+)/, (_, value) => `UNTIL=${untilOf(value, zone)}Z`);
  const walked = new RRuleTemporal({
    rruleString: `DTSTART:${start.replace(/[-:]/g, "")}00Z\nRRULE:${rule}`,
    maxIterations: mostSteps(text),
  });
  const found: string[] = [];
  try {
    walked.all((at) => {
      const local = at.toString().slice(0, 16);
      if (through !== undefined && local > through) return false;
      if (from === undefined || local >= from) found.push(local);
      return found.length < most;
    });
  } catch (error) {
    // It comes true no more (or never): what was found until then is all of it.
    if (!(error instanceof Error && error.message.includes("exceeded"))) throw error;
  }
  return found.slice(0, most).filter((local) => through === undefined || local <= through);
}

/** How many times of a rule come before one. */
export const countBefore = (text: string, start: string, zone: string, before: string): number =>
  walkRule(text, start, zone, { through: before, most: 100_000 }).filter((local) => local < before).length;

/** The rule for what is left of a series from one of its times on. */
export function restOfRule(text: string, start: string, zone: string, from: string): string {
  return text.replace(
    /COUNT=(\d+)/,
    (_, count) => `COUNT=${Number(count) - countBefore(text, start, zone, from)}`,
  );
}
