import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { needsPeer } from "../../test/peers/available.ts";
import { startPostgres } from "../../test/peers/postgres.ts";
import { type Database, openDatabase } from "./database.ts";
import { record } from "./events.ts";
import { newId } from "./ids.ts";
import { type Jobs, openJobs } from "./jobs.ts";
import { type Live, type LiveMessage, openLive } from "./live.ts";
import { migrate } from "./migrate.ts";
import { type Relay, startRelay } from "./outbox.ts";
import { announce, order } from "./scope.ts";
import { inWorkspace } from "./transaction.ts";

const until = async (check: () => boolean): Promise<void> => {
  for (let n = 0; n < 200 && !check(); n++) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(check(), "it never came");
};

/** The same promises on both engines. */
function promises(open: (t: TestContext) => Promise<Database | undefined>): void {
  const [one, other] = [newId(), newId()];
  const done: Array<Record<string, unknown>> = [];
  let database: Database | undefined;
  let jobs: Jobs;
  let relay: Relay;
  let live: Live;

  it("opens", async (t) => {
    database = await open(t as TestContext);
    if (!database) return;
    await migrate(database);
    // A second installation of the schema, and a second start, find everything in place.
    await migrate(database);
    jobs = await openJobs(database, [
      { name: "greet", handle: async (data) => void done.push(data) },
      { name: "digest", folds: true, handle: async (data) => void done.push(data) },
    ]);
    relay = await startRelay(database, jobs.boss);
    live = await openLive(database);
    await jobs.work();
  });

  it("tells live listeners of a workspace what changed in it, and only after the commit", async () => {
    if (!database) return;
    const heard: Array<LiveMessage | undefined> = [];
    const elsewhere: Array<LiveMessage | undefined> = [];
    live.hear(one, (message) => heard.push(message));
    live.hear(other, (message) => elsewhere.push(message));
    const id = newId();
    await assert.rejects(
      inWorkspace(database, one, { kind: "system" }, async () => {
        announce("desks", id);
        throw new Error("never mind");
      }),
    );
    await inWorkspace(database, one, { kind: "system" }, async () => announce("channels", id));
    await until(() => heard.length > 0);
    assert.deepEqual(
      heard.map((message) => [message?.topic, message?.ids]),
      [["channels", [id]]],
    );
    assert.deepEqual(elsewhere, []);
  });

  it("tells that much changed without naming it, when the names would not fit", async () => {
    if (!database) return;
    const heard: Array<LiveMessage | undefined> = [];
    live.hear(one, (message) => heard.push(message));
    await inWorkspace(database, one, { kind: "system" }, async () =>
      announce("messages", ...Array.from({ length: 500 }, newId)),
    );
    await until(() => heard.length > 0);
    assert.deepEqual([heard[0]?.topic, heard[0]?.ids], ["messages", []]);
  });

  it("does an ordered job when the transaction stands, never when it does not", async () => {
    if (!database) return;
    await assert.rejects(
      inWorkspace(database, one, { kind: "system" }, async () => {
        order("greet", { who: "nobody" });
        throw new Error("never mind");
      }),
    );
    await inWorkspace(database, one, { kind: "system" }, async () => {
      await record([{ kind: "test.done", subject: { kind: "test", id: newId() } }]);
      order("greet", { who: "Ana" });
    });
    await until(() => done.length > 0);
    assert.deepEqual(done.splice(0), [{ who: "Ana", workspaceId: one }]);
  });

  it("folds equal orders that still wait into one", async () => {
    if (!database) return;
    const soon = new Date(Date.now() + 1500);
    for (let n = 0; n < 3; n++)
      await inWorkspace(database, one, { kind: "system" }, async () =>
        order("digest", { for: "Ana" }, { after: soon, key: "ana" }),
      );
    await inWorkspace(database, one, { kind: "system" }, async () =>
      order("digest", { for: "Lía" }, { after: soon, key: "lia" }),
    );
    await until(() => done.length >= 2);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    assert.deepEqual(
      done
        .splice(0)
        .map((each) => each.for)
        .sort(),
      ["Ana", "Lía"],
    );
  });

  it("closes", async () => {
    live?.close();
    await relay?.stop();
    await jobs?.stop();
    await database?.close();
  });
}

describe("outbox, jobs and live updates on the embedded database", () => promises(() => openDatabase({})));

describe("outbox, jobs and live updates on PostgreSQL", () => {
  let server: Awaited<ReturnType<typeof startPostgres>> | undefined;
  let url: string | undefined;
  before(async () => {
    server = await startPostgres().catch(() => undefined);
    url = await server?.createDatabase("outbox");
  });
  after(() => server?.stop());
  promises(async (t) => (needsPeer(t, "postgres") && url ? openDatabase({ url }) : undefined));
});
