/**
 * Inserts many rows of one shape. Full statements have `step` rows and a text that is made once for the life of the
 * process; a server keeps them prepared (`prepared.ts`). Parsing and planning a statement with thousands of parameters
 * is a quarter of what it costs a server, and building it anew costs this process more than sending it.
 */
import { CompiledQuery, type Insertable } from "kysely";
import { keepPrepared } from "./prepared.ts";
import { db } from "./scope.ts";
import type { Tables } from "./tables.ts";
import { runUnread } from "./unread.ts";

/** Larger statements gain little, and each kept one costs memory on every connection: 0.7 MB for the widest table. */
const step = 100;

type Row<Name extends keyof Tables> = Insertable<Tables[Name]>;

/**
 * Inserts rows that all have the same columns, in the same order of keys. `tail` is what follows the values, such as
 * `on conflict … do update …`; of texts there must be few, for each is kept. Answers how many rows were written.
 */
export async function insertRows<Name extends keyof Tables & string>(
  table: Name,
  rows: readonly Row<Name>[],
  tail = "",
): Promise<number> {
  let written = 0;
  for (const statement of statements(table, rows, tail)) {
    const { numAffectedRows } = await db().executeQuery(statement);
    written += Number(numAffectedRows ?? 0);
  }
  return written;
}

/** As `insertRows`, where nobody asks how many and a refused row is a broken invariant: nothing waits for it (`unread.ts`). */
export async function addRows<Name extends keyof Tables & string>(
  table: Name,
  rows: readonly Row<Name>[],
  tail = "",
): Promise<void> {
  for (const statement of statements(table, rows, tail)) await runUnread(statement);
}

/** Each is laid out when the one before it has been handed on. */
function* statements<Name extends keyof Tables & string>(
  table: Name,
  rows: readonly Row<Name>[],
  tail: string,
): Generator<CompiledQuery> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first) as Array<keyof Row<Name> & string>;
  const lay = (text: string, part: readonly Row<Name>[]): CompiledQuery => {
    const values: unknown[] = [];
    for (const row of part) for (const column of columns) values.push(plain(row[column]));
    return CompiledQuery.raw(text, values);
  };
  const full = rows.length - (rows.length % step);
  if (full > 0) yield lay(fullText(table, columns, tail), rows.slice(0, full));
  const rest = rows.slice(full);
  if (rest.length > 0) yield lay(textOf(table, columns, rest.length, tail), rest);
}

/** Drivers write times slowly, and in the machine's zone. */
const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : (value ?? null));

const texts = new Map<string, string>();

function fullText(table: string, columns: readonly string[], tail: string): string {
  const key = `${table} ${columns.join()} ${tail}`;
  const standing = texts.get(key);
  if (standing) return standing;
  const text = textOf(table, columns, step, tail);
  keepPrepared(text, columns.length * step);
  texts.set(key, text);
  return text;
}

function textOf(table: string, columns: readonly string[], rows: number, tail: string): string {
  const places: string[] = [];
  for (let row = 0; row < rows; row++)
    places.push(`(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(",")})`);
  return `insert into ${table} (${columns.join(",")}) values ${places.join(",")} ${tail}`;
}
