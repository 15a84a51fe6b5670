import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Database, openDatabase } from "./database.ts";
import { noteGrowth } from "./growth.ts";

describe("statistics of a growing database", () => {
  let database: Database;
  before(async () => {
    database = await openDatabase({});
    await database.executeSql("create table kept (id int primary key)");
  });
  after(() => database.close());

  const known = async () =>
    (await database.executeSql("select reltuples::int as n from pg_class where relname = 'kept'")).rows[0]?.n;
  const grow = async (rows: number) => {
    await database.executeSql(
      `insert into kept select coalesce((select max(id) from kept), 0) + n from generate_series(1, ${rows}) n`,
    );
    await noteGrowth(database, rows);
  };

  it("are gathered once the first rows stand, and again at each fourfold size", async () => {
    await grow(199);
    assert.equal(await known(), -1, "a few rows are not worth it");
    await grow(1);
    assert.equal(await known(), 200);
    await grow(599);
    assert.equal(await known(), 200);
    await grow(1);
    assert.equal(await known(), 800);
  });

  it("are left alone where much more is known already", async () => {
    const later = { ...database };
    await database.executeSql(
      "insert into kept select 800 + n from generate_series(1, 40000) n; analyze kept",
    );
    await database.executeSql("insert into kept select 40800 + n from generate_series(1, 200) n");
    await noteGrowth(later, 200);
    assert.equal(await known(), 40800);
  });
});
