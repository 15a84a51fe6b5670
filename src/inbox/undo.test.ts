import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { after as later, minutes, useClock } from "../kernel/clock.ts";
import { onBothEngines, type World } from "./test-world.ts";

onBothEngines("undoing changes", (open) => {
  let world: World;
  let at = new Date("2026-11-23T10:00:00.000Z");
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
  it("takes a hand-over back with everything it changed", async () => {
    const id = await world.asked(at);
    await world.as("mia", "PUT", `/conversations/${id}/assignment`, { userId: world.user("mia") });
    const was = (await one(id)).conversation;
    const { body } = await world.as("mia", "POST", `/conversations/${id}/hand-over`, {
      deskId: world.desks.sales,
      reason: "Slip",
    });
    const undone = await world.as("mia", "POST", `/changes/${body.changeId}/undoing`);
    assert.equal(undone.status, 200);
    const { version: _a, ...before } = was;
    const { version: _b, ...present } = undone.body.conversations[0];
    assert.deepEqual(present, before);
    const view = await one(id);
    assert.deepEqual([view.handOvers.length, view.mayHandBack], [0, null]);
    assert.equal((await world.as("mia", "POST", `/changes/${body.changeId}/undoing`)).status, 409);
  });

  it("takes a hand-back back, so that it can be handed back again", async () => {
    const id = await world.asked(at);
    await world.as("mia", "POST", `/conversations/${id}/hand-over`, {
      deskId: world.desks.sales,
      reason: "x",
    });
    const { body } = await world.as("tom", "POST", `/conversations/${id}/hand-back`, { reason: "y" });
    assert.equal((await world.as("tom", "POST", `/changes/${body.changeId}/undoing`)).status, 200);
    const view = await one(id);
    assert.deepEqual(
      [view.conversation.deskId, view.mayHandBack, view.handOvers.length],
      [world.desks.sales, world.desks.community, 1],
    );
  });

  it("undoes a change to many where nobody decided anew, and says which it left", async () => {
    const ids = [await world.asked(at), await world.asked(at), await world.asked(at)];
    const bulk = await world.as("mia", "POST", "/bulk-changes", {
      ids,
      change: { verb: "assign", userId: world.user("mia") },
    });
    assert.equal(bulk.status, 200);
    assert.deepEqual(
      bulk.body.conversations.map((row: { id: string }) => row.id),
      ids,
    );
    // Somebody gives the second away; somebody else changes something else about the third.
    await world.as("leo", "PUT", `/conversations/${ids[1]}/assignment`, { userId: world.user("tom") });
    await world.as("leo", "PUT", `/conversations/${ids[2]}/priority`, { priority: 2 });
    const undone = await world.as("mia", "POST", `/changes/${bulk.body.changeId}/undoing`);
    assert.equal(undone.status, 200);
    assert.deepEqual(undone.body.skipped, [ids[1]]);
    assert.deepEqual(
      undone.body.conversations.map((row: { assigneeId: string | null; priority: number }) => [
        row.assigneeId,
        row.priority,
      ]),
      [
        [null, 0],
        [world.user("tom"), 0],
        [null, 2],
      ],
    );
  });

  it("does not undo over somebody who decided the same anew", async () => {
    const id = await world.asked(at);
    const { body } = await world.as("mia", "PUT", `/conversations/${id}/priority`, { priority: 2 });
    await world.as("tom", "PUT", `/conversations/${id}/priority`, { priority: 1 });
    await world.as("tom", "PUT", `/conversations/${id}/priority`, { priority: 2 });
    assert.equal((await world.as("mia", "POST", `/changes/${body.changeId}/undoing`)).status, 409);
    assert.equal((await one(id)).conversation.priority, 2);
  });

  it("lets the one who made a change undo it, or a lead, for ten minutes", async () => {
    const id = await world.asked(at);
    const first = await world.as("mia", "POST", `/conversations/${id}/closure`, { outcome: "spam" });
    assert.equal((await world.as("tom", "POST", `/changes/${first.body.changeId}/undoing`)).status, 403);
    assert.equal((await world.as("gus", "POST", `/changes/${first.body.changeId}/undoing`)).status, 403);
    assert.equal((await world.as("eve", "POST", `/changes/${first.body.changeId}/undoing`)).status, 404);
    assert.equal((await world.as("leo", "POST", `/changes/${first.body.changeId}/undoing`)).status, 200);
    const second = await world.as("mia", "POST", `/conversations/${id}/closure`, { outcome: "spam" });
    at = later(at, minutes(11));
    assert.equal((await world.as("mia", "POST", `/changes/${second.body.changeId}/undoing`)).status, 409);
  });

  it("does not undo a closing over somebody who has spoken since", async () => {
    const id = await world.asked(at);
    at = later(at, minutes(1));
    const { body } = await world.as("mia", "POST", `/conversations/${id}/closure`, { outcome: "answered" });
    at = later(at, minutes(1));
    await world.heard(id, [{ at }]);
    assert.equal((await one(id)).conversation.waitingSince, at.toISOString());
    assert.equal((await world.as("mia", "POST", `/changes/${body.changeId}/undoing`)).status, 409);
    assert.equal((await one(id)).conversation.status, "open");
  });
});
