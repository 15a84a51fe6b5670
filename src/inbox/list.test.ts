import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { sql } from "kysely";
import { days, after as later, minutes, useClock } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { listStatement } from "./list-conversations.ts";
import type { Question } from "./question.ts";
import { onBothEngines, type World } from "./test-world.ts";

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows"?: number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

const many = 20_000;

onBothEngines("listing conversations", (open) => {
  let world: World;
  const at = new Date("2026-11-23T10:00:00.000Z");
  let restoreClock = (): void => {};
  before(async () => {
    restoreClock = useClock(() => at);
    world = await open();
    await fill();
  });
  after(async () => {
    await world.close();
    restoreClock();
  });

  /** Twenty thousand conversations: one in ten open, half of those waiting; three persons, three desks. */
  async function fill(): Promise<void> {
    const desks = Object.values(world.desks).slice(0, 3);
    const team = ["mia", "tom"].map(world.user);
    await world.inside(async () => {
      await sql`insert into conversation (workspace_id, id, channel_id, root_key, form, status, desk_id, assignee_id,
          priority, snoozed_until, promised_at, waiting_since, person_id, preview, message_count, first_at, last_at, version)
        select ${world.id}, gen_random_uuid(), ${world.channel}, 'filled ' || n, 'mention',
          case when n % 10 = 0 then 'open' when n % 997 = 0 then 'snoozed' else 'closed' end,
          (${desks}::uuid[])[1 + n % 3], case when n % 7 < 2 then (${team}::uuid[])[1 + n % 7] end, n % 3,
          case when n % 10 <> 0 and n % 997 = 0 then ${at}::timestamptz + (n - 10000) * interval '1 minute' end,
          case when n % 20 = 0 then ${at}::timestamptz + n * interval '1 second' end,
          case when n % 20 = 0 then ${at}::timestamptz - n * interval '1 second' end,
          case when n % 5000 = 0 then ${world.person}::uuid end, 'Hello ' || n, 1,
          ${at}::timestamptz - n * interval '1 minute', ${at}::timestamptz - (n / 3) * interval '1 minute', 1
        from generate_series(1, ${many}) n`.execute(db());
    });
    await sql`vacuum analyze`.execute(world.database.root);
  }

  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came.
  type Rows = any[];
  const list = async (query: string): Promise<{ rows: Rows; next: string | null }> => {
    const { status, body } = await world.as("mia", "GET", `/conversations${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };

  const questions: Array<[string, Question]> = [
    ["what is open", {}],
    ["what is closed", { status: "closed" }],
    ["what sleeps", { status: "snoozed" }],
    ["all", { status: "any" }],
    ["mine", { assignee: "me" }],
    ["nobody's", { assignee: "none" }],
    ["nobody's that is closed", { assignee: "none", status: "closed" }],
    ["a desk's", { desk: "" }],
    ["a desk's that waits", { desk: "", waiting: true, order: "oldest-waiting" }],
    ["no desk's", { desk: "none" }],
    ["a channel's", { channel: "" }],
    ["a person's", { person: "", status: "any" }],
    ["the longest waiting", { order: "oldest-waiting" }],
    ["the next promise", { order: "promise" }],
    ["what is urgent", { priority: 2 }],
  ];
  for (const [title, shape] of questions)
    it(`reads a page of an index, never the table: ${title}`, async () => {
      const question = {
        ...shape,
        ...(shape.desk === "" ? { desk: world.desks.sales } : {}),
        ...(shape.channel === "" ? { channel: world.channel } : {}),
        ...(shape.person === "" ? { person: world.person } : {}),
      };
      const plan = await world.inside(async () => {
        const { rows } = await sql<{ "QUERY PLAN": Array<{ Plan: Plan }> }>`
          explain (analyze, format json) ${listStatement(question, world.user("mia"), undefined, 51)}`.execute(
          db(),
        );
        return nodes(rows[0]?.["QUERY PLAN"][0]?.Plan as Plan);
      });
      const reads = plan.filter((node) => node["Relation Name"] === "conversation");
      assert.ok(reads.length >= 2, "the ranges and the hydration");
      for (const node of reads) {
        assert.notEqual(node["Node Type"], "Seq Scan");
        const read = (node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0);
        assert.ok(read <= 600, `${node["Node Type"]} read ${read} rows`);
      }
    });

  it("goes through every row once, page by page, in its order", async () => {
    for (const [query, key, descending] of [
      ["?status=open&limit=77", "lastAt", true],
      ["?status=any&limit=100&assignee=me", "lastAt", true],
      ["?status=open&assignee=none&limit=100", "lastAt", true],
      ["?order=oldest-waiting&limit=100", "waitingSince", false],
      ["?order=promise&limit=100", "promisedAt", false],
    ] as const) {
      const seen: Rows = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page = await list(`${query}${cursor ? `&cursor=${cursor}` : ""}`);
        seen.push(...page.rows);
        cursor = page.next;
      }
      assert.equal(new Set(seen.map((row) => row.id)).size, seen.length, "no row twice");
      const times = seen.map((row) => row[key]);
      assert.deepEqual(times, [...times].sort((a, b) => (a < b === descending ? 1 : -1)).map(String));
      const where = query.includes("assignee=me")
        ? sql`assignee_id = ${world.user("mia")}`
        : query.includes("assignee=none")
          ? sql`assignee_id is null`
          : key === "lastAt"
            ? sql`true`
            : sql`${sql.ref(key === "waitingSince" ? "waiting_since" : "promised_at")} is not null`;
      const open = query.includes("any") ? sql`true` : sql`(status = 'open' or snoozed_until <= ${at})`;
      const { rows } = await world.inside(() =>
        sql<{ n: number }>`select count(*)::int as n from conversation where ${where} and ${open}`.execute(
          db(),
        ),
      );
      assert.equal(seen.length, rows[0]?.n);
    }
  });

  it("shows a snooze that has passed as open, before the worker wakes it", async () => {
    const asleep = (await list("?status=snoozed&limit=100")).rows;
    assert.ok(
      asleep.length > 0 &&
        asleep.every((row) => row.status === "snoozed" && row.snoozedUntil > at.toISOString()),
    );
    const id = await world.asked(at);
    await world.inside(() =>
      db()
        .updateTable("conversation")
        .set({ status: "snoozed", snoozed_until: later(at, -minutes(1)) })
        .where("id", "=", id)
        .execute(),
    );
    const row = (await list("?status=open&limit=100")).rows.find((each) => each.id === id);
    assert.deepEqual([row?.status, row?.snoozedUntil], ["open", null]);
  });

  it("narrows a list by the words of its messages", async () => {
    const id = newId();
    await world.heard(id, [{ at, text: "Does the kayak float?" }]);
    await world.heard(newId(), [{ at, text: "Does the boat float?" }]);
    assert.deepEqual(
      (await list("?q=kayak")).rows.map((row) => row.id),
      [id],
    );
    assert.deepEqual((await list("?q=kayak&status=closed")).rows, []);
    assert.deepEqual((await list("?q=submarine")).rows, []);
  });

  it("answers a person's conversations, and 404 for a person it does not know", async () => {
    const { status, body } = await world.as("gus", "GET", `/people/${world.person}/conversations?limit=100`);
    assert.equal(status, 200);
    assert.ok(
      body.rows.length >= 4 &&
        body.rows.every((row: { person: { id: string } }) => row.person.id === world.person),
    );
    for (const id of [newId(), world.other.person])
      assert.equal((await world.as("gus", "GET", `/people/${id}/conversations`)).status, 404);
  });

  it("refuses what it cannot understand, and cursors of another list", async () => {
    const { next } = await list("?limit=1");
    for (const query of [
      `?order=promise&cursor=${next}`,
      "?cursor=nonsense",
      `?cursor=${Buffer.from(JSON.stringify(["newest", "now'); drop", newId()])).toString("base64url")}`,
      `?cursor=${Buffer.from(JSON.stringify(["newest", "2026-13-99 00:00:00+00", newId()])).toString("base64url")}`,
      "?status=lost",
      "?desk=sales",
      "?limit=0",
      "?limit=1000",
      "?priority=9",
      "?waiting=perhaps",
    ])
      assert.equal((await world.as("mia", "GET", `/conversations${query}`)).status, 400, query);
    assert.equal((await world.as("mia", "GET", `/conversations?view=${newId()}`)).status, 404);
  });

  it("keeps views: one's own, a lead's for everybody, and lists and counts by them", async () => {
    const question = { desk: world.desks.sales, assignee: "me", order: "newest" };
    const mine = await world.as("mia", "POST", "/views", { name: "My sales", question });
    assert.equal(mine.status, 200);
    assert.equal(
      (await world.as("mia", "POST", "/views", { name: "All", question, shared: true })).status,
      403,
    );
    const shared = await world.as("leo", "POST", "/views", {
      name: "All",
      question: { status: "snoozed" },
      shared: true,
    });
    assert.equal(shared.status, 200);
    const names = async (name: string) =>
      (await world.as(name, "GET", "/views")).body.rows.map((view: { name: string }) => view.name);
    assert.deepEqual(await names("mia"), ["My sales", "All"]);
    assert.deepEqual(await names("tom"), ["All"]);
    assert.equal((await world.as("tom", "GET", `/conversations?view=${mine.body.id}`)).status, 404);
    assert.equal((await world.as("tom", "PATCH", `/views/${shared.body.id}`, { name: "x" })).status, 403);
    assert.equal((await world.as("tom", "DELETE", `/views/${mine.body.id}`)).status, 404);
    assert.equal(
      (await world.as("mia", "POST", "/views", { name: "Odd", question: { color: "red" } })).status,
      400,
    );
    const { rows } = await list(`?view=${mine.body.id}&limit=100`);
    assert.ok(
      rows.length > 0 &&
        rows.every((row) => row.deskId === world.desks.sales && row.assigneeId === world.user("mia")),
    );
    const closed = (await list(`?view=${mine.body.id}&status=closed&limit=1`)).rows;
    assert.equal(closed[0]?.status, "closed");
    const summary = (await world.as("mia", "GET", "/inbox/summary")).body;
    assert.equal(summary.views.find((view: { id: string }) => view.id === mine.body.id).open, rows.length);
    assert.equal(
      (await world.as("leo", "PATCH", `/views/${shared.body.id}`, { shared: false })).body.shared,
      false,
    );
    assert.deepEqual(await names("tom"), []);
    assert.equal((await world.as("mia", "DELETE", `/views/${mine.body.id}`)).status, 204);
  });

  it("counts up to a thousand, for one's own desks", async () => {
    const { status, body } = await world.as("mia", "GET", "/inbox/summary");
    assert.equal(status, 200);
    assert.deepEqual([body.counts.open, body.counts.closed, body.counts.unassigned], [1000, 1000, 1000]);
    assert.equal(body.counts.snoozed, (await list("?status=snoozed&limit=100")).rows.length);
    const mine = await list("?assignee=me&limit=100");
    assert.ok(mine.next !== null && body.counts.mine > 100 && body.counts.mine < 1000);
    assert.deepEqual(
      body.desks.map((desk: { deskId: string }) => desk.deskId),
      [world.desks.community],
    );
    assert.ok(body.desks[0].open > body.desks[0].waiting && body.desks[0].waiting > 0);
    assert.equal(
      (await world.as("ana", "GET", "/inbox/summary")).body.desks.length,
      3,
      "who has no desk sees all",
    );
    assert.deepEqual(body.channels, [
      { id: world.channel, status: "active", fault: null, completeTo: null, gaps: 0, progress: null },
    ]);
  });

  it("says how complete a channel is: the oldest of its streams, its gaps", async () => {
    await world.inside(async () => {
      const stream = {
        workspace_id: world.id,
        channel_id: world.channel,
        arrived: 1,
        due_at: at,
        failures: 0,
      };
      await db()
        .insertInto("stream")
        .values([
          { ...stream, name: "a", complete_to: later(at, -minutes(5)) },
          { ...stream, name: "b", complete_to: later(at, -minutes(1)) },
          { ...stream, name: "@sweep", complete_to: null },
        ])
        .execute();
      const gap = {
        workspace_id: world.id,
        channel_id: world.channel,
        stream: "a",
        why: JSON.stringify("gone"),
        since: later(at, -days(2)),
      };
      await db()
        .insertInto("gap")
        .values([
          { ...gap, id: newId(), until: at, noticed_at: at, filled_at: null },
          { ...gap, id: newId(), until: at, noticed_at: at, filled_at: at },
        ])
        .execute();
    });
    const [channel] = (await world.as("gus", "GET", "/inbox/summary")).body.channels;
    assert.deepEqual([channel.completeTo, channel.gaps], [later(at, -minutes(5)).toISOString(), 1]);
  });
});
