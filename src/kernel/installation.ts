import { now } from "./clock.ts";
import { db } from "./scope.ts";

/**
 * What the whole installation keeps under a key; `make` makes it the first time, and whichever process is first makes
 * it for all. Runs in the system's scope.
 */
export async function keepOnce(key: string, make: () => string): Promise<string> {
  const there = await read(key);
  if (there !== undefined) return there;
  await db()
    .insertInto("installation")
    .values({ key, value: make(), updated_at: now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await read(key);
  if (kept === undefined) throw new Error(`The installation has lost what it keeps as ${key}.`);
  return kept;
}

async function read(key: string): Promise<string | undefined> {
  const row = await db().selectFrom("installation").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value;
}
