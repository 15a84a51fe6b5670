/** How often a post comes again: from what is chosen in the fields to a rule of RFC 5545, and back. Pure. */

export const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Often = "never" | "daily" | "weekly" | "monthly-day" | "monthly-nth" | "own";
export type Ends = "day" | "count" | "stopped";

export interface RepeatForm {
  often: Often;
  /** Of the week, for `weekly`. */
  days: readonly string[];
  /** As somebody wrote it, for `own`. */
  own: string;
  ends: Ends;
  /** `YYYY-MM-DD` */
  last: string;
  count: number;
}

const dayOf = (local: string): Date => new Date(`${local.slice(0, 10)}T12:00:00Z`);
/** The day of the week of a time on a clock: `MO`. */
export const weekdayOf = (local: string): string => weekdays[(dayOf(local).getUTCDay() + 6) % 7] ?? "MO";
/** Which of its weekday in the month: 1 to 4, or -1 for a fifth, which is the last. */
export function nthOf(local: string): number {
  const nth = Math.ceil(dayOf(local).getUTCDate() / 7);
  return nth > 4 ? -1 : nth;
}
const dateOf = (local: string): number => dayOf(local).getUTCDate();

/** Whether a rule says itself when it ends. */
export const saysEnd = (rule: string): boolean => /(?:^|;)\s*(?:COUNT|UNTIL)\s*=/i.test(rule);

/** The rule for a post whose first time is `local`; undefined: it comes once. */
export function ruleOf(form: RepeatForm, local: string): { rule: string; untilStopped: boolean } | undefined {
  const base = {
    never: undefined,
    daily: "FREQ=DAILY",
    weekly: `FREQ=WEEKLY;BYDAY=${weekdays.filter((day) => form.days.includes(day)).join(",")}`,
    "monthly-day": `FREQ=MONTHLY;BYMONTHDAY=${dateOf(local)}`,
    "monthly-nth": `FREQ=MONTHLY;BYDAY=${nthOf(local)}${weekdayOf(local)}`,
    own: form.own.trim().replace(/;$/, "") || " ",
  }[form.often];
  if (base === undefined) return undefined;
  if (form.often === "own" && saysEnd(base)) return { rule: base, untilStopped: false };
  if (form.ends === "stopped") return { rule: base, untilStopped: true };
  const end = form.ends === "count" ? `COUNT=${form.count}` : `UNTIL=${form.last.replaceAll("-", "")}`;
  return { rule: `${base};${end}`, untilStopped: false };
}

/** What stands in the fields for a rule; for none: once, and ten times where that is changed. */
export function formOf(series: { rule: string; untilStopped: boolean } | null, local: string): RepeatForm {
  const form: RepeatForm = {
    often: "never",
    days: [weekdayOf(local)],
    own: "",
    ends: series?.untilStopped ? "stopped" : "count",
    last: "",
    count: 10,
  };
  if (!series) return form;
  const until = /(?:^|;)UNTIL=(\d{4})(\d{2})(\d{2})(T\d{6}Z?)?/.exec(series.rule);
  const count = /(?:^|;)COUNT=(\d+)/.exec(series.rule);
  const base = series.rule.replace(/;?(?:COUNT|UNTIL)=[^;]+/g, "");
  const ends: Partial<RepeatForm> = until
    ? { ends: "day", last: `${until[1]}-${until[2]}-${until[3]}` }
    : count
      ? { ends: "count", count: Number(count[1]) }
      : {};
  const weekly = /^FREQ=WEEKLY;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)$/.exec(base);
  const known = (often: Often) => ruleOf({ ...form, often, ends: "stopped" }, local)?.rule === base;
  if (until?.[4]) return { ...form, often: "own", own: series.rule };
  if (weekly) return { ...form, ...ends, often: "weekly", days: weekly[1]?.split(",") ?? [] };
  for (const often of ["daily", "monthly-day", "monthly-nth"] as const)
    if (known(often)) return { ...form, ...ends, often };
  return { ...form, ...ends, often: "own", own: base };
}
