/** What an import says of each row, as it is kept and as it is shown. */
import { z } from "zod";
import type { Language } from "../kernel/caller.ts";
import { writeCsv } from "./csv.ts";
import { columnOf, headOf } from "./csv-columns.ts";
import type { RowProblem } from "./csv-row.ts";

export interface ImportReport {
  rows: ReportRow[];
}

export interface ReportRow {
  /** As a spreadsheet counts: the head is 1. */
  number: number;
  /** `good`: it would be made. */
  state: "good" | "bad" | "made";
  brief: string;
  channelIds: string[];
  at: string | null;
  /** It is, or would be, on the plan and no mere draft. */
  planned: boolean;
  postId: string | null;
  problems: RowProblem[];
}

/** The sheet as it was sent. */
export interface SentSheet {
  head: string[];
  cells: ReadonlyMap<number, string[]>;
}

export const reportShape = z.object({
  rows: z.array(
    z.object({
      number: z.number(),
      state: z.enum(["good", "bad", "made"]),
      brief: z.string(),
      channelIds: z.array(z.uuid()),
      at: z.string().nullable(),
      planned: z.boolean(),
      postId: z.uuid().nullable(),
      problems: z.array(z.object({ column: z.string().nullable(), message: z.string() })),
    }),
  ),
  /** Heads that say nothing to us. */
  unused: z.array(z.string()),
  /** The rows that were not taken, as CSV with a column that says why; null: all were. */
  left: z.string().nullable(),
});

export function presentReport(
  { rows }: ImportReport,
  sent: SentSheet,
  language: Language,
): z.infer<typeof reportShape> {
  const said = (problems: RowProblem[]) =>
    problems.map(({ column, words }) => ({
      column: column && headOf(column, language),
      message: words[language],
    }));
  return {
    rows: rows.map((row) => ({ ...row, problems: said(row.problems) })),
    unused: sent.head.filter((each) => each !== "" && columnOf(each) === undefined),
    left: leftOver(rows, sent, language, (row) =>
      said(row.problems)
        .map(({ column, message }) => (column ? `${column}: ${message}` : message))
        .join(" "),
    ),
  };
}

/** The bad rows with their own columns; a reason from an earlier round gives way to the new one. */
function leftOver(
  rows: readonly ReportRow[],
  { head, cells }: SentSheet,
  language: Language,
  why: (row: ReportRow) => string,
): string | null {
  const bad = rows.filter(({ state }) => state === "bad");
  if (bad.length === 0) return null;
  const kept = head.flatMap((each, at) => (columnOf(each) === "reason" ? [] : [at]));
  return writeCsv(
    [...kept.map((at) => head[at] ?? ""), headOf("reason", language)],
    bad.map((row) => [...kept.map((at) => cells.get(row.number)?.[at] ?? ""), why(row)]),
  );
}
