import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { after as later, minutes, now, useClock } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { onBothEngines, type World } from "./test-world.ts";

onBothEngines("changing conversations", (open) => {
  let world: World;
  const at = new Date("2026-11-23T10:00:00.000Z");
  let restoreClock = (): void => {};
  before(async () => {
    world = await open();
    restoreClock = useClock(() => at);
  });
  after(async () => {
    await world.close();
    restoreClock();
  });

  const one = async (id: string) => (await world.as("mia", "GET", `/conversations/${id}`)).body;
  const notifications = async (name: string, kind: "assigned" | "handed-over") =>
    world.inside(() =>
      db()
        .selectFrom("notification")
        .selectAll()
        .where("user_id", "=", world.user(name))
        .where("kind", "=", kind)
        .execute(),
    );

  it("opens what somebody asks, at the channel's desk, with a promise in its hours", async () => {
    const id = await world.asked(at);
    const { status, body } = await world.as("mia", "GET", `/conversations/${id}`);
    assert.equal(status, 200);
    assert.equal(body.conversation.status, "open");
    assert.equal(body.conversation.deskId, world.desks.community);
    assert.equal(body.conversation.waitingSince, at.toISOString());
    assert.equal(body.conversation.promisedAt, later(at, minutes(120)).toISOString());
    assert.equal(body.conversation.person.handle, "nora@mastodon.example");
    assert.match(body.conversation.person.avatar, /^\/api\/avatars\//);
    assert.equal(body.messages.length, 1);
  });

  it("closes with an outcome, opens again, and whoever waited waits again", async () => {
    const id = await world.asked(at);
    const closed = await world.as("mia", "POST", `/conversations/${id}/closure`, { outcome: "sale" });
    assert.equal(closed.status, 200);
    const [row] = closed.body.conversations;
    assert.deepEqual([row.status, row.outcome, row.waitingSince], ["closed", "sale", null]);
    const opened = await world.as("mia", "DELETE", `/conversations/${id}/closure`);
    assert.deepEqual(
      [opened.body.conversations[0].status, opened.body.conversations[0].outcome],
      ["open", null],
    );
    assert.equal(opened.body.conversations[0].waitingSince, at.toISOString());
    const kinds = (await one(id)).history.map((entry: { kind: string }) => entry.kind);
    assert.deepEqual(kinds, ["conversation.closed", "conversation.reopened"]);
  });

  it("answers a stale version with 409 and how it stands now", async () => {
    const id = await world.asked(at);
    const { version } = (await one(id)).conversation;
    await world.as("tom", "PUT", `/conversations/${id}/priority`, { priority: 2, version });
    const late = await world.as("mia", "PUT", `/conversations/${id}/priority`, { priority: 1, version });
    assert.equal(late.status, 409);
    assert.equal(late.body.error.data.conversations[0].priority, 2);
  });

  it("assigns, tells the one it is given to, and not oneself", async () => {
    const id = await world.asked(at);
    const earlier = (await notifications("tom", "assigned")).length;
    await world.as("mia", "PUT", `/conversations/${id}/assignment`, { userId: world.user("tom") });
    assert.equal((await notifications("tom", "assigned")).length, earlier + 1);
    await world.as("tom", "PUT", `/conversations/${id}/assignment`, { userId: world.user("tom") });
    assert.equal((await notifications("tom", "assigned")).length, earlier + 1);
    for (const userId of [world.user("gus"), newId(), world.other.user("ana")]) {
      const { status, body } = await world.as("mia", "PUT", `/conversations/${id}/assignment`, { userId });
      assert.equal(status, 400);
      assert.equal(body.error.fields[0].path, "body.userId");
    }
  });

  it("hands over with a reason and back again, step by step, to the one who had it", async () => {
    const id = await world.asked(at);
    const { community, sales, support } = world.desks;
    await world.as("mia", "PUT", `/conversations/${id}/assignment`, { userId: world.user("mia") });
    const over = await world.as("mia", "POST", `/conversations/${id}/hand-over`, {
      deskId: sales,
      reason: "Wants a quote",
    });
    assert.deepEqual(
      [over.body.conversations[0].deskId, over.body.conversations[0].assigneeId],
      [sales, null],
    );
    assert.equal(over.body.conversations[0].promisedAt, later(at, minutes(480)).toISOString());
    assert.equal((await notifications("tom", "handed-over")).length, 1);
    assert.equal((await notifications("mia", "handed-over")).length, 0);
    await world.as("tom", "POST", `/conversations/${id}/hand-over`, {
      deskId: support,
      reason: "It is broken",
    });
    assert.equal((await one(id)).mayHandBack, sales);
    await world.as("leo", "POST", `/conversations/${id}/hand-back`, { reason: "Mended" });
    assert.equal((await one(id)).mayHandBack, community);
    const back = await world.as("tom", "POST", `/conversations/${id}/hand-back`, { reason: "No sale" });
    assert.deepEqual(
      [back.body.conversations[0].deskId, back.body.conversations[0].assigneeId],
      [community, world.user("mia")],
    );
    const view = await one(id);
    assert.equal(view.mayHandBack, null);
    assert.deepEqual(
      view.handOvers.map((step: { toDeskId: string; back: boolean }) => [step.toDeskId, step.back]),
      [
        [sales, false],
        [support, false],
        [sales, true],
        [community, true],
      ],
    );
    assert.equal(
      (await world.as("tom", "POST", `/conversations/${id}/hand-back`, { reason: "?" })).status,
      409,
    );
  });

  it("refuses desks that are archived, unknown, elsewhere or the present one", async () => {
    const id = await world.asked(at);
    for (const deskId of [world.desks.archive, newId(), world.other.desks.sales, world.desks.community]) {
      const { status } = await world.as("mia", "POST", `/conversations/${id}/hand-over`, {
        deskId,
        reason: "x",
      });
      assert.equal(status, 400);
    }
    assert.equal(
      (await world.as("mia", "POST", `/conversations/${id}/hand-over`, { deskId: world.desks.sales })).status,
      400,
    );
  });

  it("keeps the assignee who works at the new desk, and opens what was closed", async () => {
    const id = await world.asked(at);
    await world.as("mia", "PUT", `/conversations/${id}/assignment`, { userId: world.user("leo") });
    await world.as("mia", "POST", `/conversations/${id}/closure`, { outcome: "answered" });
    const { body } = await world.as("mia", "POST", `/conversations/${id}/hand-over`, {
      deskId: world.desks.sales,
      reason: "Came back",
    });
    assert.deepEqual(
      [body.conversations[0].assigneeId, body.conversations[0].status, body.conversations[0].outcome],
      [world.user("leo"), "open", null],
    );
  });

  it("changes many at once or none: an id from elsewhere is not found, and nothing happens", async () => {
    const id = await world.asked(at);
    const foreign = await world.other.asked(at);
    const bulk = (ids: string[]) =>
      world.as("mia", "POST", "/bulk-changes", { ids, change: { verb: "close", outcome: "answered" } });
    assert.equal((await bulk([id, foreign])).status, 404);
    assert.equal((await bulk([id, newId()])).status, 404);
    assert.equal((await one(id)).conversation.status, "open");
    assert.equal((await bulk(Array.from({ length: 501 }, newId))).status, 400);
    assert.equal((await bulk([])).status, 400);
  });

  it("keeps another workspace's conversations to itself", async () => {
    const id = await world.asked(at);
    for (const [method, path, body] of [
      ["GET", `/conversations/${id}`],
      ["POST", `/conversations/${id}/closure`, { outcome: "spam" }],
      ["DELETE", `/conversations/${id}/closure`],
      ["POST", `/conversations/${id}/snooze`, { until: later(at, minutes(5)).toISOString() }],
      ["PUT", `/conversations/${id}/priority`, { priority: 1 }],
      ["POST", `/conversations/${id}/notes`, { text: "hello" }],
      ["PUT", `/conversations/${id}/presence`, { tab: "1", doing: "reading" }],
      ["DELETE", `/conversations/${id}/presence?tab=1`],
      ["GET", `/conversations/${id}/draft`],
      ["PUT", `/conversations/${id}/draft`, { text: "hello" }],
    ] as const)
      assert.equal((await world.as("eve", method, path, body)).status, 404, `${method} ${path}`);
  });

  it("lets guests read and write notes, and no more", async () => {
    const id = await world.asked(at);
    assert.equal((await world.as("gus", "GET", `/conversations/${id}`)).status, 200);
    assert.equal(
      (await world.as("gus", "POST", `/conversations/${id}/notes`, { text: "I know her" })).status,
      200,
    );
    for (const [method, path, body] of [
      ["POST", `/conversations/${id}/closure`, { outcome: "spam" }],
      ["PUT", `/conversations/${id}/assignment`, { userId: null }],
      ["POST", "/bulk-changes", { ids: [id], change: { verb: "reopen" } }],
      ["POST", "/views", { name: "Mine", question: {} }],
    ] as const)
      assert.equal((await world.as("gus", method, path, body)).status, 403, path);
  });

  it("refuses what cannot be, field by field", async () => {
    const id = await world.asked(at);
    for (const [path, body, field] of [
      ["closure", { outcome: "fun" }, "body.outcome"],
      ["snooze", { until: "tomorrow" }, "body.until"],
      ["snooze", { until: later(now(), -1).toISOString() }, "body.until"],
      ["snooze", { until: "2036-01-01T00:00:00Z" }, "body.until"],
      ["hand-over", { deskId: "x", reason: "y" }, "body.deskId"],
    ] as const) {
      const answer = await world.as("mia", "POST", `/conversations/${id}/${path}`, body);
      assert.equal(answer.status, 400);
      assert.equal(answer.body.error.fields[0].path, field);
    }
  });
});
