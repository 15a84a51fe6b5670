/** The distributed rules of the schema: `workspace_id` leads every key of a tenant table, and nothing ties it to one server. */
import { flow } from "../../src/flow.ts";
import { type SourceFile, withoutComments } from "./tree.ts";

interface Table {
  path: string;
  module: string;
  kind: "tenant" | "global";
  name: string;
  columns: string;
}

const migrations = (files: SourceFile[]) =>
  files.filter(({ path }) => /^src\/[^/]+\/migrations\//.test(path));
const moduleOf = (path: string) => path.split("/")[1] ?? "";

function tablesOf(files: SourceFile[]): { tables: Table[]; unread: string[] } {
  const tables: Table[] = [];
  const unread: string[] = [];
  for (const { path, text } of migrations(files)) {
    const plain = withoutComments(text);
    const calls = plain.match(/\b(?:tenantTable|globalTable)\(/g)?.length ?? 0;
    const read = [
      ...plain.matchAll(
        /\b(tenant|global)Table\(\s*\w+,\s*["'](\w+)["'],\s*["'`]([^"'`]*(?:'[^'`]*'[^"'`]*)*)[`"']/g,
      ),
    ];
    if (read.length !== calls) unread.push(`${path}: ${calls - read.length} tables are not plain text`);
    for (const [, kind, name = "", columns = ""] of read) {
      tables.push({ path, module: moduleOf(path), kind: kind as Table["kind"], name, columns });
    }
  }
  return { tables, unread };
}

/** Splits what stands between the brackets of `create table` at its outer commas. */
function parts(columns: string): string[] {
  const found = [""];
  let depth = 0;
  for (const letter of columns) {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    if (letter === "," && depth === 0) found.push("");
    else found[found.length - 1] += letter;
  }
  return found.map((part) => part.trim().replace(/\s+/g, " ")).filter((part) => part !== "");
}

/** Every migration makes the tables that src/flow.ts gives its module, and those only. */
export function tablesInFlow(files: SourceFile[]): string[] {
  const { tables, unread } = tablesOf(files);
  const made = tables
    .filter(({ module, name }) => !flow.find((each) => each.name === module)?.tables.includes(name))
    .map(({ path, module, name }) => `${path} makes ${name}: src/flow.ts does not give it to ${module}`);
  const given = flow.flatMap(({ name: module, tables: names }) =>
    names
      .filter((name) => !tables.some((table) => table.module === module && table.name === name))
      .map((name) => `src/flow.ts gives ${name} to ${module}, which never makes it`),
  );
  return [...unread, ...made, ...given];
}

/** Primary, unique and foreign keys of tenant tables begin with the workspace. */
export function workspaceLeads(files: SourceFile[]): string[] {
  const { tables } = tablesOf(files);
  const kinds = new Map(tables.map(({ name, kind }) => [name, kind]));
  const faults: string[] = [];
  for (const { path, name, kind, columns } of tables) {
    const fault = (what: string) => faults.push(`${path}: ${name}: ${what}`);
    if (kind === "global") {
      if (/\bworkspace_id\b/.test(columns)) fault("holds a workspace_id and is global");
      continue;
    }
    let primary = false;
    for (const part of parts(columns)) {
      const key = /^(?:constraint \w+ )?(primary key|unique|foreign key)\s*\(\s*(\w+)/i.exec(part);
      const target = /\breferences (\w+)(?:\s*\(\s*(\w+))?/i.exec(part);
      // A global table becomes a reference table: everybody may point at it.
      const inward = target && kinds.get(target[1] ?? "") !== "global";
      if (inward && (key?.[2] !== "workspace_id" || target[2] !== "workspace_id")) {
        fault(`points at ${target[1]} without the workspace`);
      }
      if (key && !target && key[2] !== "workspace_id") fault(`${key[1]} begins with ${key[2]}`);
      if (key?.[1]?.toLowerCase() === "primary key") primary = true;
      if (!key && /\b(?:primary key|unique)\b/i.test(part)) fault(`a key on one column: ${part}`);
      if (target && key && /on delete set null(?!\s*\()/i.test(part))
        fault("a composite key may not be set null");
    }
    if (!primary) fault("has no primary key");
  }
  for (const { path, text } of migrations(files)) {
    for (const [, name = "", , column] of text.matchAll(
      /create unique index (?:\w+ )?on (\w+)\s*(using \w+\s*)?\(\s*(\w+)/gi,
    )) {
      if (kinds.get(name) === "tenant" && column !== "workspace_id")
        faults.push(`${path}: a unique index of ${name} begins with ${column}`);
    }
  }
  return faults;
}

/** What a distributed or an embedded engine cannot do, or does without telling. */
export function plainSchema(files: SourceFile[]): string[] {
  const forbidden: ReadonlyArray<[RegExp, string]> = [
    [/\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b/i, "a trigger"],
    [
      /\bcreate\s+(?:temp\w*\s+)?sequence\b|\b(?:big|small)?serial\b|\bnextval\(|\bas\s+identity\b/i,
      "a sequence",
    ],
    [/\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure)\b|\bplpgsql\b/i, "code inside the database"],
    [/\bcreate\s+(?:unlogged\s+)?table\b/i, "a table beside tenantTable and globalTable"],
    [
      /\bdisable\s+row\s+level\s+security\b|\bno\s+force\s+row\b|\bbypassrls\b/i,
      "a hole in row-level security",
    ],
    [/\buuidv7\(\)|\bvirtual\b\s*[,)]/i, "something that PostgreSQL 15 lacks"],
    [
      /\bdefault\s+(?:now\(\)|current_timestamp|gen_random_uuid\(\))/i,
      "a time or an id made by the database",
    ],
  ];
  return migrations(files).flatMap(({ path, text }) => {
    const plain = withoutComments(text);
    return forbidden.filter(([pattern]) => pattern.test(plain)).map(([, what]) => `${path}: ${what}`);
  });
}
