/**
 * The embedded database with its schema made, kept between tests: making one takes seconds of work, copying it does not.
 * It is made by `rapport migrate`, as on a new installation, and again whenever the schema's sources change.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Database, openDatabase } from "../src/kernel/database.ts";
import { makeFolder } from "./peers/daemon.ts";

const root = join(import.meta.dirname, "..");
const sources = [
  ...globSync("src/*/migrations/*.ts", { cwd: root }),
  ...["begin", "migrate", "pglite-worker", "schema"].map((name) => `src/kernel/${name}.ts`),
  "node_modules/@electric-sql/pglite/package.json",
];

/** A data folder as `rapport migrate` leaves it: never started, never written to. */
async function make(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of sources.toSorted()) hash.update(source).update(readFileSync(join(root, source)));
  const cache = join(root, "node_modules/.cache/rapport");
  const kept = join(cache, `database-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(kept)) {
    // The time of its latest use, by which old ones are told.
    utimesSync(kept, new Date(), new Date());
    return kept;
  }
  mkdirSync(cache, { recursive: true });
  // Several test files may meet here at once: each makes one, and the first that is whole stands.
  const making = join(cache, `making-${process.pid}`);
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, DATABASE_URL: ___, ...env } = process.env;
  await promisify(execFile)(process.execPath, ["src/cli.ts", "migrate"], {
    cwd: root,
    env: { ...env, RAPPORT_DATA: making },
  });
  try {
    renameSync(making, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  dropOld(cache);
  return kept;
}

/** Several tests of one file may ask at once: it is made once. */
let made: Promise<string> | undefined;
const prepared = (): Promise<string> => {
  made ??= make();
  return made;
};

/** Removes what former schemas left behind: all but the two used last, and none that another test may be copying. */
export function dropOld(cache: string): void {
  const lately = Date.now() - 3_600_000;
  const usedAt = (name: string) =>
    statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
  const old = readdirSync(cache)
    .map((name) => ({ name, at: usedAt(name) }))
    .toSorted((a, b) => b.at - a.at)
    .slice(2)
    .filter(({ at }) => at < lately);
  for (const { name } of old) rmSync(join(cache, name), { recursive: true, force: true });
}

/** Makes the data folder of a product that was not started yet: a fresh embedded database with its schema, and its key. */
export async function prepareDatabase(data: string): Promise<void> {
  cpSync(await prepared(), data, { recursive: true });
}

/** A fresh embedded database of its own, with its schema; gone with its folder when it is closed. */
export async function openPrepared(): Promise<Database> {
  const folder = makeFolder("database");
  await prepareDatabase(folder);
  const database = await openDatabase({ folder });
  return {
    ...database,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
