/** Sheets of posts as CSV (RFC 4180), both ways. Pure. */
import Papa from "papaparse";

/** A row as it stands in the sheet. */
export interface CsvRow {
  /** As a spreadsheet counts: the head is 1. */
  number: number;
  cells: string[];
  /** A quotation mark in it is not closed, or closed too early. */
  broken: boolean;
}

/**
 * What a spreadsheet would run as a formula, or take for our guard against that (OWASP, "CSV Injection"). The guard is an
 * apostrophe before it, and what is written and read again is what it was.
 */
const formula = /^'*\s*[=+\-@＝＋－＠]|^[\t\r]/u;
const guarded = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell);
const unguarded = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;

/** Head and rows, whatever the delimiter (a comma, a semicolon, a tab, a bar). Rows in which nothing stands are left out. */
export function readCsv(text: string): { head: string[]; rows: CsvRow[] } {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ""), {
    delimitersToGuess: [",", ";", "\t", "|"],
  });
  const broken = new Set(errors.filter(({ type }) => type === "Quotes").map(({ row }) => row));
  const [head = [], ...rest] = data;
  return {
    head: head.map((cell) => unguarded(cell).trim()),
    rows: rest
      .map((cells, at) => ({ number: at + 2, cells: cells.map(unguarded), broken: broken.has(at + 1) }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== "")),
  };
}

/** With the mark by which spreadsheets know UTF-8, and nothing in it that they would run. */
export const writeCsv = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
  `\ufeff${Papa.unparse([head, ...rows].map((row) => row.map(guarded)))}\r\n`;
