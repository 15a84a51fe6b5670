/** What a figure is, and how it is printed. */
import type { PeerName } from "../test/peers/available.ts";
import type { Bench } from "./bench.ts";

export type Engine = "pglite" | "postgres";
export const engines: readonly Engine[] = ["pglite", "postgres"];
export const engineNames: Record<Engine, string> = { pglite: "PGlite", postgres: "PostgreSQL" };

/** What is promised: at least, or at most, this value. */
export type Target = { least: number } | { most: number };

export interface Figure {
  /** `what.figure`; on the command line any beginning of it chooses the figure. */
  name: string;
  /** One sentence: what over what, in which unit. */
  means: string;
  /** Undefined: measured and shown, promised nowhere. */
  target(engine: Engine): Target | undefined;
  /** False: the database plays no part, and the figure is taken once. */
  perEngine: boolean;
  /** The only database that can show it. */
  only?: Engine;
  /** The servers that it is taken with, beside the database. */
  needs?: readonly PeerName[];
  /** Measures. Answers values by what is added to the figure's name, `""` for the figure itself. */
  measure(bench: Bench): Promise<Record<string, number>>;
}

/** A measured value under the name that it is printed with. */
export interface Line {
  name: string;
  value: number;
  target: Target | undefined;
}

export const linesOf = (figure: Figure, engine: Engine, values: Record<string, number>): Line[] =>
  Object.entries(values).map(([part, value]) => ({
    name: [figure.name, part, figure.perEngine ? engine : ""].filter((each) => each !== "").join("."),
    value,
    target: figure.target(engine),
  }));

export const meets = (value: number, target: Target): boolean =>
  "least" in target ? value >= target.least : value <= target.most;

/** For people: the value with its target beside it. */
export function sentenceOf({ name, value, target }: Line): string {
  if (!target) return `${name}: ${format(value)}`;
  const [words, bound] = "least" in target ? ["at least", target.least] : ["at most", target.most];
  return `${name}: ${format(value)} (target ${words} ${bound}: ${meets(value, target) ? "met" : "missed"})`;
}

/** For programs. */
export const benchLineOf = ({ name, value }: Line): string => `BENCH ${name} ${format(value)}`;

const format = (value: number): string => value.toFixed(value < 100 ? 2 : 0);
