/** The baseline of ingestion: the rows that the product made, inserted again into tables of the same shape. */
import type { Bare } from "./bench.ts";

/** Every table that an arrival leaves rows in. */
const tables = [
  "arrival",
  "person",
  "identity",
  "conversation",
  "thread_key",
  "message",
  "event",
  "outbox",
] as const;
const batch = 500;

export interface Statement {
  text: string;
  values: unknown[];
}

/** Makes `bare_<table>` with the same columns (generated ones too), checks and indexes. */
export async function makeBareTables(bare: Bare): Promise<void> {
  for (const table of tables) {
    await bare(`drop table if exists bare_${table}`);
    await bare(`create table bare_${table} (like ${table} including all)`);
  }
}

/** Remembers which rows there are, so that those of one round can be told from those of the ones before. */
export async function markRows(bare: Bare): Promise<void> {
  for (const table of tables) {
    await bare(`drop table if exists seen_${table}`);
    await bare(`create unlogged table seen_${table} as select ${keyOf(table)} as key from ${table}`);
    await bare(`create index on seen_${table} (key)`);
    await bare(`analyze seen_${table}`);
  }
}

const keyOf = (table: string): string =>
  table === "thread_key" ? "channel_id::text || external_id" : "id::text";

/** The rows that came since `markRows`, as statements of up to 500 rows, ready to be sent. */
export async function bareStatements(bare: Bare): Promise<{ statements: Statement[]; rows: number }> {
  const statements: Statement[] = [];
  let rows = 0;
  for (const table of tables) {
    const columns = await columnsOf(bare, table);
    const select = columns.map(({ name, type }) => (type === "boolean" ? name : `${name}::text as ${name}`));
    const found = await bare(
      `select ${select.join(", ")} from ${table} t
       where not exists (select from seen_${table} s where s.key = ${keyOf(table)}) order by ${table === "thread_key" ? "external_id" : "id"}`,
    );
    rows += found.rows.length;
    for (let start = 0; start < found.rows.length; start += batch) {
      const part = found.rows.slice(start, start + batch);
      const places = part.map(
        (_, row) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(",")})`,
      );
      statements.push({
        text: `insert into bare_${table} (${columns.map(({ name }) => name).join(",")}) values ${places.join(",")}`,
        values: part.flatMap((row) => columns.map(({ name }) => row[name])),
      });
    }
  }
  return { statements, rows };
}

async function columnsOf(bare: Bare, table: string): Promise<Array<{ name: string; type: string }>> {
  const { rows } = await bare(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  return rows as Array<{ name: string; type: string }>;
}
