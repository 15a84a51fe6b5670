/** Writes the table of settings in docs/operations.md from what the code knows. `docs.test.ts` says when it is old. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { settings } from "../src/kernel/config.ts";

const page = join(import.meta.dirname, "..", "docs", "operations.md");
const place = /(<!-- settings: [^\n]*-->\n)[\s\S]*?(<!-- \/settings -->)/;

export function settingsTable(): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  // Some examples are a sentence about the value.
  const example = (text: string) => (/^(what|the) /.test(text) ? text : `\`${text}\``);
  const rows = settings.map(
    ({ name, default: standard, meaning, example: good }) =>
      `| \`${name}\` | ${standard ? `\`${standard}\`` : "not set"} | ${cell(meaning)} For example ${cell(example(good))}. |`,
  );
  return ["| variable | when not set | what it does |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The page with the table as it has to be. */
export const withTable = (text: string): string =>
  text.replace(place, (_, begin: string, end: string) => `${begin}\n${settingsTable()}\n\n${end}`);

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  writeFileSync(page, withTable(readFileSync(page, "utf8")));
