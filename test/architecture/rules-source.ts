/** What the text of a file may hold. */
import { flow, longFiles } from "../../src/flow.ts";
import { type SourceFile, withoutComments } from "./tree.ts";

export const MOST_LINES = 300;

/** No file is longer than one can keep in mind, unless src/flow.ts says why. */
export function fileSizes(files: SourceFile[]): string[] {
  return files
    .filter(({ path, lines }) => lines > MOST_LINES && !longFiles[path])
    .map(({ path, lines }) => `${path}: ${lines} lines; split it by adjective, or explain it in src/flow.ts`);
}

const owners = new Map(flow.flatMap(({ name, tables }) => tables.map((table) => [table, name] as const)));
const product = (files: SourceFile[]) =>
  files.filter(({ path, test }) => path.startsWith("src/") && !path.includes("/migrations/") && !test);

/** A module writes its own tables only. */
export function tablesApart(files: SourceFile[]): string[] {
  const written =
    /\.(?:insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(\s*["'`](\w+)|\b(?:insert\s+into|delete\s+from|merge\s+into)\s+"?(\w+)|\bupdate\s+"?(\w+)"?\s+(?:as\s+\w+\s+)?set\b|\btruncate\s+(?:table\s+)?"?(\w+)/gi;
  return product(files).flatMap(({ path, text }) =>
    [...withoutComments(text).matchAll(written)].flatMap((match) => {
      const table = match[1] ?? match[2] ?? match[3] ?? match[4] ?? "";
      const owner = owners.get(table);
      if (owner === undefined) return [`${path} writes ${table}: no module in src/flow.ts owns it`];
      return path.startsWith(`src/${owner}/`) ? [] : [`${path} writes ${table}: that is for ${owner}`];
    }),
  );
}

/** A connector's ways out are reached by publishing's delivery alone, after the gate. */
export function onlyDeliveriesSpeak(files: SourceFile[]): string[] {
  const reached =
    /(?<!\bkernel)\??\.outbound\b(?!\s*\??\.\s*(?:fetch|socket|close|proof)\b)|\[\s*["']outbound["']\s*\]|\{[^{}]*\boutbound\b[^{}]*\}\s*=\s*(?!\s*(?:await\s+)?kernel\b)/;
  const may = /^src\/(?:publishing\/deliver[a-z-]*|channels\/conformance[a-z-]*)\.ts$/;
  return files
    .filter(
      ({ path, test }) =>
        path.startsWith("src/") && !may.test(path) && !/\.test\.ts$/.test(path) && !isTestWorld(path, test),
    )
    .filter(({ text }) => reached.test(withoutComments(text)))
    .map(({ path }) => `${path} reaches a connector's outbound: only src/publishing/deliver*.ts may`);
}

const isTestWorld = (path: string, test: boolean) => test && /\/test-[a-z-]+\.ts$/.test(path);

/** "Now" comes from the clock, so that a test can set it, and reaches SQL as a parameter. */
export function oneClock(files: SourceFile[]): string[] {
  return product(files)
    .filter(({ path }) => path !== "src/kernel/clock.ts")
    .flatMap(({ path, text }) => {
      const plain = withoutComments(text);
      const found: string[] = [];
      if (/\bnew Date\(\s*\)|\bDate\.now\(/.test(plain))
        found.push(`${path} reads the clock: use now() of kernel/clock.ts`);
      for (const [, sql = ""] of plain.matchAll(/\bsql(?:<[^`]*>)?`([^`]*)`/g)) {
        if (
          /\b(?:now|clock_timestamp|gen_random_uuid)\(\)|\bcurrent_timestamp\b/i.test(
            sql.replace(/\$\{[^}]*\}/g, ""),
          )
        ) {
          found.push(`${path} asks the database for a time or an id: those are parameters`);
        }
      }
      return found;
    });
}
