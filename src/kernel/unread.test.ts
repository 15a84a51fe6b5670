import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type RawBuilder, sql } from "kysely";
import { peerMissing } from "../../test/peers/available.ts";
import { type PostgresPeer, startPostgres } from "../../test/peers/postgres.ts";
import { tenantRole } from "./begin.ts";
import { type Database, openDatabase } from "./database.ts";
import { sqlState } from "./errors.ts";
import { newId } from "./ids.ts";
import { db } from "./scope.ts";
import { inWorkspace } from "./transaction.ts";
import { runUnread } from "./unread.ts";

for (const engine of ["pglite", "postgres"] as const)
  describe(`statements whose answer nobody reads, on ${engine}`, {
    skip: engine === "postgres" && peerMissing("postgres"),
  }, () => {
    let server: PostgresPeer | undefined;
    let database: Database;
    before(async () => {
      server = engine === "postgres" ? await startPostgres() : undefined;
      database = await openDatabase({ url: await server?.createDatabase("unread") });
      for (const text of [
        `create role ${tenantRole}`,
        `grant ${tenantRole} to current_user`,
        "create table leaf (id int primary key, parent int references leaf deferrable initially deferred)",
        `grant all on leaf to ${tenantRole}`,
      ])
        await sql.raw(text).execute(database.root);
    });
    after(async () => {
      await database.close();
      await server?.stop();
    });

    const workspace = newId();
    const inside = <T>(work: () => Promise<T>) => inWorkspace(database, workspace, { kind: "system" }, work);
    const unread = (statement: RawBuilder<unknown>) => runUnread(statement.compile(db()));
    const add = (id: number, parent: number | null = null) =>
      unread(sql`insert into leaf (id, parent) values (${id}::int, ${parent}::int)`);
    const ids = async () => {
      const { rows } = await sql<{ id: number }>`select id from leaf order by id`.execute(db());
      return rows.map(({ id }) => id);
    };
    /** What stands, seen by every connection that the pool may give. */
    const standing = async () => (await Promise.all(Array.from({ length: 12 }, () => inside(ids)))).at(-1);
    const duplicate = (error: unknown) => {
      assert.equal(sqlState(error), "23505");
      // The embedded database says it at once, where the caller's own stack tells which statement it was.
      if (engine === "postgres")
        assert.match((error as { statement: string }).statement, /^insert into leaf/);
      return true;
    };

    it("run in the order in which they were asked for, those that are read among them", async () => {
      await inside(async () => {
        for (let id = 1; id <= 40; id++) await add(id);
        assert.equal((await ids()).length, 40);
        await unread(sql`delete from leaf where id > 2`);
        await add(3);
        assert.deepEqual(await ids(), [1, 2, 3]);
        await unread(sql`delete from leaf where id = 3`);
      });
      assert.deepEqual(await standing(), [1, 2]);
    });

    it("end the transaction with the first fault, when it would commit", async () => {
      await assert.rejects(
        inside(async () => {
          await add(10);
          await add(1);
          await add(11);
          await unread(sql`select 1 / 0`);
        }),
        duplicate,
      );
      assert.deepEqual(await standing(), [1, 2]);
    });

    it("end it with the first fault, and not with what follows from it, at the next statement that is read", async () => {
      let seen: unknown;
      const failing = inside(async () => {
        await add(10);
        try {
          await add(1);
          await ids();
        } catch (error) {
          seen = error;
          throw error;
        }
      });
      await assert.rejects(failing, duplicate);
      duplicate(seen);
      assert.deepEqual(await standing(), [1, 2]);
    });

    it("end it with the first fault when the work itself gives up after it", async () => {
      await assert.rejects(
        inside(async () => {
          await add(1);
          throw new Error("gave up");
        }),
        duplicate,
      );
      await assert.rejects(
        inside(async () => {
          await add(10);
          throw new Error("gave up");
        }),
        /gave up/,
      );
      assert.deepEqual(await standing(), [1, 2]);
    });

    it("do not hide the fault of a statement that was read before them", async () => {
      await assert.rejects(
        inside(async () => {
          try {
            await sql`select 1 / 0`.execute(db());
          } catch (error) {
            await add(10).catch(() => {});
            throw error;
          }
        }),
        (error) => sqlState(error) === "22012",
      );
      await assert.rejects(
        inside(async () => {
          await sql`select 1 / 0`.execute(db()).catch(() => {});
          await add(10).catch(() => {});
        }),
      );
      assert.deepEqual(await standing(), [1, 2]);
    });

    it("leave constraints that wait for the commit to the commit", async () => {
      await inside(async () => {
        await add(20, 21);
        await add(21);
      });
      await assert.rejects(
        inside(() => add(30, 31)),
        (error) => sqlState(error) === "23503",
      );
      assert.deepEqual(await standing(), [1, 2, 20, 21]);
    });

    it("leave nothing to whoever has the connection next", async () => {
      await assert.rejects(
        inside(() => add(1)),
        duplicate,
      );
      const next = inside(async () => {
        await sql`select 1 / 0`.execute(db()).catch(() => {});
        await ids();
      });
      await assert.rejects(next, (error) => sqlState(error) === "25P02");
    });

    it("are refused once their transaction is over", async () => {
      const over = Promise.withResolvers<void>();
      let late: Promise<void> | undefined;
      await inside(async () => {
        late = over.promise.then(() => add(40));
      });
      over.resolve();
      await assert.rejects(async () => late, /commit/i);
      assert.deepEqual(await standing(), [1, 2, 20, 21]);
    });

    if (engine === "pglite") return;

    it("are not waited for by who asks for them", async () => {
      const [locked, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const holder = inside(async () => {
        await sql`select pg_advisory_xact_lock(7)`.execute(db());
        locked.resolve();
        await goOn.promise;
      });
      await locked.promise;
      await inside(async () => {
        await unread(sql`select pg_advisory_xact_lock(7)`);
        goOn.resolve();
        await add(22);
      });
      await holder;
      assert.deepEqual(await standing(), [1, 2, 20, 21, 22]);
      await inside(() => unread(sql`delete from leaf where id = 22`));
    });

    it("end it with the reason when the server gives up on one", async () => {
      await assert.rejects(
        inside(async () => {
          await sql`set local statement_timeout = 20`.execute(db());
          await add(10);
          await unread(sql`select pg_sleep(60)`);
          await add(11);
        }),
        (error) => sqlState(error) === "57014",
      );
      assert.deepEqual(await standing(), [1, 2, 20, 21]);
    });

    it("end it with the reason when the connection breaks under them, and the pool goes on", async () => {
      await assert.rejects(
        inside(async () => {
          const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db());
          await add(10);
          await unread(sql`select pg_sleep(60)`);
          await server?.sql(`select pg_terminate_backend(${rows[0]?.pid})`);
          await add(11);
        }),
        (error) => sqlState(error) === "57P01",
      );
      assert.deepEqual(await standing(), [1, 2, 20, 21]);
    });
  });
