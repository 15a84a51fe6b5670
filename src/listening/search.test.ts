import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { peerMissing } from "../../test/peers/available.ts";
import { startPostgres } from "../../test/peers/postgres.ts";
import { openPrepared } from "../../test/prepared.ts";
import { type Database, openDatabase } from "../kernel/database.ts";
import { newId } from "../kernel/ids.ts";
import { migrate } from "../kernel/migrate.ts";
import { db } from "../kernel/scope.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { namedStatement } from "./search.ts";

interface Plan {
  "Node Type": string;
  "Index Name"?: string;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

function promises(open: () => Promise<{ database: Database; stop: () => Promise<unknown> }>): void {
  const [here, elsewhere] = [newId(), newId()];
  let opened: Awaited<ReturnType<typeof open>>;
  const inside = <T>(work: () => Promise<T>, workspace = here): Promise<T> =>
    inWorkspace(opened.database, workspace, { kind: "system" }, work);

  /** Four thousand persons, with one account each. */
  async function fill(workspace: string): Promise<void> {
    const { root } = opened.database;
    await inside(async () => {
      await sql`insert into person (workspace_id, id, name, first_seen_at, last_seen_at, message_count, reaction_count)
        select ${workspace}, gen_random_uuid(), 'Person ' || n, now(), now(), 1, 0 from generate_series(1, 4000) n`.execute(
        db(),
      );
      await sql`insert into identity (workspace_id, id, person_id, network, external_id, handle, name, bot, own,
          first_seen_at, last_seen_at, message_count, reaction_count)
        select workspace_id, gen_random_uuid(), id, 'test', id::text, replace(name, ' ', '-') || '@Bench.example', name,
          false, false, now(), now(), 1, 0 from person where workspace_id = ${workspace}`.execute(db());
    }, workspace);
    await sql`vacuum analyze`.execute(root);
  }
  before(async () => {
    opened = await open();
    await migrate(opened.database);
    await fill(here);
    await fill(elsewhere);
  });
  after(() => opened?.stop());

  const found = (...names: string[]) =>
    inside(async () => {
      const { rows } = await namedStatement(names).execute(db());
      const { rows: named } = await sql<{ name: string }>`
        select name from identity where id = any(${rows.map(({ id }) => id)}::uuid[]) order by name`.execute(
        db(),
      );
      assert.equal(named.length, rows.length, "nobody of another workspace");
      return named.map(({ name }) => name);
    });

  it("finds who is named by handle or name, in any case, whole or by its first part", async () => {
    assert.deepEqual(await found("person-17@bench.EXAMPLE"), ["Person 17"]);
    assert.deepEqual(await found("PERSON-17"), ["Person 17"]);
    assert.deepEqual(await found("person-17@bench"), ["Person 17"]);
    assert.deepEqual(await found("Person 17"), ["Person 17"]);
    assert.deepEqual(await found("person-17", "person 18"), ["Person 17", "Person 18"]);
    assert.deepEqual(await found("person-1_"), []);
    assert.equal((await found("person")).length, 200, "no more than a list can hold");
  });

  it("reads indexes, never every account", async () => {
    const plan = await inside(async () => {
      const { rows } = await sql<{ "QUERY PLAN": Array<{ Plan: Plan }> }>`
        explain (format json) ${namedStatement(["person-17", "ana"])}`.execute(db());
      return nodes(rows[0]?.["QUERY PLAN"][0]?.Plan as Plan);
    });
    assert.ok(plan.every((node) => node["Node Type"] !== "Seq Scan"));
    const read = new Set(plan.flatMap((node) => node["Index Name"] ?? []));
    assert.deepEqual(read, new Set(["identity_lower_handle", "identity_lower_name"]));
  });
}

describe("whom a search names, on the embedded database", () =>
  promises(async () => {
    const database = await openPrepared();
    return { database, stop: () => database.close() };
  }));
const missing = peerMissing("postgres");
if (missing && process.env.CI === "true") throw new Error(missing);
describe("whom a search names, on a PostgreSQL server", { skip: missing ?? false }, () =>
  promises(async () => {
    const peer = await startPostgres();
    const database = await openDatabase({ url: await peer.createDatabase("search") });
    return { database, stop: () => database.close().then(() => peer.stop()) };
  }),
);
