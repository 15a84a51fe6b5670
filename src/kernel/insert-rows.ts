/**
 * Inserts many rows of one shape. Full statements have `step` rows and a text that is made once for the life of the
 * process; a server keeps them prepared (`prepared.ts`). Parsing and planning a statement with thousands of parameters
 * is a quarter of what it costs a server, and building it anew costs this process more than sending it.
 */
import { CompiledQuery, type Insertable } from "kysely";
import { keepPrepared } from "./prepared.ts";
import { db } from "./scope.ts";
import type { Tables } from "./tables.ts";

/** Larger statements gain little, and each kept one costs memory on every connection: 0.7 MB for the widest table. */
const step = 100;

/**
 * Inserts rows that all have the same columns, in the same order of keys. `tail` is what follows the values, such as
 * `on conflict … do update …`; of texts there must be few, for each is kept. Answers how many rows were written.
 */
export async function insertRows<Name extends keyof Tables & string>(
  table: Name,
  rows: readonly Insertable<Tables[Name]>[],
  tail = "",
): Promise<number> {
  const [first] = rows;
  if (!first) return 0;
  const columns = Object.keys(first) as Array<keyof Insertable<Tables[Name]> & string>;
  const full = rows.length - (rows.length % step);
  const write = async (text: string, part: readonly Insertable<Tables[Name]>[]): Promise<number> => {
    const values: unknown[] = [];
    for (const row of part) for (const column of columns) values.push(plain(row[column]));
    const { numAffectedRows } = await db().executeQuery(CompiledQuery.raw(text, values));
    return Number(numAffectedRows ?? 0);
  };
  const whole = full > 0 ? await write(fullText(table, columns, tail), rows.slice(0, full)) : 0;
  const rest = rows.slice(full);
  return rest.length > 0 ? whole + (await write(textOf(table, columns, rest.length, tail), rest)) : whole;
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
