/**
 * What the inbox needs before it can show itself: walks the build's manifest from the entry, through the frame and the
 * inbox's own chunk, with one language. Prints each file and the sum in kB of gzip; fails above the budget.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}
type Manifest = Record<string, Chunk>;

const dist = fileURLToPath(new URL("../dist/web/", import.meta.url));
export const budget = 220;
const firstView = ["index.html", "shell/frame.tsx", "inbox/inbox-screen.tsx", "locales/first/es.po"];

/** Files (JavaScript and CSS) that the given modules load, statically and all the way down, each once. */
export function filesOf(manifest: Manifest, roots: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const files = new Set<string>();
  const walk = (key: string) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk)
      throw new Error(
        `The build has no chunk "${key}": was the web built, and does the screen still live there?`,
      );
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) walk(next);
  };
  for (const root of roots) walk(root);
  return files;
}

/** Gzip kB (1 kB = 1000 bytes) of the inbox's first view, by file and in sum. */
export function measureWeb(): { files: { file: string; kb: number }[]; script: number; style: number } {
  const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8")) as Manifest;
  // All screens share one sheet, which the page names itself.
  const sheet = manifest["style.css"]?.file;
  const files = [...filesOf(manifest, firstView), ...(sheet ? [sheet] : [])].map((file) => ({
    file,
    kb: gzipSync(readFileSync(dist + file)).length / 1000,
  }));
  const sum = (end: string) =>
    files.filter(({ file }) => file.endsWith(end)).reduce((all, { kb }) => all + kb, 0);
  return { files, script: sum(".js"), style: sum(".css") };
}

if (import.meta.main) {
  const { files, script, style } = measureWeb();
  for (const { file, kb } of files.sort((a, b) => b.kb - a.kb))
    console.log(`${kb.toFixed(1).padStart(7)}  ${file}`);
  console.log(`${style.toFixed(1).padStart(7)}  CSS in all`);
  console.log(`web.initial_kb ${script.toFixed(1)} (at most ${budget})`);
  if (script > budget) process.exitCode = 1;
}
