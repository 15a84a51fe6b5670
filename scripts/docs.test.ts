/** What the documentation promises is there: settings, the map, addresses of the API, commands, links. */
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { flow } from "../src/flow.ts";
import { withTable } from "./settings-table.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const pages = ["README.md", "CONTRIBUTING.md", "CHANGES.md", ...globSync("docs/**/*.md", { cwd: root })];

test("the table of settings says what the code reads", () => {
  const page = read("docs/operations.md");
  assert.equal(page, withTable(page), "run node scripts/settings-table.ts");
  assert.match(page, /\| `RAPPORT_DATA` \| `\.\/data` \|/);
});

test("the README's map names every module in its order, and says which are not built", () => {
  const rows = [...read("README.md").matchAll(/^\| `(\w+)` \| (.*?) \|$/gm)].map(([, name, does]) => ({
    name,
    does,
  }));
  assert.deepEqual(
    rows,
    flow.map(({ name, does, built }) => ({ name, does: built ? does : `${does} *(not built yet)*` })),
  );
});

test("every address of the API that a page names exists", (t) => {
  const known = new Set(
    [...read("web/api/schema.gen.d.ts").matchAll(/^ {4}"(\/[^"]*)": \{/gm)].map(([, path]) => path),
  );
  const outside = ["/api/openapi.json", "/api/live"];
  let named = 0;
  for (const page of pages)
    for (const [whole, path = ""] of read(page).matchAll(
      /`(?:GET|POST|PUT|PATCH|DELETE) (\/api\/[\w/:{}.-]*)/g,
    )) {
      named++;
      const wanted = path.replace(/^\/api/, "").replaceAll(/:(\w+)/g, "{$1}");
      assert.ok(known.has(wanted) || outside.includes(path), `${page} names ${whole}`);
    }
  t.diagnostic(`${named} named, ${known.size} there`);
  assert.ok(named > 20);
});

test("every command that a page names exists", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const help = read("src/cli.ts");
  for (const page of pages) {
    for (const [whole, name = ""] of read(page).matchAll(/(?:^|`)npm (?:run )?([a-z][\w:-]*)/gm))
      assert.ok(scripts[name] || ["ci", "install"].includes(name), `${page}: ${whole}`);
    for (const [whole, verb = ""] of read(page).matchAll(/`rapport ([a-z]+)/g))
      assert.match(help, new RegExp(`case "${verb}"`), `${page}: ${whole}`);
    for (const [whole, path = ""] of read(page).matchAll(/node (scripts\/[\w./-]+)/g))
      assert.ok(existsSync(join(root, path)), `${page}: ${whole}`);
  }
});

test("every link between pages leads somewhere", () => {
  const anchors = (path: string) =>
    [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .trim()
        .replace(/\s/g, "-"),
    );
  for (const page of pages)
    for (const [whole, target = ""] of read(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)) {
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      assert.ok(existsSync(join(root, file)), `${page}: ${whole}`);
      if (anchor) assert.ok(anchors(file).includes(anchor), `${page}: ${whole}`);
    }
});

test("pictures of the documentation are light and described", () => {
  for (const name of globSync("docs/images/*", { cwd: root })) {
    assert.ok(readFileSync(join(root, name)).byteLength <= 250_000, `${name} is heavier than 250 kB`);
    const shown = new RegExp(`!\\[[^\\]]{20,}\\]\\(${name}\\)|<img src="${name}"[^>]* alt="[^"]{20,}"`);
    assert.match(read("README.md"), shown, `${name} is shown with words`);
  }
});
