import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { needsPeer } from "../../test/peers/available.ts";
import { startPostgres } from "../../test/peers/postgres.ts";
import { openDatabase } from "./database.ts";
import { newId } from "./ids.ts";
import { migrate, pendingMigrations } from "./migrate.ts";
import { db } from "./scope.ts";
import { inWorkspace } from "./transaction.ts";

test("two installations of one user live on one PostgreSQL server, and leaving the tenant role gains nothing", async (t) => {
  if (!needsPeer(t, "postgres")) return;
  const server = await startPostgres();
  t.after(() => server.stop());
  const url = new URL(await server.createDatabase("one"));
  await server.sql(`create database two owner "${url.username}"`);
  for (const path of ["/one", "/two"]) {
    url.pathname = path;
    const database = await openDatabase({ url: url.href });
    try {
      await migrate(database);
      assert.deepEqual(await pendingMigrations(database), []);
      const workspace = newId();
      await inWorkspace(database, workspace, { kind: "system" }, async () => {
        await sql`insert into event (workspace_id, id, at, kind, actor_kind, subject_kind, subject_id, data)
          values (${workspace}, ${newId()}, ${new Date()}, 'test', 'system', 'test', ${newId()}, '{}')`.execute(
          db(),
        );
        await sql`reset role`.execute(db());
        const seen = await db().selectFrom("event").selectAll().execute();
        assert.deepEqual(seen, [], "the login role itself sees no workspace");
      });
    } finally {
      await database.close();
    }
  }
});

test("processes that start at the same moment on one database all start", async (t) => {
  if (!needsPeer(t, "postgres")) return;
  const server = await startPostgres();
  t.after(() => server.stop());
  const url = await server.createDatabase("many");
  // Meeting is a matter of chance: six at a time, six times over.
  for (let round = 0; round < 6; round++) {
    const databases = await Promise.all(Array.from({ length: 6 }, () => openDatabase({ url })));
    try {
      const ran = await Promise.all(databases.map((each) => migrate(each)));
      assert.equal(ran.filter((steps) => steps.length > 0).length, round === 0 ? 1 : 0, "the steps run once");
    } finally {
      for (const each of databases) await each.close();
    }
  }
});
