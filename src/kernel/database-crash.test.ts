import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { peerMissing } from "../../test/peers/available.ts";
import { startPostgres } from "../../test/peers/postgres.ts";
import { openDatabase } from "./database.ts";

const missing = peerMissing("postgres");
if (missing && process.env.CI === "true") throw new Error(missing);

test("a server that crashes in the middle of a transaction costs the transaction, and not the process", {
  skip: missing ?? false,
}, async () => {
  const server = await startPostgres();
  const database = await openDatabase({ url: await server.createDatabase("crash") });
  try {
    await assert.rejects(
      database.root.transaction().execute(async (transaction) => {
        await sql`create table half (n int)`.execute(transaction);
        await server.crash();
        await sql`select 1`.execute(transaction);
      }),
    );
    const { rows } = await sql<{ there: string | null }>`select to_regclass('half') as there`.execute(
      database.root,
    );
    assert.deepEqual(rows, [{ there: null }]);
  } finally {
    await database.close();
    await server.stop();
  }
});
