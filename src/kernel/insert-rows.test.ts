import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { peerMissing } from "../../test/peers/available.ts";
import { type PostgresPeer, startPostgres } from "../../test/peers/postgres.ts";
import { type Database, openDatabase } from "./database.ts";
import { newId } from "./ids.ts";
import { insertRows } from "./insert-rows.ts";
import { migrate } from "./migrate.ts";
import { db } from "./scope.ts";
import { inWorkspace } from "./transaction.ts";

for (const engine of ["pglite", "postgres"] as const)
  describe(`many rows on ${engine}`, { skip: engine === "postgres" && peerMissing("postgres") }, () => {
    const workspace = newId();
    let server: PostgresPeer | undefined;
    let database: Database;
    before(async () => {
      server = engine === "postgres" ? await startPostgres() : undefined;
      database = await openDatabase({ url: await server?.createDatabase("rows") });
      await migrate(database);
    });
    after(async () => {
      await database.close();
      await server?.stop();
    });

    const inside = <T>(work: () => Promise<T>) => inWorkspace(database, workspace, { kind: "system" }, work);
    const rowsOf = (kind: string, many: number, ids: string[] = []) =>
      Array.from({ length: many }, (_, n) => ({
        workspace_id: workspace,
        id: ids[n] ?? newId(),
        at: new Date(Date.UTC(2026, 0, 1) + n * 60_000),
        kind,
        actor_kind: "system" as const,
        actor_id: null,
        subject_kind: "thing",
        subject_id: workspace,
        data: JSON.stringify({ n, word: `"ñ' \\ ${n}` }),
      }));
    const stored = (kind: string) =>
      inside(() =>
        db()
          .selectFrom("event")
          .where("kind", "=", kind)
          .select(["id", "at", "data"])
          .orderBy("at")
          .execute(),
      );

    it("are written whole, each value where it belongs, however many there are", async () => {
      for (const many of [0, 1, 99, 100, 101, 350, 400]) {
        const rows = rowsOf(`many.${many}`, many);
        assert.equal(await inside(() => insertRows("event", rows)), many);
        assert.deepEqual(
          (await stored(`many.${many}`)).map(({ id, at, data }) => ({ id, at, data: JSON.stringify(data) })),
          rows.map(({ id, at, data }) => ({ id, at, data })),
        );
      }
    });

    it("are not written twice where they may stand already, and are counted", async () => {
      const rows = rowsOf("once", 250);
      const ids = rows.slice(30, 140).map((row) => row.id);
      await inside(() => insertRows("event", rowsOf("before", ids.length, ids)));
      const tail = "on conflict (workspace_id, id) do nothing";
      assert.equal(await inside(() => insertRows("event", rows, tail)), 140);
      assert.equal((await stored("once")).length, 140);
    });

    it("are all refused when one is, and the connection goes on", async () => {
      const rows = rowsOf("refused", 300);
      const twice = rows.map((row, n) => (n === 299 ? { ...row, id: rows[5]?.id ?? "" } : row));
      await assert.rejects(
        inside(() => insertRows("event", twice)),
        { code: "23505" },
      );
      assert.equal((await stored("refused")).length, 0);
      assert.equal(await inside(() => insertRows("event", rows)), 300);
    });
  });
