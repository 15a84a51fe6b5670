/**
 * Keeps the planner of a growing database informed. A new installation's statements, the checks of foreign keys among
 * them, are planned while tables are empty: any index that begins with the workspace seems as good as the key, and such
 * a plan then reads the whole workspace for each row until statistics are gathered. A server does so after a minute or
 * more, the embedded database only at night; a first backfill fills the tables within seconds.
 */
import type { Database } from "./database.ts";
import { log } from "./log.ts";

interface Growth {
  rows: number;
  /** At how many rows to gather next. */
  next: number;
}

const first = 200;
/** With one analysis at each fourfold size, all of them together cost less than the last. */
const step = 4;
const growths = new WeakMap<Database, Growth>();

/** Call after a commit that added so many rows. Gathers statistics when the database has grown much; never throws. */
export async function noteGrowth(database: Database, rows: number): Promise<void> {
  const growth = growths.get(database) ?? { rows: 0, next: first };
  growths.set(database, growth);
  growth.rows += rows;
  if (growth.rows < growth.next) return;
  while (growth.next <= growth.rows) growth.next *= step;
  try {
    await gather(database, growth.rows);
  } catch (error) {
    log.warn({ error }, "statistics could not be gathered; the database does so by itself, later");
  }
}

async function gather(database: Database, grown: number): Promise<void> {
  const { rows } = await database.executeSql(`
    select string_agg(quote_ident(relname), ', ') as tables, sum(greatest(reltuples, 0))::float8 as known
    from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace`);
  const [{ tables, known } = { tables: null, known: 0 }] = rows;
  // What this process added is little beside what was there when it started: the old knowledge holds.
  if (typeof tables !== "string" || Number(known) > grown * 20) return;
  await database.executeSql(`analyze ${tables}`);
}
