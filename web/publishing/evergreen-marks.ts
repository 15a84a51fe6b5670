/** What the switches of a post's channels come to. Pure. */
import { mostRest, usualRest } from "../../src/publishing/rest-days.ts";
import type { Mark } from "./evergreen-api.ts";

/** Days that a post rests on a channel, as the server takes them. */
export const rest = { least: 1, usual: usualRest, most: mostRest };

/** With this channel marked for so many days, or not marked; the others stay. */
export function marked(marks: readonly Mark[], channelId: string, days: number | undefined): Mark[] {
  const others = marks.filter((each) => each.channelId !== channelId);
  return days === undefined ? others : [...others, { channelId, days }];
}

/** What was typed, as the server takes it: whole days, within the bounds; undefined where it is no number. */
export function daysOf(typed: string | number): number | undefined {
  const days = typed === "" ? Number.NaN : Math.round(Number(typed));
  return Number.isNaN(days) ? undefined : Math.min(rest.most, Math.max(rest.least, days));
}

/** Which of the marks a refusal is about: `channels.1.channelId` names the second. */
export function refusedMark(marks: readonly Mark[], paths: readonly string[]): Mark | undefined {
  const places = paths.flatMap((path) => /^channels\.(\d+)/.exec(path)?.[1] ?? []);
  return marks[Number(places[0] ?? Number.NaN)];
}
