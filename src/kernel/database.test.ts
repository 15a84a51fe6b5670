import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { now } from "./clock.ts";
import { type Database, openDatabase } from "./database.ts";
import { sqlState } from "./errors.ts";
import { newId } from "./ids.ts";
import { migrate, pendingMigrations } from "./migrate.ts";
import { db } from "./scope.ts";
import { asSystem, inWorkspace } from "./transaction.ts";

const one = newId();
const other = newId();
const system = { kind: "system" } as const;

describe("the embedded database", () => {
  let database: Database;
  before(async () => {
    database = await openDatabase({});
    await migrate(database);
  });
  after(() => database.close());

  const put = (workspace: string, name: string) =>
    db()
      .insertInto("file")
      .values({
        workspace_id: workspace,
        id: newId(),
        sha256: "0",
        name,
        type: "a/b",
        bytes: 1,
        created_at: now(),
      })
      .execute();

  it("has nothing left to migrate", async () => {
    assert.deepEqual(await pendingMigrations(database), []);
  });

  it("shows a workspace its own rows only, and lets it write no other's", async () => {
    await inWorkspace(database, one, system, () => put(one, "mine"));
    await inWorkspace(database, other, system, () => put(other, "theirs"));
    const seen = await inWorkspace(database, one, system, () =>
      db().selectFrom("file").select("name").execute(),
    );
    assert.deepEqual(seen, [{ name: "mine" }]);
    await assert.rejects(
      inWorkspace(database, one, system, () => put(other, "forged")),
      (error) => sqlState(error) === "42501",
    );
    const all = await asSystem(database, () => db().selectFrom("file").select("name").execute());
    assert.equal(all.length, 2);
  });

  it("rolls back what throws, and says so when a commit did not happen", async () => {
    await assert.rejects(
      inWorkspace(database, one, system, async () => {
        await put(one, "half");
        throw new Error("stop");
      }),
      /stop/,
    );
    await assert.rejects(
      inWorkspace(database, one, system, async () => {
        await sql`select 1/0`.execute(db()).catch(() => {});
      }),
      (error) => sqlState(error) === "25P02",
    );
    const { length } = await inWorkspace(database, one, system, () =>
      db().selectFrom("file").selectAll().execute(),
    );
    assert.equal(length, 1);
  });

  it("refuses the root handle inside a transaction instead of waiting for ever", async () => {
    await assert.rejects(
      inWorkspace(database, one, system, () => database.root.selectFrom("file").selectAll().execute()),
      /root handle/,
    );
  });

  it("keeps events append-only for a workspace", async () => {
    await assert.rejects(
      inWorkspace(database, one, system, () => db().deleteFrom("event").execute()),
      (error) => sqlState(error) === "42501",
    );
  });
});
