/** The sources as the architecture test sees them: files, their text, and whom they import. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";

export interface Import {
  /** From the root for files of ours (`src/kernel/ids.ts`), else the package's name. */
  target: string;
  typeOnly: boolean;
  /** Fetched while running (`import("…")`), when everything has been loaded. */
  lazy: boolean;
}

export interface SourceFile {
  /** From the root, with slashes. */
  path: string;
  text: string;
  lines: number;
  imports: Import[];
  /** A test, or something that only tests use: rules about what the product does leave it alone. */
  test: boolean;
}

const FOLDERS = ["src", "web", "test", "scripts", "bench"];
const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^;"'`]*?\sfrom\s*)?"([^"\n]+)"/g;
const DYNAMIC = /\bimport\(\s*"([^"\n]+)"/g;

export function readTree(root: string): SourceFile[] {
  return FOLDERS.flatMap((folder) => walk(join(root, folder))).map((whole) => {
    const path = relative(root, whole).split(sep).join("/");
    const text = readFileSync(whole, "utf8");
    return {
      path,
      text,
      lines: text.trimEnd().split("\n").length,
      imports: importsOf(path, text),
      test: isTest(path),
    };
  });
}

function walk(folder: string): string[] {
  let entries: ReturnType<typeof list>;
  try {
    entries = list(folder);
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    if (entry.name === "node_modules" || entry.name.startsWith(".")) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return /\.(ts|tsx|js)$/.test(entry.name) && !/\.gen(\.d)?\.ts$/.test(entry.name) ? [path] : [];
  });
}

const list = (folder: string) => readdirSync(folder, { withFileTypes: true });

const isTest = (path: string) =>
  path.startsWith("test/") ||
  /\.test\.tsx?$/.test(path) ||
  /\/(test|conformance)(-[a-z-]+)?\.ts$/.test(path) ||
  /\/(test|conformance)\//.test(path);

function importsOf(path: string, text: string): Import[] {
  const found: Import[] = [];
  for (const [whole, type, target = ""] of text.matchAll(IMPORT)) {
    const names = /\{([^}]*)\}/.exec(whole)?.[1];
    const eachIsType =
      names !== undefined &&
      !/import\s+\w+\s*,/.test(whole) &&
      names.split(",").every((name) => name.trim() === "" || name.trim().startsWith("type "));
    found.push({
      target: resolveFrom(path, target),
      typeOnly: type !== undefined || eachIsType,
      lazy: false,
    });
  }
  for (const [, target = ""] of text.matchAll(DYNAMIC)) {
    found.push({ target: resolveFrom(path, target), typeOnly: false, lazy: true });
  }
  return found;
}

function resolveFrom(path: string, target: string): string {
  if (target.startsWith("#src/")) return `src/${target.slice(5)}`;
  if (!target.startsWith(".")) return target;
  return normalize(join(dirname(path), target))
    .split(sep)
    .join("/");
}

/** The text without its comments, lines kept: a rule is not broken by being talked about. */
export function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|\s)\/\/.*$/gm, "$1");
}
