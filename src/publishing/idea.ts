/** Where an idea stands on the board, and what of it makes a draft. Pure. */
import { type Content, emptyContent } from "./content.ts";

/** From a first thought to what is written next. */
export const lanes = ["thought", "trying", "next"] as const;
export type Lane = (typeof lanes)[number];

/** The board is read as a whole: more open ideas than this nobody reads. */
export const mostIdeas = 500;
const step = 1024;

/**
 * The rank between two neighbours; undefined stands for an end of the lane. Nothing when no number lies between them
 * any more: then the lane is numbered anew.
 */
export function rankBetween(before: number | undefined, after: number | undefined): number | undefined {
  if (before === undefined && after === undefined) return 0;
  if (before === undefined) return (after as number) - step;
  if (after === undefined) return before + step;
  const middle = before + (after - before) / 2;
  return middle > before && middle < after ? middle : undefined;
}

/** Evenly spaced ranks for a lane of so many. */
export const freshRanks = (count: number): number[] => Array.from({ length: count }, (_, at) => at * step);

/** What a draft of it begins with: its words and its link. What somebody asked stands beside the draft, not in it. */
export const contentOfIdea = ({ text, link }: { text: string; link: string | null }): Content => {
  const words = link && !text.includes(link) ? [text, link].filter(Boolean).join("\n\n") : text;
  return words === "" ? emptyContent : { parts: [{ text: words, media: [] }] };
};
