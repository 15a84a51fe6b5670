/**
 * The house keeps its shape. Every rule is checked on the sources, and each is shown to be able to fail: a small tree
 * with one violation is written to a temporary folder, and the rule has to find it there.
 */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { sql } from "kysely";
import { flow } from "../src/flow.ts";
import { openDatabase } from "../src/kernel/database.ts";
import { migrate } from "../src/kernel/migrate.ts";
import { violations } from "./architecture/planted.ts";
import * as imports from "./architecture/rules-imports.ts";
import * as schema from "./architecture/rules-schema.ts";
import * as source from "./architecture/rules-source.ts";
import { readTree } from "./architecture/tree.ts";

const root = dirname(import.meta.dirname);
const { MOST_LINES: _, ...sourceRules } = source;
const rules = { ...imports, ...sourceRules, ...schema };
const tree = readTree(root);

for (const [name, rule] of Object.entries(rules)) {
  test(`the sources keep the rule ${name}`, (t) => {
    assert.deepEqual(rule(tree), []);
    t.diagnostic(`${tree.length} files`);
  });

  test(`the rule ${name} can fail`, async (t) => {
    const planted = violations[name];
    assert.ok(planted && planted.length > 0, "a violation is planted for every rule");
    for (const { files, finds } of planted) {
      await t.test(String(finds), () => {
        const folder = mkdtempSync(join(tmpdir(), "rapport-architecture-"));
        try {
          cpSync(join(root, "src"), join(folder, "src"), { recursive: true });
          for (const [path, text] of Object.entries(files)) {
            mkdirSync(dirname(join(folder, path)), { recursive: true });
            writeFileSync(join(folder, path), text);
          }
          const found = rule(readTree(folder)).filter((each) => !rule(tree).includes(each));
          assert.equal(found.length, 1, `exactly the planted violation: ${JSON.stringify(found)}`);
          assert.match(found[0] ?? "", finds);
        } finally {
          rmSync(folder, { recursive: true });
        }
      });
    }
  });
}

test("files near their limit are named, so that nobody is surprised", (t) => {
  for (const { path, lines } of tree.toSorted((a, b) => b.lines - a.lines)) {
    if (lines > 200) t.diagnostic(`${lines} lines: ${path}`);
  }
});

test("every table with a workspace has row-level security forced, in the database that the migrations make", async () => {
  const database = await openDatabase({});
  try {
    await migrate(database);
    const { rows } = await sql<{ name: string; tenant: boolean; forced: boolean; policies: number }>`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id') as tenant,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
        and c.relname not like 'kysely\\_%' order by 1`.execute(database.root);
    const declared = flow.flatMap(({ tables }) => tables).toSorted();
    assert.deepEqual(rows.map(({ name }) => name).toSorted(), declared);
    const open = rows.filter(({ tenant, forced, policies }) => tenant && (!forced || policies === 0));
    assert.deepEqual(open, []);
    assert.ok(rows.filter(({ tenant }) => tenant).length > 20);
  } finally {
    await database.close();
  }
});
